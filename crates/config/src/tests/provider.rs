//! What a provider's block says of tags and accounts.

use super::{check, desired};

#[test]
fn tags_to_ignore() {
    let state = desired(&[(
        "main.tf",
        r#"locals {
  prefix = "corp:"
}
provider "aws" {
  ignore_tags {
    keys         = ["Owner"]
    key_prefixes = toset([local.prefix, "x"])
  }
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  tags                     = { Owner = "me" }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
    )]);
    assert_eq!(
        state["functions"]["aws_cloudfront_connection_function.f"]["ignore_tags"],
        serde_json::json!({ "keys": ["Owner"], "key_prefixes": ["corp:", "x"] })
    );
}

#[test]
fn provider() {
    check(
        r#"provider "aws" {
  alias = "a"
}
provider "aws" {
  alias = "a"
}
provider "aws" {
  ignore_tags {
    keys         = "x"
    key_prefix   = []
    key_prefixes = ["a", []]
  }
  default_tags {
    tagz = {}
  }
  default_tags {}
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  provider = aws.b
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  provider = "x y"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            r#"error CF0207 at `provider "aws"`: the provider `aws.a` is configured twice; give one of them another `alias` (the first one `provider "aws"`)"#,
            "error CF0203 at `\"x\"`: `keys` is a list of strings, but this is a string",
            "error CF0201 at `key_prefix`: `ignore_tags` has no argument `key_prefix`; did you mean `key_prefixes`?",
            "error CF0203 at `[]`: each of `key_prefixes` is a string, but this is a list",
            "error CF0201 at `tagz`: `default_tags` has no argument `tagz`; did you mean `tags`?",
            "error CF0207 at `default_tags`: only one `default_tags` block may stand here (the first one `default_tags`)",
            "error CF0103 at `aws.b`: the provider `aws.b` is not declared; did you mean `a`?",
            r#"error CF0203 at `"x y"`: a provider is named by a reference; write `aws`, or `aws.` and an alias"#,
        ],
    );
}

#[test]
fn tags_of_a_provider_that_are_no_block() {
    check(
        r#"provider "aws" {
  default_tags = { tags = { Team = "edge" } }
  ignore_tags  = ["x"]
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            "error CF0203 at `default_tags`: `default_tags` is a block and has no value; write it without the `=`: `default_tags { … }`",
            "error CF0203 at `ignore_tags`: `ignore_tags` is a block and has no value; write it without the `=`: `ignore_tags { … }`",
        ],
    );
}

#[test]
fn provider_arguments_that_choose_the_account_or_where_it_is() {
    check(
        r#"provider "aws" {
  profile = "production"
  region  = "us-east-1"
  assume_role {
    role_arn = "x"
  }
  endpoints {
    cloudfront = "http://127.0.0.1:4566"
  }
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            "warning CF0108 at `profile`: connfn does not honour `profile` of the provider; the account is that of AWS's own variables and files, such as `AWS_PROFILE`",
            "warning CF0108 at `assume_role`: connfn does not honour `assume_role` of the provider; the account is that of AWS's own variables and files, such as `AWS_PROFILE`",
            "warning CF0108 at `endpoints`: connfn does not honour `endpoints` of the provider; the endpoint is that of `--endpoint-url` or of AWS's own variables and files, such as `AWS_ENDPOINT_URL_CLOUDFRONT`",
        ],
    );
}
