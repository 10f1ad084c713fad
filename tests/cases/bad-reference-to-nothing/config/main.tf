resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}

resource "aws_cloudfront_connection_function" "a" {
  name                     = "a"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.device.arn
    }
  }
}

resource "aws_cloudfront_connection_function" "b" {
  name                     = "b"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.devices.arm
    }
  }
}

resource "aws_cloudfront_connection_function" "c" {
  name                     = "c"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = local.comment
  }
}

resource "aws_cloudfront_connection_function" "d" {
  name                     = "d"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "${var.comment}"
  }
}
