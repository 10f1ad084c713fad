resource "aws_cloudfront_connection_function" "{{name}}" {
  name                     = "{{name}}"
  connection_function_code = file("${path.module}/{{name}}.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Who may connect"
  }
}
