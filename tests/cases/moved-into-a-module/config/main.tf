module "gate" {
  source   = "./gate"
  for_each = toset(["eu"])
  site     = each.key
}

moved {
  from = aws_cloudfront_connection_function.gate
  to   = module.entry.aws_cloudfront_connection_function.gate
}

moved {
  from = module.entry
  to   = module.gate["eu"]
}
