variable "stage" {
  type    = string
  default = "prod"
}

locals {
  name = lower(join("-", ["GATE", var.stage]))
  tags = merge({ Team = "edge" }, { Stage = upper(var.stage) })
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = local.name
  connection_function_code = replace(file("${path.module}/./code/../code/gate.js"), "STAGE", var.stage)
  publish                  = var.stage == "prod" ? true : false

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = format("Gate of %s", var.stage)
  }

  tags = local.tags
}
