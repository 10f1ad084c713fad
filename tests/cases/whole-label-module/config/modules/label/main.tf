variable "context" {
  type = object({
    namespace   = optional(string)
    environment = optional(string)
    name        = optional(string)
    attributes  = optional(list(string), [])
    tags        = optional(map(string), {})
  })
  default = {}
}

variable "namespace" {
  type    = string
  default = null
}

variable "environment" {
  type    = string
  default = null
}

variable "name" {
  type    = string
  default = null
}

variable "attributes" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  input = {
    namespace   = var.namespace == null ? var.context.namespace : var.namespace
    environment = var.environment == null ? var.context.environment : var.environment
    name        = var.name == null ? var.context.name : var.name
    attributes  = compact(distinct(concat(var.context.attributes, var.attributes)))
    tags        = merge(var.context.tags, var.tags)
  }

  normalized = { for key, value in local.input : key => lower(replace(value, "/[^a-zA-Z0-9-]/", "-"))
  if contains(["namespace", "environment", "name"], key) && value != null }

  order = ["namespace", "environment", "name"]
  id    = join("-", compact(concat([for key in local.order : lookup(local.normalized, key, "")], local.input.attributes)))

  tags = merge(
    { for key, value in local.normalized : title(key) => value },
    local.input.tags,
    { Name = local.id },
  )
}

output "id" {
  value = local.id
}

output "tags" {
  value = local.tags
}

output "context" {
  value = local.input
}
