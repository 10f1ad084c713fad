resource "aws_cloudfront_key_value_store" "s2" {
  name = "s2"
}

resource "aws_cloudfront_key_value_store" "s10" {
  name = "s10"
}

resource "aws_cloudfront_key_value_store" "s1" {
  name = "s1"
}

resource "aws_cloudfront_connection_function" "f3" {
  name                     = "f3"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s10.arn
    }
  }
}

resource "aws_cloudfront_connection_function" "f20" {
  name                     = "f20"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s1.arn
    }
  }
}

resource "aws_cloudfront_connection_function" "f1" {
  name                     = "f1"
  connection_function_code = "function connectionHandler(connection) {\n    connection.allow();\n}\n"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s2.arn
    }
  }
}

