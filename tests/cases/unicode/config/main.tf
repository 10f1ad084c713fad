resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gäte.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Tür – 門 😀"
  }

  tags = {
    "Größe:über" = "naïve 門"
  }
}
