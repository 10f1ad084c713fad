# Its keys are serial numbers, its values say why. Keys are data, written with `aws cloudfront-keyvaluestore put-key`, and no part
# of this configuration.
resource "aws_cloudfront_key_value_store" "revoked" {
  name    = "revoked-certificates"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "revocation_list" {
  name                     = "revocation-list"
  connection_function_code = file("${path.module}/revocation-list.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Turns revoked certificates away"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }
}
