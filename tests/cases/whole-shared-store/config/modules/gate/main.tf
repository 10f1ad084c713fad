variable "name" {
  type = string
}

variable "store_arn" {
  type    = string
  default = null
}

variable "publish" {
  type    = bool
  default = false
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = var.name
  connection_function_code = file("${path.module}/gate.js")
  publish                  = var.publish

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    dynamic "key_value_store_association" {
      for_each = var.store_arn[*]
      content {
        key_value_store_arn = key_value_store_association.value
      }
    }
  }
}

output "arn" {
  value = aws_cloudfront_connection_function.this.connection_function_arn
}
