resource "aws_cloudfront_connection_function" {
}
