# The scope that the recorded expressions are evaluated in.
resource "terraform_data" "later" {
  input = 1
}

variable "text" {
  type    = string
  default = "hello"
}

variable "secret" {
  type      = string
  default   = "hidden"
  sensitive = true
}

variable "sites" {
  type = map(object({ name = string, ports = optional(list(number), [80]), tags = optional(map(string)) }))
  default = {
    eu = { name = "Europe", ports = [1, 2] }
    us = { name = "America" }
  }
}

locals {
  later    = terraform_data.later.id
  list     = ["a", "b", "c"]
  object   = { a = 1, b = { c = [true, null] } }
  people   = [{ name = "ann", age = 30 }, { name = "bob", age = 40 }]
  template = "hello $${name}"
}

module "one" {
  source = "./modules/pair"
  name   = null
  ports  = ["8080", 443]
}

module "many" {
  source = "./modules/pair"
  count  = 2
  name   = count.index
}

module "each" {
  source   = "./modules/pair"
  for_each = var.sites
  name     = "${each.key} ${each.value.name}"
  ports    = each.value.ports
}
