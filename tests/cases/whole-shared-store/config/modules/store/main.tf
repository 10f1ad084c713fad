variable "name" {
  type = string
}

resource "aws_cloudfront_key_value_store" "this" {
  name    = var.name
  comment = "Shared by all gates"
}

output "arn" {
  value = aws_cloudfront_key_value_store.this.arn
}
