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
      key_value_store_arn = "arn:aws:cloudfront::1:key-value-store/x"
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
      key_value_store_arn = aws_cloudfront_key_value_store.devices.id
    }
  }
}

resource "aws_cloudfront_connection_function" "c" {
  name                     = "c"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = "${aws_cloudfront_key_value_store.devices.arn}/x"
    }
  }
}

resource "aws_cloudfront_connection_function" "d" {
  name                     = "d"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_connection_function.a.connection_function_arn
    }
  }
}
