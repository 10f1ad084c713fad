variable "project" {
  description = "Prefix of every name."
  type        = string
  default     = "edge"
}

variable "stores" {
  description = "The key value stores, by what they hold."
  type = map(object({
    comment   = optional(string, "Managed by Terraform")
    published = optional(bool, true)
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.stores) : can(regex("^[a-z][a-z0-9-]*$", name))])
    error_message = "Names are lower case."
  }
}
