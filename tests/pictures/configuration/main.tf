resource "aws_cloudfront_key_value_store" "revoked" {
  name = "revoked-devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Refuses revoked devices"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }
}
