variable "prefix" {
  type = string
}

variable "folder" {
  type = string
}

locals {
  files = fileset(var.folder, "**/*.js")
  names = { for file in local.files : file => replace(trimsuffix(file, ".js"), "/", "-") }
}

resource "aws_cloudfront_connection_function" "this" {
  for_each = local.names

  name                     = "${var.prefix}-${each.value}"
  connection_function_code = file("${var.folder}/${each.key}")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "From ${each.key}, ${filesha256("${var.folder}/${each.key}")}"
  }
}

output "names" {
  value = { for file, function in aws_cloudfront_connection_function.this : file => function.name }
}
