variable "name" {
  type = string
}

variable "enabled" {
  type    = bool
  default = true
}

resource "aws_cloudfront_key_value_store" "devices" {
  count = var.enabled ? 1 : 0

  name    = "${var.name}-devices"
  comment = "Devices of ${var.name}"
}

resource "aws_cloudfront_connection_function" "gate" {
  count = var.enabled ? 1 : 0

  name                     = var.name
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate ${var.name}"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.devices[0].arn
    }
  }
}

output "id" {
  value = one(aws_cloudfront_connection_function.gate[*].id)
}

output "store" {
  value = try(aws_cloudfront_key_value_store.devices[0].name, "no store")
}
