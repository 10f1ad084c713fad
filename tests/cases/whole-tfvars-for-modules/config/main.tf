variable "environment" {
  type = string
}

variable "gates" {
  type = list(object({
    name    = string
    comment = optional(string, "")
    methods = list(string)
  }))
}

variable "tags" {
  type = map(string)
}

module "gate" {
  source   = "./modules/gate"
  for_each = { for gate in var.gates : gate.name => gate }

  name    = join("-", [each.value.name, var.environment])
  comment = each.value.comment != "" ? each.value.comment : null
  methods = each.value.methods
  tags    = merge(var.tags, { Environment = var.environment })
}
