locals {
  tags = { Owner = "edge-team", CostCenter = "42" }
}

module "platform" {
  source = "./platform"
  sites  = ["eu", "us"]
  tags   = local.tags
}

output "gates" {
  value = module.platform.gates
}
