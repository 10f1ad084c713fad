provider "aws" {
  default_tags {
    tags = { "corp:owner" = "me" }
  }
  ignore_tags {
    key_prefixes = ["corp:"]
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
