# Every construct that is read.
terraform {
  required_version = ">= 1.5"
}

provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = { Owner = "me" }
  }
}

variable "runtime" {
  type    = string
  default = "cloudfront-js-2.0"
}

locals {
  names   = ["a", "b"] // two
  object  = { a = 1, "b c" = { d = [true, null] } }
  /* in the middle */ unused = data.aws_region.r.name
  number = -(1 + 2.50) * 3 % 4 / 2
  text   = local.number < 3 && !false ? "yes ${upper("é")}" : "no"
  doc    = <<-EOT
    first $${x}
      second ${local.names[0]} ${~ "x" ~}

    third
  EOT
  plain  = <<EOT
a
EOT
  each   = { for k, v in { x = "1", y = "2" } : k => v if v != "1" }
  list   = [for n in local.names : "${n}-${length(n)}"]
}

resource "aws_cloudfront_key_value_store" "store" {
  name    = "store"
  comment = "st\u00f6re \"quoted\""
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate-${local.names[1]}"
  connection_function_code = file("${path.module}/fn.js")
  publish                  = true

  connection_function_config {
    runtime = var.runtime
    comment = "${local.doc}${local.plain}${jsonencode(local.each)}${join(",", local.list)}${local.text}"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.store.arn
    }
  }

  tags       = merge({ Store = aws_cloudfront_key_value_store.store.id }, { "With space" = null })
  depends_on = [aws_cloudfront_key_value_store.store]

  lifecycle {}
}

resource "aws_s3_bucket" "other" {
  bucket = data.aws_region.r.name
}

data "aws_region" "r" {}

output "arn" {
  value = aws_cloudfront_connection_function.gate.connection_function_arn
}

import {
  to = aws_cloudfront_connection_function.gate
  id = "E1PA6795UKMFR9"
}
