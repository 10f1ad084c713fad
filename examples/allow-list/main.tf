# Which devices may connect: those of the fleet, unless their certificate has been revoked.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region = "us-east-1" # CloudFront's own

  default_tags {
    tags = {
      Project   = "device-gateway"
      ManagedBy = "terraform"
    }
  }
}

# Its keys are serial numbers in lower-case hexadecimal without colons; its values say why. Keys are data, written with
# `aws cloudfront-keyvaluestore put-key`, and no part of this configuration.
resource "aws_cloudfront_key_value_store" "revoked_devices" {
  name    = "revoked-devices"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "allow_list" {
  name                     = "allow-list"
  connection_function_code = file("${path.module}/allow-list.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets the devices of the fleet connect"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked_devices.arn
    }
  }

  tags = {
    Team = "device-platform"
  }
}
