import {
  to = aws_cloudfront_key_value_store.devices
  id = "device"
}

resource "aws_cloudfront_key_value_store" "devices" {
  name = "devices"
}
