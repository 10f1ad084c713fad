resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-1.0"
    comment = "Old"
  }

  tags = {
    Stage = "prod"
  }

  lifecycle {
    ignore_changes = [connection_function_code, tags["Stage"]]
  }
}
