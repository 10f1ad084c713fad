resource "aws_cloudfront_connection_function" "a" {
  name                     = "a"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  count = 2
}
