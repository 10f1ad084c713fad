provider "aws" {
  ignore_tags {
    keys = ["Owner"]
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  tags                     = { Team = "edge", Owner = "me" }

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
