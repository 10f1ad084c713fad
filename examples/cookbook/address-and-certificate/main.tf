resource "aws_cloudfront_connection_function" "address_and_certificate" {
  name                     = "address-and-certificate"
  connection_function_code = file("${path.module}/address-and-certificate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets in partners from their own networks"
  }
}
