resource "aws_cloudfront_connection_function" "a" {
  name                     = "a"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = aws_cloudfront_connection_function.b.id
  }
}

resource "aws_cloudfront_connection_function" "b" {
  name                     = "b"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = aws_cloudfront_connection_function.a.id
  }
}

resource "aws_cloudfront_connection_function" "c" {
  name                     = "c"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = aws_cloudfront_connection_function.c.arn
  }
}
