resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }

  timeouts {
    create = "5m"
  }
}

module "edge" {
  source = "registry.example.com/acme/edge/aws"
  version = "1.2.0"
}
