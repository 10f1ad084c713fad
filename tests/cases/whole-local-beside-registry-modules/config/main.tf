terraform {
  required_version = "~> 1.9"

  backend "s3" {
    bucket = "acme-terraform"
    key    = "edge.tfstate"
  }
}

data "aws_caller_identity" "current" {}

module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"

  name = "edge"
  cidr = "10.0.0.0/16"
}

module "logs" {
  source = "git::https://git.example.com/modules/logs.git?ref=v1.2.0"

  bucket = "edge-logs-${data.aws_caller_identity.current.account_id}"
}

module "gate" {
  source = "./gate"
  name   = "gate"
}

resource "aws_cloudwatch_log_group" "gate" {
  name       = "/aws/cloudfront/${module.gate.name}"
  kms_key_id = module.logs.key_arn
}
