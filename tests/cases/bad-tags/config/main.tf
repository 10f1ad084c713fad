resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  tags = {
    "connfn:stack"   = "site-2"
    "connfn:address" = "x"
    "aws:x"          = "y"
    ""               = "y"
    "a;b"            = "y"
    Long             = "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"
    Bad              = "a*b"
  }
}
