resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "// \u001b[2J\u001b[H\n// \u202e\u2066 abc\n${file("gate.js")}"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "bell \u0007 and \u202e\u001b[31mred"
  }
}
