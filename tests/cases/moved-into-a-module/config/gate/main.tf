variable "site" {
  type = string
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = "gate-${var.site}"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

moved {
  from = aws_cloudfront_connection_function.gate
  to   = aws_cloudfront_connection_function.this
}
