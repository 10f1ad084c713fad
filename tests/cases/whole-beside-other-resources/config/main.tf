terraform {
  backend "s3" {
    bucket = "states"
    key    = "edge/terraform.tfstate"
    region = "eu-west-1"
  }
}

data "aws_caller_identity" "current" {}

data "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-${data.aws_caller_identity.current.account_id}"
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  comment = aws_cloudfront_connection_function.gate.id
}

locals {
  account = data.aws_caller_identity.current.account_id
  bucket  = aws_s3_bucket.logs.bucket
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gate.js")
  publish                  = true

  connection_function_config {
    comment = "Gate"
    runtime = "cloudfront-js-2.0"
  }

  lifecycle {
    create_before_destroy = true
    precondition {
      condition     = local.account != "000000000000"
      error_message = "This is the wrong account."
    }
  }

  depends_on = [aws_s3_bucket.logs]
}

check "bucket" {
  data "aws_s3_bucket" "again" {
    bucket = "logs"
  }
  assert {
    condition     = data.aws_s3_bucket.again.region == "eu-west-1"
    error_message = "The bucket moved."
  }
}

output "bucket" {
  value = local.bucket
}

output "zone" {
  value = "${data.aws_route53_zone.main.zone_id}/${aws_cloudfront_connection_function.gate.name}"
}

output "distribution" {
  value = aws_cloudfront_distribution.site.domain_name
}
