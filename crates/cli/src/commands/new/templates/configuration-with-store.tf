# Its keys are data, written with `aws cloudfront-keyvaluestore put-key`, and no part of this configuration.
resource "aws_cloudfront_key_value_store" "{{name}}-revoked" {
  name    = "{{name}}-revoked"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "{{name}}" {
  name                     = "{{name}}"
  connection_function_code = file("${path.module}/{{name}}.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Who may connect"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.{{name}}-revoked.arn
    }
  }
}
