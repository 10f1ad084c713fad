locals {
  is_lookup = var.kind == "lookup"
  store_arn = one(aws_cloudfront_key_value_store.this[*].arn)
  comment   = coalesce(var.comment, "${title(var.kind)} connections of ${var.name}")
}

resource "aws_cloudfront_key_value_store" "this" {
  count = local.is_lookup ? 1 : 0

  name    = "${var.name}-devices"
  comment = "Devices of ${var.name}"
}

resource "aws_cloudfront_connection_function" "allow" {
  count = var.kind == "allow" ? 1 : 0

  name                     = var.name
  connection_function_code = file("${path.module}/functions/allow.js")
  publish                  = var.publish
  tags                     = merge(var.tags, { Module = basename(path.module) })

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = local.comment
  }
}

resource "aws_cloudfront_connection_function" "lookup" {
  count = local.is_lookup ? 1 : 0

  name                     = var.name
  connection_function_code = file("${path.module}/functions/lookup.js")
  publish                  = var.publish
  tags                     = merge(var.tags, { Module = basename(path.module) })

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = local.comment

    dynamic "key_value_store_association" {
      for_each = local.is_lookup ? [local.store_arn] : []
      iterator = store

      content {
        key_value_store_arn = store.value
      }
    }
  }
}
