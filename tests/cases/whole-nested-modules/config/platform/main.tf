variable "sites" {
  type = set(string)
}

variable "tags" {
  type = map(string)
}

module "site" {
  source   = "../site"
  for_each = var.sites

  site = each.value
  tags = merge(var.tags, { Site = each.value })
}

output "gates" {
  value = merge([for site in values(module.site) : site.gates]...)
}
