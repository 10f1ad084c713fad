resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices-2"
  comment = "Other"

  lifecycle {
    ignore_changes = [comment, name]
  }
}
