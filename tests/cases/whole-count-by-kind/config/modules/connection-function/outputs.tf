output "id" {
  value = one(concat(aws_cloudfront_connection_function.allow[*].id, aws_cloudfront_connection_function.lookup[*].id))
}

output "store_arn" {
  value = try(aws_cloudfront_key_value_store.this[0].arn, null)
}
