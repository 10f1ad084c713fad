variable "name" {
  description = "Name of the function."
  type        = string
  validation {
    condition     = length(var.name) > 2 && lower(var.name) == var.name
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
