resource "aws_cloudfront_key_value_store" "example" {
  name    = "example-kvs"
  comment = "Example key value store"
}

resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.example.arn
    }
  }
}
