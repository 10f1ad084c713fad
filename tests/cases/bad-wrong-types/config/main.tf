resource "aws_cloudfront_connection_function" "gate" {
  name                     = ["gate"]
  connection_function_code = {}
  publish                  = "perhaps"

  connection_function_config = {
    runtime = "cloudfront-js-2.0"
    comment = "Gate"
  }

  tags = "Team"
}

resource "aws_cloudfront_connection_function" "door" {
  name                     = "door"
  connection_function_code = file("gate.js")

  connection_function_config {
    runtime = true
    comment = null
  }

  tags {
    Team = "edge"
  }
}
