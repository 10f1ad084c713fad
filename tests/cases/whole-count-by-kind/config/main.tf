module "edge" {
  source = "./modules/connection-function"
  for_each = {
    allow  = { kind = "allow" }
    lookup = { kind = "lookup", comment = "Looks the device up" }
  }

  name    = "edge-${each.key}"
  kind    = each.value.kind
  comment = lookup(each.value, "comment", null)
  tags    = { Kind = title(each.value.kind) }
}

output "function_ids" {
  value = { for name, edge in module.edge : name => edge.id }
}

output "lookup_store_arn" {
  value = try(module.edge["lookup"].store_arn, null)
}
