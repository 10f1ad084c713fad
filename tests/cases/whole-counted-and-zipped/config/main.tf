variable "names" {
  type    = list(string)
  default = ["allow", "deny", "log"]
}

variable "comments" {
  type    = list(string)
  default = ["Lets everybody in", "Lets nobody in"]
}

locals {
  padded = concat(var.comments, [for index in range(length(var.names) - length(var.comments)) : "No comment ${index}"])
  by_name = zipmap(var.names, local.padded)
  code = {
    allow = "connection.allow();"
    deny  = "connection.deny();"
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  count = length(var.names)

  name = format("gate-%02d-%s", count.index, var.names[count.index])
  connection_function_code = join("\n", [
    "function connectionHandler(connection) {",
    "    ${lookup(local.code, var.names[count.index], "connection.allow();")}",
    "}",
    "",
  ])
  publish = count.index < 2

  connection_function_config {
    comment = local.by_name[var.names[count.index]]
    runtime = "cloudfront-js-2.0"
  }

  tags = merge(
    { Index = count.index },
    count.index % 2 == 0 ? { Even = "yes" } : {},
  )
}

output "ids" {
  value = zipmap(var.names, aws_cloudfront_connection_function.gate[*].id)
}

output "last" {
  value = element(aws_cloudfront_connection_function.gate, length(var.names) - 1).name
}

output "published" {
  value = [for function in aws_cloudfront_connection_function.gate : function.name if function.publish]
}
