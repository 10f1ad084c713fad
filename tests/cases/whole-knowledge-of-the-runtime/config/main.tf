# Whoever has tested AWS can say so, for the functions of all modules.
variable "optional_mtls" {
  type    = bool
  default = false
}

locals {
  connfn_checks = {
    optional_mtls    = var.optional_mtls
    runtime_features = { for_of = "works", destructuring = "undocumented" }
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets two networks in"
  }
}
