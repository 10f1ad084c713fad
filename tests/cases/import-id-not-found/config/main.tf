import {
  to = aws_cloudfront_connection_function.gate
  id = "cf_nothing"
}

import {
  to = aws_cloudfront_key_value_store.devices
  id = "other"
}

resource "aws_cloudfront_key_value_store" "devices" {
  name = "devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
