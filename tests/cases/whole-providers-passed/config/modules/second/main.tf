variable "name" {
  type = string
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = var.name
  connection_function_code = "function connectionHandler(connection) { connection.deny(); }"
  tags                     = { Managed = "by hand" }

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Second"
  }
}
