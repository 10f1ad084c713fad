variable "gates" {
  type = map(bool)
  default = {
    blue  = true
    green = false
  }
}

module "gate" {
  source   = "./modules/gate"
  for_each = var.gates
  name     = each.key
  enabled  = each.value
}

output "stores" {
  value = { for name, gate in module.gate : name => gate.store }
}
