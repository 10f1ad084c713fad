locals {
  functions = {
    core   = "Gate of the core"
    guests = "Gate of the guests"
  }
}

resource "aws_cloudfront_connection_function" "core" {
  name                     = "core"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    comment = local.functions["core"]
    runtime = "cloudfront-js-2.0"
  }

  tags = {
    Team = "core-override"
  }
}

resource "aws_cloudfront_connection_function" "guests" {
  provider = aws.guests

  name                     = "guests"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    comment = local.functions.guests
    runtime = "cloudfront-js-2.0"
  }

  tags = {
    "auto:expiry" = "2030"
  }
}
