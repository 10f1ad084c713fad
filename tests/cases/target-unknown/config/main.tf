resource "aws_cloudfront_key_value_store" "devices" {
  count = 2
  name  = "devices-${count.index}"
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each = {
    "eu-west" = aws_cloudfront_key_value_store.devices[0].arn
    "us \"x\"" = aws_cloudfront_key_value_store.devices[1].arn
  }

  name                     = "gate-${each.key == "eu-west" ? "eu" : "us"}"
  connection_function_code = replace(file("gate.js"), "PLACE", each.key)

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate of ${each.key}"

    dynamic "key_value_store_association" {
      for_each = each.key == "eu-west" ? [each.value] : []

      content {
        key_value_store_arn = key_value_store_association.value
      }
    }
  }
}
