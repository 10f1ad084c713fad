variable "create" {
  type    = bool
  default = true
}

variable "create_store" {
  type    = bool
  default = null
}

variable "name" {
  type    = string
  default = "gate"
}

variable "comment" {
  type    = string
  default = ""
}

variable "tags" {
  type    = map(string)
  default = {}
}
