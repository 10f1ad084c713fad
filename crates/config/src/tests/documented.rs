//! The examples that Terraform's page of the resource shows, verbatim, and the least that users write beside them.

use super::{check_files, desired, reading, state};
use serde_json::json;

const BASIC: &str = r#"
resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"
  }
}
"#;

#[test]
fn basic() {
    assert_eq!(
        desired(&[("main.tf", BASIC)]),
        json!({
            "functions": {
                "aws_cloudfront_connection_function.example": {
                    "name": "example-connection-function",
                    "code": "function handler(event) { return event.request; }",
                    "comment": "Example connection function",
                    "runtime": "cloudfront-js-2.0",
                    "publish": false,
                    "tags": {},
                    "tags_all": {},
                },
            },
            "stores": {},
        })
    );
}

#[test]
fn publish() {
    let found = desired(&[(
        "main.tf",
        r#"
resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"
  }

  publish = true
}
"#,
    )]);
    assert_eq!(found["functions"]["aws_cloudfront_connection_function.example"]["publish"], true);
}

#[test]
fn association() {
    let found = desired(&[(
        "main.tf",
        r#"
resource "aws_cloudfront_key_value_store" "example" {
  name    = "example-kvs"
  comment = "Example key value store"
}

resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.example.arn
    }
  }
}
"#,
    )]);
    assert_eq!(
        found["stores"]["aws_cloudfront_key_value_store.example"],
        json!({ "name": "example-kvs", "comment": "Example key value store" })
    );
    assert_eq!(
        found["functions"]["aws_cloudfront_connection_function.example"]["store_arn"],
        json!({ "template": [{ "address": "aws_cloudfront_key_value_store.example", "attribute": "arn" }] })
    );
}

#[test]
fn tags() {
    let found = desired(&[(
        "main.tf",
        r#"
resource "aws_cloudfront_connection_function" "example" {
  name                     = "example-connection-function"
  connection_function_code = "function handler(event) { return event.request; }"

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Example connection function"
  }

  tags = {
    Environment = "production"
    Team        = "web"
  }
}
"#,
    )]);
    let function = &found["functions"]["aws_cloudfront_connection_function.example"];
    assert_eq!(function["tags"], json!({ "Environment": "production", "Team": "web" }));
    assert_eq!(function["tags_all"], function["tags"]);
}

#[test]
fn import() {
    let import = r#"
import {
  to = aws_cloudfront_connection_function.example
  id = "E1PA6795UKMFR9"
}
"#;
    let found = desired(&[("imports.tf", import), ("main.tf", BASIC)]);
    assert_eq!(found["imports"], json!({ "aws_cloudfront_connection_function.example": { "id": "E1PA6795UKMFR9" } }));
}

#[test]
fn default_tags() {
    let provider = r#"
provider "aws" {
  region = "us-east-1"
  default_tags {
    tags = { Team = "core", Owner = "me" }
  }
}
provider "aws" {
  alias = "other"
  default_tags {
    tags = { Alias = "yes" }
  }
}
"#;
    let tagged = BASIC.replace(
        "  connection_function_config",
        "  tags = { Team = \"web\", Empty = null }\n  connection_function_config",
    );
    let found = desired(&[("main.tf", &tagged), ("provider.tf", provider)]);
    let function = &found["functions"]["aws_cloudfront_connection_function.example"];
    assert_eq!(function["tags"], json!({ "Team": "web", "Empty": "" }));
    assert_eq!(function["tags_all"], json!({ "Team": "web", "Empty": "", "Owner": "me" }));

    let aliased = tagged.replace("  name ", "  provider = aws.other\n  name ");
    let found = desired(&[("main.tf", &aliased), ("provider.tf", provider)]);
    let function = &found["functions"]["aws_cloudfront_connection_function.example"];
    assert_eq!(function["tags_all"], json!({ "Team": "web", "Empty": "", "Alias": "yes" }));
}

#[test]
fn file() {
    for path in ["fn.js", "./fn.js", "${path.module}/fn.js", "${path.root}/sub/../fn.js"] {
        let text =
            BASIC.replace("\"function handler(event) { return event.request; }\"", &alloc::format!("file(\"{path}\")"));
        let found = desired(&[("fn.js", "the code"), ("main.tf", &text)]);
        assert_eq!(found["functions"]["aws_cloudfront_connection_function.example"]["code"], "the code", "{path}");

        let reading = reading(&[("main.tf", &text)]);
        assert_eq!(reading.needs, ["fn.js"], "{path}");
        assert_eq!(reading.diagnostics, [], "{path}");
        assert_eq!(state(&reading)["functions"], json!({}), "{path}");
    }
}

#[test]
fn nothing() {
    check_files(
        &[("fn.js", ""), ("sub/main.tf", "")],
        &[
            "error CF0001: there is no configuration; a configuration is one or more files that end in `.tf` or `.tf.json`, or one file called `connfn.yaml`, `connfn.toml` or `connfn.json`",
        ],
    );
}

#[test]
fn json_syntax() {
    let text = r#"{
  "//": "generated",
  "provider": { "aws": [{ "default_tags": { "tags": { "Owner": "me" } } }, { "alias": "other" }] },
  "resource": {
    "aws_cloudfront_key_value_store": { "example": { "name": "example-kvs" } },
    "aws_cloudfront_connection_function": {
      "example": [{
        "//": "a comment",
        "name": "example-connection-function",
        "connection_function_code": "${file(\"fn.js\")}",
        "publish": true,
        "connection_function_config": [{
          "runtime": "cloudfront-js-2.0",
          "comment": "for ${aws_cloudfront_key_value_store.example.name}\n",
          "key_value_store_association": {
            "key_value_store_arn": "${aws_cloudfront_key_value_store.example.arn}"
          }
        }],
        "tags": { "Team": "web" }
      }]
    }
  },
  "import": { "to": "aws_cloudfront_connection_function.example", "id": "E1PA6795UKMFR9" }
}"#;
    assert_eq!(
        desired(&[("fn.js", "the code"), ("main.tf.json", text)]),
        json!({
            "functions": {
                "aws_cloudfront_connection_function.example": {
                    "name": "example-connection-function",
                    "code": "the code",
                    "comment": "for example-kvs\n",
                    "runtime": "cloudfront-js-2.0",
                    "store_arn": { "template": [{ "address": "aws_cloudfront_key_value_store.example", "attribute": "arn" }] },
                    "publish": true,
                    "tags": { "Team": "web" },
                    "tags_all": { "Owner": "me", "Team": "web" },
                },
            },
            "stores": { "aws_cloudfront_key_value_store.example": { "name": "example-kvs", "comment": "" } },
            "imports": { "aws_cloudfront_connection_function.example": { "id": "E1PA6795UKMFR9" } },
        })
    );
}

#[test]
fn protected() {
    for (text, file) in [
        (
            "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"s\"\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
            "main.tf",
        ),
        (
            r#"{"resource":{"aws_cloudfront_key_value_store":{"s":{"name":"s","lifecycle":{"prevent_destroy":"true"}}}}}"#,
            "main.tf.json",
        ),
    ] {
        let found = desired(&[(file, text)]);
        assert_eq!(found["stores"]["aws_cloudfront_key_value_store.s"]["prevent_destroy"], true);
    }
}
