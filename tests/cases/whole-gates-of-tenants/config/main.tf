variable "tenants" {
  type = list(object({
    name   = string
    stages = list(string)
    store  = optional(bool, false)
    owner  = optional(string)
  }))
}

locals {
  gates = merge([
    for tenant in var.tenants : {
      for stage in tenant.stages : "${tenant.name}-${stage}" => {
        tenant = tenant.name
        stage  = stage
        store  = tenant.store
        owner  = coalesce(tenant.owner, "platform")
      }
    }
  ]...)
  with_store = toset([for tenant in var.tenants : tenant.name if tenant.store])
}

resource "aws_cloudfront_key_value_store" "tenant" {
  for_each = local.with_store

  name    = "tenant-${each.value}"
  comment = "Data of ${each.value}"
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each = local.gates

  name = each.key
  connection_function_code = templatefile("${path.module}/templates/gate.js.tftpl", {
    tenant = each.value.tenant
    stage  = each.value.stage
    deny   = each.value.stage == "test" ? ["a", "b"] : []
  })
  publish = each.value.stage == "live"

  connection_function_config {
    comment = "Gate of ${each.value.tenant}, ${each.value.stage}"
    runtime = "cloudfront-js-2.0"

    dynamic "key_value_store_association" {
      for_each = each.value.store ? [aws_cloudfront_key_value_store.tenant[each.value.tenant].arn] : []
      iterator = store

      content {
        key_value_store_arn = store.value
      }
    }
  }

  tags = {
    Owner = each.value.owner
    Stage = each.value.stage
  }
}

output "gates" {
  value = {
    for tenant in distinct(values(local.gates)[*].tenant) :
    tenant => [for key, gate in local.gates : aws_cloudfront_connection_function.gate[key].name if gate.tenant == tenant]
  }
}
