module "label" {
  source = "./modules/label"

  namespace   = "acme"
  environment = "prod"
  tags        = { BusinessUnit = "edge" }
}

module "gate_label" {
  source   = "./modules/label"
  for_each = toset(["inner", "outer"])

  context    = module.label.context
  name       = "Gate ${each.key}"
  attributes = each.key == "outer" ? ["public"] : []
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each = module.gate_label

  name                     = each.value.id
  connection_function_code = "function connectionHandler(connection) { connection.allow(); }"
  tags                     = each.value.tags

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = each.value.tags["Name"]
  }
}
