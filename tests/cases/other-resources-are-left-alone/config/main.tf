terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.27"
    }
  }
}

data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-${data.aws_caller_identity.me.account_id}"
}

resource "aws_s3_bucket" "site" {
  bucket = "site"
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  connection_function_association {
    id = aws_cloudfront_connection_function.gate.id
  }
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
