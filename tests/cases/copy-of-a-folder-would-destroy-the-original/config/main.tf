resource "aws_cloudfront_connection_function" "door" {
  name                     = "door"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
