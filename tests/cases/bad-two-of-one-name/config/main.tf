resource "aws_cloudfront_connection_function" "a" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_connection_function" "b" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_key_value_store" "x" {
  name = "gate"
}

resource "aws_cloudfront_key_value_store" "y" {
  name = "gate"
}
