//! Resources and blocks that are made several times.

use super::{check, check_files, desired, modules, state};
use alloc::format;

#[test]
fn for_each() {
    check(
        r#"locals {
  regions = { eu = "Europe", us = "America" }
}
resource "aws_cloudfront_key_value_store" "s" {
  for_each = toset(["eu", "us"])
  name     = "store-${each.key}"
}
resource "aws_cloudfront_connection_function" "f" {
  for_each = local.regions
  name = "f-${each.key}"
  connection_function_code = "x"
  connection_function_config {
    comment = each.value
    runtime = "cloudfront-js-2.0"
    dynamic "key_value_store_association" {
      for_each = each.key == "eu" ? [1] : []
      content {
        key_value_store_arn = aws_cloudfront_key_value_store.s[each.key].arn
      }
    }
  }
}
import {
  to = aws_cloudfront_connection_function.f["eu"]
  id = "E1"
}
"#,
        &[],
    );
}

#[test]
fn count() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  count = 2
  name     = "store-${count.index}"
}
resource "aws_cloudfront_key_value_store" "t" {
  name     = "t"
  comment  = join(",", aws_cloudfront_key_value_store.s[*].name)
}
import {
  to = aws_cloudfront_key_value_store.s[1]
  id = "E1"
}
"#,
        &[],
    );
}

#[test]
fn bad() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  count = 2
  name     = "store"
}
resource "aws_cloudfront_key_value_store" "t" {
  for_each = ["a"]
  name     = each.valu
}
resource "aws_cloudfront_key_value_store" "u" {
  count = -1
  for_each = {}
  name     = each.value
  comment = aws_cloudfront_key_value_store.t["a"].id
}
resource "aws_cloudfront_key_value_store" "v" {
  count = 1.5
  name     = each.value
}
resource "aws_cloudfront_key_value_store" "w" {
  count = aws_cloudfront_key_value_store.x.id
  name     = each.value
}
resource "aws_cloudfront_key_value_store" "x" {
  name     = each.value
}
resource "aws_cloudfront_key_value_store" "y" {
  count = 99999999
  name     = "a"
}
resource "aws_cloudfront_key_value_store" "z" {
  count = 1
  name     = "z"
  comment = aws_cloudfront_key_value_store.s.name
  depends_on = [aws_cloudfront_key_value_store.nope, 1]
}
import {
  to = aws_cloudfront_key_value_store.z
  id = "E1"
}
import {
  to = aws_cloudfront_key_value_store.z[1]
  id = "E1"
}
"#,
        &[
            r#"error CF0209 at `"store"`: another key value store has the name `store`; let the name of each instance hold `each.key` or `count.index`"#,
            r#"error CF0203 at `["a"]`: `for_each` goes through a map or a set of strings, but this is a list; make a list a set: `toset(…)`"#,
            "error CF0214 at `for_each`: `count` and `for_each` exclude each other",
            "error CF0203 at `1.5`: `count` is a whole number that is not negative, but this is 1.5",
            "error CF0217 at `aws_cloudfront_key_value_store.x.id`: `count` must be known before apply, but `aws_cloudfront_key_value_store.x.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
            "error CF0103 at `each.value`: `each` has a value only in a resource with `for_each`",
            "error CF0102 at `99999999`: connfn makes at most 1000 instances of a block",
            "error CF0103 at `name`: `aws_cloudfront_key_value_store.s` has instances, and `name` is an attribute of each; write `aws_cloudfront_key_value_store.s[0].name`",
            "error CF0103 at `aws_cloudfront_key_value_store.nope`: `aws_cloudfront_key_value_store.nope` is not declared; declared are `s`, `t`, `u`, `v`, `w`, `x`, `y`, `z`",
            "error CF0203 at `1`: `depends_on` is a list of references; write `depends_on = [TYPE.LABEL]`",
            "error CF0215 at `aws_cloudfront_key_value_store.z`: there is no instance `aws_cloudfront_key_value_store.z`; did you mean `aws_cloudfront_key_value_store.z[0]`?",
            "error CF0215 at `aws_cloudfront_key_value_store.z[1]`: there is no instance `aws_cloudfront_key_value_store.z[1]`; did you mean `aws_cloudfront_key_value_store.z[0]`?",
        ],
    );
}

#[test]
fn dynamic_bad() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  dynamic "connection_function_config" {
    for_each = [1, 2]
    iterator = it
    content {
    comment = "c ${it.value}"
    runtime = "cloudfront-js-2.0"
    }
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  connection_function_code = "x"
  dynamic "connection_function_confi" {
    for_each = [1, 2]
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  dynamic "connection_function_config" {
    for_each = [1, 2]
  }
}
"#,
        &[
            "error CF0207 at `content`: only one `connection_function_config` block may stand here (the first one `content`)",
            r#"error CF0201 at `"connection_function_confi"`: a connection function has no argument `connection_function_confi`; did you mean `connection_function_config`?"#,
            r#"error CF0202 at `dynamic "connection_function_config"`: a `dynamic` block lacks its `content`; `content { … }` is the block that is made for each item of `for_each`"#,
        ],
    );
}

#[test]
fn what_is_wrong_with_every_instance_is_told_of_the_first() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  count = 3
  name  = "a ${count.index}"
}
"#,
        &[
            "error CF0204 at `\"a ${count.index}\"`: the name `a 0` holds a space, and so for 2 more resources; a name is 1 to 64 letters, digits, hyphens and underscores",
        ],
    );
}

#[test]
fn dynamic_shapes() {
    let function = |inside: &str| {
        format!(
            "resource \"aws_cloudfront_connection_function\" \"f\" {{\n  name = \"f\"\n  connection_function_code = \"x\"\n{inside}}}\n"
        )
    };
    let nested = function(
        r#"  dynamic "connection_function_config" {
    for_each = { only = ["arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000001"] }
    iterator = config
    content {
      comment = config.key
      runtime = "cloudfront-js-2.0"
      dynamic "key_value_store_association" {
        for_each = config.value
        content {
          key_value_store_arn = key_value_store_association.value
        }
      }
    }
  }
"#,
    );
    let json = r#"{ "resource": { "aws_cloudfront_connection_function": { "f": {
  "name": "f",
  "connection_function_code": "x",
  "dynamic": { "connection_function_config": {
    "for_each": { "only": ["arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000001"] },
    "iterator": "config",
    "content": {
      "comment": "${config.key}",
      "runtime": "cloudfront-js-2.0",
      "dynamic": [{ "key_value_store_association": [{
        "for_each": "${config.value}",
        "content": [{ "key_value_store_arn": "${key_value_store_association.value}" }]
      }] }]
    }
  } }
} } } }
"#;
    let native = desired(&[("main.tf", &nested)]);
    let found = &native["functions"]["aws_cloudfront_connection_function.f"];
    assert_eq!(found["comment"], "only");
    assert_eq!(
        found["store_arn"],
        "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000001"
    );
    assert_eq!(desired(&[("main.tf.json", json)]), native);
    check(
        &function(
            r#"  dynamic "connection_function_config" {
    for_each = [1]
    labels   = ["a"]
    iterator = "${x}"
    itrator  = x
    content {}
    content {}
  }
"#,
        ),
        &[
            "error CF0218 at `labels`: the block `connection_function_config` has no labels; remove it",
            "error CF0203 at `\"${x}\"`: `iterator` is a bare name; write `iterator = item`, and `item.value` in the content",
            "error CF0201 at `itrator`: a `dynamic` block has no argument `itrator`; did you mean `iterator`?",
            "error CF0207 at `content`: only one `content` block may stand here (the first one `content`)",
        ],
    );
    check_files(
        &[(
            "main.tf.json",
            r#"{ "resource": { "aws_cloudfront_connection_function": { "f": {
  "name": "f", "connection_function_code": "x", "dynamic": "x" } } } }
"#,
        )],
        &["error CF0203 at `dynamic`: `dynamic` is a block and has no value; write an object"],
    );
}

#[test]
fn what_holds_attributes_of_cloudfront_is_not_null() {
    let module = r#"variable "kvs" { default = null }
variable "arn" { default = null }
resource "aws_cloudfront_key_value_store" "counted" {
  count = var.kvs == null ? 0 : 1
  name  = "counted"
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = jsonencode([["x-${var.arn}" == null, [var.arn] == [], [var.arn] != null, tolist([var.arn]) == null], 1 == var.arn])
    runtime = "cloudfront-js-2.0"
    dynamic "key_value_store_association" {
      for_each = var.kvs == null ? [] : [var.kvs]
      content {
        key_value_store_arn = key_value_store_association.value.arn
      }
    }
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name                     = "g"
  connection_function_code = "x"
  connection_function_config {
    comment = ""
    runtime = "cloudfront-js-2.0"
    dynamic "key_value_store_association" {
      for_each = var.arn != null ? [var.arn] : []
      content {
        key_value_store_arn = key_value_store_association.value
      }
    }
  }
}
"#;
    let root = r#"resource "aws_cloudfront_key_value_store" "s" { name = "s" }
module "m" {
  source = "./m"
  kvs    = { arn = aws_cloudfront_key_value_store.s.arn }
  arn    = aws_cloudfront_key_value_store.s.arn
}
output "whole" { value = aws_cloudfront_key_value_store.s == null }
"#;
    let state = state(&modules::check(&[("main.tf", root), ("m/main.tf", module)], &[]));
    let functions = &state["functions"];
    let association = functions["module.m.aws_cloudfront_connection_function.f"]["store_arn"].clone();
    assert!(association.is_object(), "{association}");
    assert_eq!(functions["module.m.aws_cloudfront_connection_function.g"]["store_arn"], association);
    assert_eq!(
        functions["module.m.aws_cloudfront_connection_function.f"]["comment"],
        "[[false,false,true,false],false]"
    );
    assert!(state["stores"]["module.m.aws_cloudfront_key_value_store.counted[0]"].is_object());
}

#[test]
fn what_may_be_null_or_is_in_a_set_is_not_known() {
    let text = |items: &str| {
        format!(
            r#"resource "aws_s3_bucket" "b" {{}}
resource "aws_cloudfront_key_value_store" "s" {{ name = "s" }}
resource "aws_cloudfront_connection_function" "f" {{
  name                     = "f"
  connection_function_code = "x"
  connection_function_config {{
    comment = ""
    runtime = "cloudfront-js-2.0"
    dynamic "key_value_store_association" {{
      for_each = {items}
      content {{
        key_value_store_arn = key_value_store_association.value
      }}
    }}
  }}
}}
"#
        )
    };
    check(
        &text("aws_s3_bucket.b.arn == null ? [] : [1]"),
        &[
            "error CF0217 at `aws_s3_bucket.b.arn == null ? [] : [1]`: `for_each` must be known before apply, but `aws_s3_bucket.b` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
            "info CF0010: 1 block is left alone: 1 `aws_s3_bucket`",
        ],
    );
    check(
        &text("toset([aws_cloudfront_key_value_store.s.arn])"),
        &[
            "error CF0217 at `toset([aws_cloudfront_key_value_store.s.arn])`: `for_each` must be known before apply, but `aws_cloudfront_key_value_store.s.arn` is known only after it; the items may be attributes that CloudFront sets, but only those of a list: `[…]`",
            "info CF0010: 1 block is left alone: 1 `aws_s3_bucket`",
        ],
    );
}

#[test]
fn the_keys_of_instances_are_no_secret() {
    let help = "`for_each` is sensitive, and the addresses of the instances would show its keys; say by `nonsensitive(…)` that they may be seen";
    modules::check(
        &[
            (
                "main.tf",
                r#"locals { secret = sensitive({ a = 1 }) }
resource "aws_cloudfront_key_value_store" "s" {
  for_each = local.secret
  name     = each.key
}
resource "aws_cloudfront_key_value_store" "t" {
  for_each = { t = sensitive("x") }
  name     = each.key
}
resource "aws_cloudfront_key_value_store" "u" {
  for_each = nonsensitive(toset([sensitive("u")]))
  name     = each.key
}
module "m" {
  source   = "./m"
  for_each = toset([sensitive("a")])
}
"#,
            ),
            ("m/main.tf", "resource \"aws_cloudfront_key_value_store\" \"v\" { name = \"v\" }\n"),
        ],
        &[
            &format!("error CF0203 at `local.secret`: {help}"),
            &format!("error CF0203 at `toset([sensitive(\"a\")])`: {help}"),
        ],
    );
}

#[test]
fn depends_on_takes_instances_and_quoted_references() {
    let resources = r#"resource "aws_s3_bucket" "c" {}
variable "v" { default = 1 }
resource "aws_cloudfront_key_value_store" "a" {
  count = 2
  name  = "a${count.index}"
}
resource "aws_cloudfront_key_value_store" "b" {
  name       = "b"
  depends_on = [aws_cloudfront_key_value_store.a[0], "aws_cloudfront_key_value_store.a[1]", var.v, aws_s3_bucket.c, module.m]
}
module "m" {
  source     = "./m"
  depends_on = [aws_cloudfront_key_value_store.a[0]]
}
output "o" {
  value      = 1
  depends_on = [aws_cloudfront_key_value_store.a[1], module.m]
}
"#;
    let module = "resource \"aws_cloudfront_key_value_store\" \"v\" { name = \"v\" }\n";
    modules::check(
        &[("main.tf", resources), ("m/main.tf", module)],
        &["info CF0010: 1 block is left alone: 1 `aws_s3_bucket`"],
    );
}
