output "function_id" {
  value = aws_cloudfront_connection_function.this.id
}

output "function_arn" {
  value = aws_cloudfront_connection_function.this.connection_function_arn
}
