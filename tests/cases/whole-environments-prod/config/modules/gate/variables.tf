variable "name" {
  description = "Name of the function."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z-]*$", var.name))
    error_message = "Small letters and hyphens only."
  }
}

variable "environment" {
  type = string
}

variable "publish" {
  type    = bool
  default = false
}
