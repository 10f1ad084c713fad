variable "gate" {
  type = object({
    name = string
    config = object({
      comment = string
      runtime = optional(string, "cloudfront-js-2.0")
      stores  = optional(list(string), [])
    })
    tags = optional(map(string), {})
  })
}

resource "aws_cloudfront_key_value_store" "data" {
  for_each = toset(var.gate.config.stores)

  name = each.value
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = var.gate.name
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"
  publish                  = true
  tags                     = var.gate.tags

  dynamic "connection_function_config" {
    for_each = [var.gate.config]
    iterator = config

    content {
      comment = config.value.comment
      runtime = config.value.runtime

      dynamic "key_value_store_association" {
        for_each = config.value.stores

        content {
          key_value_store_arn = aws_cloudfront_key_value_store.data[key_value_store_association.value].arn
        }
      }
    }
  }
}
