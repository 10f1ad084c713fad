variable "name" { type = string }
variable "comment" { type = string }
variable "store" {
  type    = bool
  default = false
}
variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  tags = merge(var.tags, { Module = basename(path.module) })
}

resource "aws_cloudfront_key_value_store" "this" {
  count   = var.store ? 1 : 0
  name    = "${var.name}-data"
  comment = "Data of ${var.name}"
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = var.name
  connection_function_code = file("${path.module}/${var.store ? "lookup" : "plain"}.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = var.comment

    dynamic "key_value_store_association" {
      for_each = aws_cloudfront_key_value_store.this[*].arn
      content {
        key_value_store_arn = key_value_store_association.value
      }
    }
  }

  tags = local.tags
}

output "id" {
  value = aws_cloudfront_connection_function.this.id
}

output "store_arn" {
  value = one(aws_cloudfront_key_value_store.this[*].arn)
}
