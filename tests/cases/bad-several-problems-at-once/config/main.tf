resource "aws_cloudfront_connection_function" "a" {
  name                     = "bad name"
  connection_function_code = file("missing.js")

  connection_function_config {
    runtime = "cloudfront-js-3.0"
    comment = "Gate"
  }

  tags = {
    "connfn:stack" = "x"
  }
}

resource "aws_cloudfront_key_value_store" "b" {
  name = ""
}

resource "aws_cloudfront_conection_function" "c" {
}

output {
}
