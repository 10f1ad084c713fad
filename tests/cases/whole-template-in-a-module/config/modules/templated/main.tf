variable "name" {
  type = string
}

variable "issuers" {
  type = list(string)
}

locals {
  code = templatefile("${path.module}/gate.js.tftpl", {
    name    = var.name
    issuers = sort(var.issuers)
    strict  = length(var.issuers) == 1
  })
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = "gate-${var.name}"
  connection_function_code = local.code

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Accepts ${join(" and ", var.issuers)}"
  }

  tags = { CodeDigest = substr(sha256(local.code), 0, 12) }
}

output "size" {
  value = length(local.code)
}
