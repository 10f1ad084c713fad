module "functions" {
  source = "./modules/folder"
  prefix = "edge"
  folder = "${path.root}/functions"
}

output "names" {
  value = sort(values(module.functions.names))
}
