variable "sites" {
  type = map(object({
    comment = optional(string)
    store   = optional(bool, false)
    tags    = optional(map(string), {})
  }))
  default = {
    eu = { comment = "Europe", store = true, tags = { Residency = "eu" } }
    us = { store = true }
    cn = {}
  }
}

module "site" {
  source   = "./modules/site"
  for_each = var.sites

  name    = "gate-${each.key}"
  comment = coalesce(each.value.comment, "Site ${upper(each.key)}")
  store   = each.value.store
  tags    = merge({ Site = each.key }, each.value.tags)
}

output "ids" {
  value = { for key, site in module.site : key => site.id }
}

output "stores" {
  value = { for key, site in module.site : key => site.store_arn if site.store_arn != null }
}
