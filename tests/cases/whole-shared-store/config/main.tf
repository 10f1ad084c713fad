module "store" {
  source = "./modules/store"
  name   = "shared-devices"
}

module "gate" {
  source   = "./modules/gate"
  for_each = toset(["blue", "green"])

  name      = "gate-${each.key}"
  store_arn = module.store.arn
  publish   = each.key == var.live
}

variable "live" {
  type    = string
  default = "blue"
}

output "live_gate" {
  value = module.gate[var.live].arn
}
