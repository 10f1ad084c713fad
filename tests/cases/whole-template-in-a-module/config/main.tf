locals {
  issuers = {
    devices = ["CN=Devices CA", "CN=Old Devices CA"]
    staff   = ["CN=Staff CA"]
  }
}

module "gate" {
  source   = "./modules/templated"
  for_each = local.issuers

  name    = each.key
  issuers = each.value
}

output "sizes" {
  value = { for name, gate in module.gate : name => gate.size }
}
