resource "aws_cloudfront_connection_function" "gate" {
}

resource "aws_cloudfront_connection_function" "door" {
  name                     = null
  connection_function_code = file("gate.js")

  connection_function_config {
  }
}

resource "aws_cloudfront_key_value_store" "devices" {
}
