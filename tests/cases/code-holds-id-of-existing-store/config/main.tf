resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "Revoked devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "const store = '${aws_cloudfront_key_value_store.devices.id}';\n${file("gate.js")}"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }
}
