variable "name" {
  type = string
}

resource "aws_cloudfront_connection_function" "this" {
  name                     = var.name
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_object" "copy" {
  bucket  = "copies"
  key     = "gate.js"
  content = aws_cloudfront_connection_function.this.connection_function_code
}

output "name" {
  value = aws_cloudfront_connection_function.this.name
}
