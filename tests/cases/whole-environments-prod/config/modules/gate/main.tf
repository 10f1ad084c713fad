resource "aws_cloudfront_key_value_store" "allowed" {
  name    = "${var.name}-${var.environment}-allowed"
  comment = "Serial numbers allowed in ${var.environment}"
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = "${var.name}-${var.environment}"
  connection_function_code = file("${path.module}/src/gate.js")
  publish                  = var.publish

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate of ${var.environment} (${path.module})"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.allowed.arn
    }
  }
}
