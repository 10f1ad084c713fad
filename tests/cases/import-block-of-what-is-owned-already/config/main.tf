import {
  to = aws_cloudfront_connection_function.gate
  id = "cf_00000000000000000000000001"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
