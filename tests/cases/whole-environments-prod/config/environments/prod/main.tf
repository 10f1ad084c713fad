terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = local.tags
  }
}

locals {
  environment = "prod"
  tags = {
    Environment = local.environment
    ManagedBy   = "connfn"
  }
}

module "gate" {
  source      = "../../modules/gate"
  name        = "gate"
  environment = local.environment
  publish     = true
}

output "gate_id" {
  value = module.gate.function_id
}
