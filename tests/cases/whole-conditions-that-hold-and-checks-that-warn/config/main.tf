variable "serials" {
  type        = list(string)
  default     = ["01", "02"]
  nullable    = false
  description = "Serial numbers that are let in."

  validation {
    condition     = length(var.serials) == length(distinct(var.serials))
    error_message = "A serial number stands twice."
  }

  validation {
    condition     = length(var.serials) <= var.most
    error_message = "More than ${var.most} serial numbers."
  }
}

variable "most" {
  type    = number
  default = 10
}

locals {
  code = <<-EOT
    const serials = ${jsonencode(var.serials)};

    function connectionHandler(connection) {
        if (serials.includes(connection.clientCertificate.certificates.leaf.serialNumber)) {
            connection.allow();
        } else {
            connection.deny();
        }
    }
  EOT
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = local.code
  publish                  = true

  connection_function_config {
    comment = "Lets ${length(var.serials)} serial numbers in"
    runtime = "cloudfront-js-2.0"
  }

  lifecycle {
    precondition {
      condition     = length(local.code) < 10240
      error_message = "The code is too large."
    }
    postcondition {
      condition     = self.name == "gate"
      error_message = "The name is wrong."
    }
  }
}

check "enough" {
  assert {
    condition     = length(var.serials) > 2
    error_message = "Only ${length(var.serials)} serial numbers are let in."
  }
  assert {
    condition     = aws_cloudfront_connection_function.gate.publish
    error_message = "It is not published."
  }
}

output "code_size" {
  value = length(local.code)

  precondition {
    condition     = length(local.code) > 0
    error_message = "There is no code."
  }
}
