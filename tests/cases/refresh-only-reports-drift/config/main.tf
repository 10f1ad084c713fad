resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}

resource "aws_cloudfront_key_value_store" "others" {
  name = "others"
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each                 = toset(["edited", "missing", "stale", "unowned", "renamed", "tagged", "unpublished"])
  name                     = each.key
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  tags = {
    Team = "edge"
  }

  lifecycle {
    prevent_destroy = true
  }
}
