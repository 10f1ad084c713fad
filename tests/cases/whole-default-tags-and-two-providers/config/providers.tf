locals {
  cost_center = "4711"
  common_tags = {
    Project    = "edge"
    CostCenter = local.cost_center
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = merge(local.common_tags, { Team = "core" })
  }
}

provider "aws" {
  alias  = "guests"
  region = "us-east-1"

  default_tags {
    tags = local.common_tags
  }

  ignore_tags {
    key_prefixes = ["auto:"]
  }
}
