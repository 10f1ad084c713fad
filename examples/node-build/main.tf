# The function as the build makes it: `build.js` writes dist/gate.js from src/gate.ts.

resource "aws_cloudfront_key_value_store" "revoked" {
  name    = "revoked-certificates"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/dist/gate.js")
  publish                  = true
  tags                     = { Team = "edge" }

  connection_function_config {
    comment = "Lets the devices of the fleet connect"
    runtime = "cloudfront-js-2.0"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }
}
