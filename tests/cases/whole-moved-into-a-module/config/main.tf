# What was written out twice is a module now. Nothing is created or destroyed: only addresses change.
module "gate" {
  source   = "./modules/gate"
  for_each = toset(["blue", "green"])
  name     = each.key
}

moved {
  from = aws_cloudfront_connection_function.blue
  to   = module.gate["blue"].aws_cloudfront_connection_function.gate[0]
}

moved {
  from = aws_cloudfront_key_value_store.blue
  to   = module.gate["blue"].aws_cloudfront_key_value_store.devices[0]
}

moved {
  from = module.green
  to   = module.gate["green"]
}
