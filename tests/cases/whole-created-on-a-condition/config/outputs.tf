output "id" {
  value = one(aws_cloudfront_connection_function.this[*].id)
}

output "arn" {
  value = try(aws_cloudfront_connection_function.this[0].connection_function_arn, null)
}

output "store_arn" {
  value = try(aws_cloudfront_key_value_store.this[0].arn, "")
}

output "fallback_id" {
  value = one(aws_cloudfront_connection_function.fallback[*].id)
}
