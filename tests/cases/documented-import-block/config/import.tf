import {
  to = aws_cloudfront_connection_function.example
  id = "E1PA6795UKMFR9"
}
