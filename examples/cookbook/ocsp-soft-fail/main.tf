resource "aws_cloudfront_connection_function" "ocsp_soft_fail" {
  name                     = "ocsp-soft-fail"
  connection_function_code = file("${path.module}/ocsp-soft-fail.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Turns away what OCSP has revoked"
  }
}
