variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "Must be dev, staging or prod."
  }
}

variable "settings" {
  type = map(object({
    runtime = optional(string, "cloudfront-js-2.0")
    publish = bool
  }))
  default = {
    dev     = { publish = false }
    staging = { publish = true }
    prod    = { publish = true }
  }
}

locals {
  settings = var.settings[var.environment]
  prefix   = var.environment == "prod" ? "" : "${substr(var.environment, 0, 3)}-"
  name     = lower("${local.prefix}Mtls-${title("gate")}")
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = local.name
  publish                  = local.settings.publish
  connection_function_code = <<-EOT
    // ${upper(var.environment)}
    function connectionHandler(connection) {
      %{~if var.environment == "dev"~}
      connection.logCustomData("dev");
      %{~endif~}
      connection.allow();
    }
  EOT

  connection_function_config {
    comment = format("%s gate (%s)", title(var.environment), local.settings.runtime)
    runtime = local.settings.runtime
  }

  tags = {
    Environment = var.environment
  }
}
