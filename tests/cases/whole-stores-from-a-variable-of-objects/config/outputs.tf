output "arns" {
  description = "The ARN of each store."
  value       = { for name, store in aws_cloudfront_key_value_store.this : name => store.arn }
}

output "names" {
  value = sort([for store in values(aws_cloudfront_key_value_store.this) : store.name])
}
