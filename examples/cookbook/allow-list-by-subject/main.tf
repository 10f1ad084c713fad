resource "aws_cloudfront_connection_function" "allow_list_by_subject" {
  name                     = "allow-list-by-subject"
  connection_function_code = file("${path.module}/allow-list-by-subject.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets in the devices on a list of subjects"
  }
}
