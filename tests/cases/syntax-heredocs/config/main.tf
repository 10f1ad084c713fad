resource "aws_cloudfront_connection_function" "plain" {
  name                     = "plain"
  connection_function_code = <<EOT
function connectionHandler(connection) {
    connection.allow();
}
EOT

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Plain"
  }
}

resource "aws_cloudfront_connection_function" "indented" {
  name                     = "indented"
  connection_function_code = <<-EOT
    function connectionHandler(connection) {
        connection.logCustomData(`id $${connection.connectionId}`);
        connection.allow();
    }
  EOT

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Indented"
  }
}
