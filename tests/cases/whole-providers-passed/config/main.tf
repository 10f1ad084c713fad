terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = { Account = "main", Managed = "yes" }
  }
}

provider "aws" {
  alias  = "partner"
  region = "us-east-1"

  default_tags {
    tags = { Account = "partner" }
  }
}

module "own" {
  source = "./modules/pair"
  name   = "own"

  providers = {
    aws.second = aws
  }
}

module "partner" {
  source = "./modules/pair"
  name   = "partner"

  providers = {
    aws        = aws.partner
    aws.second = aws
  }
}
