locals {
  settings = yamldecode(file("${path.module}/settings.yaml"))
  extra    = jsondecode(file("${path.module}/extra.json"))
  gates    = { for gate in local.settings.gates : gate.name => merge(local.settings.defaults, gate) }
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each = local.gates

  name                     = "${local.extra.prefix}${each.key}"
  connection_function_code = file("${path.module}/${each.value.file}")
  publish                  = each.value.publish

  connection_function_config {
    comment = try(each.value.comment, "Gate ${each.key}")
    runtime = each.value.runtime
  }

  tags = { for key, value in try(each.value.tags, {}) : title(key) => tostring(value) }
}
