variable "name" {
  type     = string
  nullable = false
}

variable "kind" {
  description = "What the function does: \"allow\" lets everybody in, \"lookup\" asks a store."
  type        = string
  default     = "allow"

  validation {
    condition     = contains(["allow", "lookup"], var.kind)
    error_message = "The kind is \"allow\" or \"lookup\"."
  }
}

variable "comment" {
  type    = string
  default = null
}

variable "publish" {
  type    = bool
  default = true
}

variable "tags" {
  type    = map(string)
  default = {}
}
