provider "aws" {
  default_tags {
    tags = {
      Team = "edge"
    }
  }
}

provider "aws" {
  alias = "web"

  default_tags {
    tags = {
      Team = "web"
    }
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  provider                 = aws.web
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
