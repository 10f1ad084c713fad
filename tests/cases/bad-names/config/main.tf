resource "aws_cloudfront_connection_function" "long" {
  name                     = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_connection_function" "empty" {
  name                     = ""
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_connection_function" "space" {
  name                     = "my gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_connection_function" "umlaut" {
  name                     = "tür"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

resource "aws_cloudfront_key_value_store" "dot" {
  name = "a.b"
}
