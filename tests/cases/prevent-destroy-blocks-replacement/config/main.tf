resource "aws_cloudfront_key_value_store" "devices" {
  name = "devices-2"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate-2"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  lifecycle {
    prevent_destroy = true
  }
}
