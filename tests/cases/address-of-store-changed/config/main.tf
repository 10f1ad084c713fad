resource "aws_cloudfront_key_value_store" "door" {
  name = "devices"
}
