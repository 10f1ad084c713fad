resource "aws_cloudfront_connection_function" "door" {
  name                     = "gate"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}

moved {
  from = aws_cloudfront_connection_function.gate
  to   = aws_cloudfront_connection_function.door
}
