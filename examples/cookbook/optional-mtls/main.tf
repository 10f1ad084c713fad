resource "aws_cloudfront_connection_function" "optional_mtls" {
  name                     = "optional-mtls"
  connection_function_code = file("${path.module}/optional-mtls.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets in devices, and people in the offices"
  }
}
