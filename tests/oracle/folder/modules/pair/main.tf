variable "name" {
  type     = string
  default  = "none"
  nullable = false
}

variable "ports" {
  type    = set(number)
  default = [80]
}

resource "terraform_data" "later" {
  input = var.name
}

output "name" {
  value = "pair-${var.name}"
}

output "ports" {
  value = var.ports
}

output "later" {
  value = terraform_data.later.id
}

output "path" {
  value = "${path.module} below ${path.root}"
}

output "secret" {
  value     = var.name
  sensitive = true
}
