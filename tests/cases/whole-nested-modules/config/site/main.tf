variable "site" {
  type = string
}

variable "tags" {
  type = map(string)
}

variable "lines" {
  type    = list(string)
  default = ["web", "api"]
}

module "gate" {
  source = "../gate"
  count  = length(var.lines)

  name = format("%s-%s-%02d", var.site, var.lines[count.index], count.index + 1)
  tags = merge(var.tags, { Line = var.lines[count.index] })
}

output "gates" {
  value = zipmap(module.gate[*].name, module.gate[*].id)
}
