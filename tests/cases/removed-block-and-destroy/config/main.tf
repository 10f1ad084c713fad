removed {
  from = aws_cloudfront_connection_function.gate

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_cloudfront_key_value_store.devices

  lifecycle {
    destroy = true
  }
}
