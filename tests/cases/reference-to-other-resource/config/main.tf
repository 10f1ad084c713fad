resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = aws_s3_bucket.logs.arn
  }
}
