resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"
  }

  publish = true
}
