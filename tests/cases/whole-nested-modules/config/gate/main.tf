variable "name" {
  type = string
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = var.name
  connection_function_code = file("${path.module}/gate.js")
  tags                     = var.tags

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate ${var.name}"
  }
}

output "id" {
  value = aws_cloudfront_connection_function.this.id
}

output "name" {
  value = aws_cloudfront_connection_function.this.name
}
