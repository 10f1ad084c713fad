locals {
  # What somebody made by hand, by the name that it has.
  existing = {
    blue  = "cf_00000000000000000000000001"
    green = "cf_00000000000000000000000002"
  }
}

module "gate" {
  source   = "./modules/gate"
  for_each = local.existing
  name     = each.key
}

import {
  for_each = local.existing
  to       = module.gate[each.key].aws_cloudfront_connection_function.gate[0]
  id       = each.value
}

import {
  for_each = toset(keys(local.existing))
  to       = module.gate[each.value].aws_cloudfront_key_value_store.devices[0]
  id       = "${each.value}-devices"
}
