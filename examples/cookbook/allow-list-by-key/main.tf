resource "aws_cloudfront_connection_function" "allow_list_by_key" {
  name                     = "allow-list-by-key"
  connection_function_code = file("${path.module}/allow-list-by-key.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets in the holders of pinned keys"
  }
}
