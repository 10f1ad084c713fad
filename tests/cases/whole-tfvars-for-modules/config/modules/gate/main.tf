variable "name" {
  type = string
}

variable "comment" {
  type     = string
  nullable = false
  default  = "No comment"
}

variable "methods" {
  type = set(string)
}

variable "tags" {
  type = map(string)
}

resource "aws_cloudfront_connection_function" "this" {
  name = var.name
  connection_function_code = <<-JS
    function connectionHandler(connection) {
    %{~for method in var.methods}
      ${method == "log" ? "connection.logCustomData('seen')" : "connection.${method}()"};
    %{~endfor}
    }
  JS

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = var.comment
  }

  tags = var.tags
}
