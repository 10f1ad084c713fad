resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}
