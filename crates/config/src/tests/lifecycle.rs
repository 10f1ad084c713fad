//! `lifecycle` and its conditions, `check`, `removed` and `terraform` blocks.

use super::{check, check_files, desired};
use alloc::format;

#[test]
fn conditions() {
    check(
        r#"variable "size" { default = 3 }
locals { big = var.size > 2 }
resource "aws_cloudfront_key_value_store" "a" {
  for_each = toset(["one", "three"])
  name     = each.key
  comment  = "c"
  lifecycle {
    precondition {
      condition     = !local.big
      error_message = "Too big: ${var.size}."
    }
    precondition {
      condition     = var.size
      error_message = "no bool"
    }
    postcondition {
      condition     = length(self.name) > 3
      error_message = "${self.name} is too short"
    }
    postcondition {
      condition     = self.id == "x"
      error_message = "not known"
    }
    postcondition {
      condition     = self.nme == "x"
      error_message = "wrong"
    }
  }
}
"#,
        &[
            "error CF0113 at `!local.big`: a precondition does not hold: Too big: 3",
            "error CF0203 at `var.size`: a condition is a bool, but this is a number",
            "error CF0113 at `length(self.name) > 3`: a postcondition does not hold: one is too short",
            "info CF0115 at `self.id == \"x\"`: whether this postcondition holds is known only after apply, and connfn does not look again",
            "error CF0103 at `nme`: there is no attribute `nme`; did you mean `name`?",
        ],
    );
}

#[test]
fn arguments_of_lifecycle() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  lifecycle {
    create_before_destroy = "maybe"
    ignore_changes        = comment
    replace_triggered_by  = [aws_cloudfront_key_value_store.b]
    prevent_destory       = true
  }
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "b"
  lifecycle {
    ignore_changes = [coment, "tags", id, 3]
  }
}
"#,
        &[
            r#"error CF0203 at `"maybe"`: `create_before_destroy` is a bool, but this is a string; write `true` or `false`"#,
            "error CF0203 at `comment`: `ignore_changes` is a list of arguments, or `all`; write `ignore_changes = [NAME]`",
            "warning CF0108 at `replace_triggered_by`: connfn does not honour `replace_triggered_by` of `lifecycle`; connfn replaces a resource only if its name changes, and updates it otherwise",
            "error CF0201 at `prevent_destory`: `lifecycle` has no argument `prevent_destory`; did you mean `prevent_destroy`?",
            "error CF0201 at `coment`: a key value store has no argument `coment`; did you mean `comment`?",
            "error CF0201 at `tags`: a key value store has no argument `tags`; there are `name`, `comment`",
            "warning CF0108 at `id`: connfn does not honour `id` in `ignore_changes`; CloudFront sets it, so that no change of it is ever planned",
            r#"error CF0203 at `3`: `ignore_changes` names arguments of the resource; write the name without quotes, or of one tag `tags["KEY"]`"#,
        ],
    );
}

#[test]
fn ignored_changes() {
    let function = |ignored: &str| {
        let text = format!(
            "resource \"aws_cloudfront_connection_function\" \"f\" {{\n  name = \"f\"\n  connection_function_code = \"x\"\n  \
             connection_function_config {{\n    comment = \"c\"\n    runtime = \"cloudfront-js-2.0\"\n  }}\n  \
             lifecycle {{\n    ignore_changes = {ignored}\n  }}\n}}\n"
        );
        let state = desired(&[("main.tf", &text)]);
        let found = &state["functions"]["aws_cloudfront_connection_function.f"];
        (found["ignore_changes"].clone(), found["ignore_tags"]["keys"].clone())
    };
    let null = serde_json::Value::Null;
    assert_eq!(function("[]"), (null.clone(), null.clone()));
    let all = serde_json::json!([
        "comment",
        "connection_function_code",
        "key_value_store_association",
        "name",
        "publish",
        "runtime",
        "tags",
        "tags_all"
    ]);
    assert_eq!(function("all"), (all, null.clone()));
    assert_eq!(
        function("[connection_function_config[0].comment, publish]").0,
        serde_json::json!(["comment", "publish"])
    );
    assert_eq!(function("[connection_function_config.0.runtime]").0, serde_json::json!(["runtime"]));
    let config = serde_json::json!(["comment", "key_value_store_association", "runtime"]);
    assert_eq!(function("[connection_function_config]").0, config);
    assert_eq!(function(r#"[tags["a"], tags.b, "tags_all[\"c\"]"]"#), (null, serde_json::json!(["a", "b", "c"])));
}

#[test]
fn checks() {
    check(
        r#"locals { names = ["a", "b"] }
check "names" {
  data "aws_region" "here" {}
  assert {
    condition     = length(local.names) > 2
    error_message = "Only ${length(local.names)} names."
  }
  assert {
    condition     = length(local.names) > 1
    error_message = "never"
  }
}
check "nothing" {}
check "wrong" {
  assert {
    condition = local.nams == []
  }
  asert {}
}
"#,
        &[
            "warning CF0114 at `length(local.names) > 2`: the check `names` fails: Only 2 names",
            r#"error CF0202 at `check "nothing"`: the check asserts nothing; write `assert { condition = … error_message = … }` within it"#,
            "error CF0202 at `assert`: a condition lacks the required argument `error_message`",
            "error CF0201 at `asert`: a check has no argument `asert`; did you mean `assert`?",
            "info CF0010: 1 block is left alone: 1 `data.aws_region`",
        ],
    );
}

#[test]
fn removed() {
    let state = desired(&[(
        "main.tf",
        r"removed {
  from = aws_cloudfront_key_value_store.gone
}
removed {
  from = aws_cloudfront_key_value_store.kept
  lifecycle { destroy = false }
}
removed {
  from = aws_s3_bucket.kept
  lifecycle { destroy = false }
}
",
    )]);
    assert_eq!(state["released"], serde_json::json!(["aws_cloudfront_key_value_store.kept"]));
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" { name = "s" }
removed {
  from = aws_cloudfront_key_value_store.s
  lifecycle { destroy = "no" }
}
removed {
  from = aws_cloudfront_key_value_store.t[0]
}
removed {
  form = aws_cloudfront_key_value_store.t
  lifecycle { destry = false }
}
"#,
        &[
            "error CF0220 at `aws_cloudfront_key_value_store.s`: this resource is still in the configuration; remove either its block or this one (it is declared here `resource \"aws_cloudfront_key_value_store\" \"s\"`)",
            r#"error CF0203 at `"no"`: `destroy` is `true` or `false`"#,
            "error CF0203 at `aws_cloudfront_key_value_store.t[0]`: `from` is the address of a resource; write `from = TYPE.LABEL`: all instances leave together",
            "error CF0201 at `form`: a `removed` block has no argument `form`; did you mean `from`?",
        ],
    );
}

#[test]
fn settings() {
    check_files(
        &[
            (
                "main.tf",
                r#"terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
  backend "s3" { bucket = "state" }
  required_versoin = "1"
}
"#,
            ),
            ("more.tf.json", r#"{ "terraform": { "cloud": { "organization": "o" }, "required_version": "1" } }"#),
        ],
        &[
            "info CF0116 at `backend`: connfn keeps no state, and has no use for `backend`; CloudFront is the state: the tags of a resource say whose it is",
            "error CF0201 at `required_versoin`: a `terraform` block has no argument `required_versoin`; did you mean `required_version`?",
            "info CF0116 at `cloud`: connfn keeps no state, and has no use for `cloud`; CloudFront is the state: the tags of a resource say whose it is",
        ],
    );
}
