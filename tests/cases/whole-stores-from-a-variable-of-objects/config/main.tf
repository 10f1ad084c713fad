locals {
  enabled = { for name, store in var.stores : name => store if store.published }
}

resource "aws_cloudfront_key_value_store" "this" {
  for_each = local.enabled

  name    = join("-", compact([var.project, each.key]))
  comment = each.value.comment
}
