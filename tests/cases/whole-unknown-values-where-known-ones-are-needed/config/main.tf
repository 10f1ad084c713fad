data "aws_ssm_parameter" "names" {
  name = "/edge/names"
}

resource "aws_instance" "counter" {}

locals {
  names = split(",", data.aws_ssm_parameter.names.value)
}

resource "aws_cloudfront_key_value_store" "by_name" {
  for_each = toset(local.names)

  name = each.key
}

resource "aws_cloudfront_key_value_store" "counted" {
  count = aws_instance.counter.cpu_core_count

  name = "counted-${count.index}"
}

resource "aws_cloudfront_key_value_store" "named" {
  name    = "store-${data.aws_ssm_parameter.names.version}"
  comment = "Beside ${aws_cloudfront_key_value_store.other.arn}"
}

resource "aws_cloudfront_key_value_store" "other" {
  name    = "other"
  comment = aws_instance.counter.arn
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "// ${aws_instance.counter.id}"
  publish                  = aws_instance.counter.monitoring

  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"

    dynamic "key_value_store_association" {
      for_each = aws_instance.counter.network_interface

      content {
        key_value_store_arn = key_value_store_association.value.arn
      }
    }
  }
}
