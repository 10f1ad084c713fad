terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.second]
    }
  }
}

variable "name" {
  type = string
}

resource "aws_cloudfront_connection_function" "first" {
  name                     = "${var.name}-first"
  connection_function_code = "function connectionHandler(connection) { connection.allow(); }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "First of ${var.name}"
  }
}

module "second" {
  source = "../second"
  name   = "${var.name}-second"

  providers = {
    aws = aws.second
  }
}
