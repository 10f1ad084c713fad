# Who may connect: devices whose certificate is on the list in gate.js.

resource "aws_cloudfront_key_value_store" "revoked" {
  name    = "revoked-devices"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets the devices of the fleet in"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }

  tags = {
    Team = "device-platform"
  }
}
