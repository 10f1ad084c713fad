resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate-2"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "New"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.devices.arn
    }
  }

  tags = {
    Team  = "edge"
    Stage = "prod"
  }

  lifecycle {
    ignore_changes = all
  }
}
