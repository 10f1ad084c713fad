resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000007"
    }
  }
}
