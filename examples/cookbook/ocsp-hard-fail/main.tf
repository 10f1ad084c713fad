resource "aws_cloudfront_connection_function" "ocsp_hard_fail" {
  name                     = "ocsp-hard-fail"
  connection_function_code = file("${path.module}/ocsp-hard-fail.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets in what OCSP says is good"
  }
}
