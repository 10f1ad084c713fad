locals {
  create_store = var.create && coalesce(var.create_store, true)
  tags         = merge({ Name = var.name, ManagedBy = "terraform" }, var.tags)
}

resource "aws_cloudfront_key_value_store" "this" {
  count = local.create_store ? 1 : 0

  name    = "${var.name}-data"
  comment = "Data of ${var.name}"
}

resource "aws_cloudfront_connection_function" "this" {
  count = var.create ? 1 : 0

  name                     = var.name
  connection_function_code = file("${path.module}/src/gate.js")
  publish                  = true

  connection_function_config {
    comment = var.comment != "" ? var.comment : "Connection function ${var.name}"
    runtime = "cloudfront-js-2.0"

    dynamic "key_value_store_association" {
      for_each = aws_cloudfront_key_value_store.this[*].arn

      content {
        key_value_store_arn = key_value_store_association.value
      }
    }
  }

  tags = local.tags
}

resource "aws_cloudfront_connection_function" "fallback" {
  count = var.create ? 0 : 1

  name                     = "${var.name}-fallback"
  connection_function_code = file("${path.module}/src/gate.js")

  connection_function_config {
    comment = "Lets everybody in"
    runtime = "cloudfront-js-2.0"
  }
}
