resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
