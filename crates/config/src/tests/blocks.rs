//! The blocks of the top level and how they refer to each other: addresses, circles, imports, local values, `lifecycle`.

use super::{check, check_files};

#[test]
fn duplicates() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "s" {
  name = "t"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "s"
}
resource "aws_cloudfront_connection_function" "t" {
  name = "s"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            r#"error CF0208 at `resource "aws_cloudfront_key_value_store" "s"`: `aws_cloudfront_key_value_store.s` is declared twice; give one of them another label (the first one `resource "aws_cloudfront_key_value_store" "s"`)"#,
            r#"error CF0209 at `"s"`: another key value store has the name `s`; CloudFront wants each name once in an account (the first one `"s"`)"#,
        ],
    );
}

#[test]
fn cycle() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  comment = aws_cloudfront_key_value_store.b.name
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "b"
  comment = local.c
}
locals {
  c = aws_cloudfront_key_value_store.a.id
}
"#,
        &[
            "error CF0104 at `aws_cloudfront_key_value_store.b`: these refer to each other in a circle: `aws_cloudfront_key_value_store.a` → `aws_cloudfront_key_value_store.b` → `local.c` → `aws_cloudfront_key_value_store.a`; one of them must do without the other (`aws_cloudfront_key_value_store.b` refers to `local.c` here `local.c`) (`local.c` refers to `aws_cloudfront_key_value_store.a` here `aws_cloudfront_key_value_store.a`)",
        ],
    );
}

#[test]
fn self_reference() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  comment = aws_cloudfront_key_value_store.a.name
}
"#,
        &[
            "error CF0104 at `aws_cloudfront_key_value_store.a`: `aws_cloudfront_key_value_store.a` refers to itself; write the value itself",
        ],
    );
}

#[test]
fn depends_on() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  depends_on = [aws_cloudfront_key_value_store.b, aws_s3_bucket.x, "a.b", 1]
}
resource "aws_cloudfront_key_value_store" "c" {
  name = "c"
  depends_on = aws_cloudfront_key_value_store.a
}
"#,
        &[
            "error CF0103 at `aws_cloudfront_key_value_store.b`: `aws_cloudfront_key_value_store.b` is not declared; did you mean `a`?",
            "error CF0103 at `aws_s3_bucket.x`: `aws_s3_bucket.x` is not declared",
            "error CF0103 at `a.b`: `a.b` is not declared",
            "error CF0203 at `1`: `depends_on` is a list of references; write `depends_on = [TYPE.LABEL]`",
            "error CF0203 at `aws_cloudfront_key_value_store.a`: `depends_on` is a list of references; write `depends_on = [TYPE.LABEL]`",
        ],
    );
}

#[test]
fn labels() {
    check(
        r#"resource "aws_cloudfront_key_value_store" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "a" "b" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "1a" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "a b" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "" {
  name = "a"
}
resource aws_cloudfront_key_value_store ok {
  name = "a"
}
locals "x" {}
provider {}
"#,
        &[
            r#"error CF0218 at `resource "aws_cloudfront_key_value_store"`: the `resource` block lacks the label for its name; write `resource "TYPE" "NAME" { … }`"#,
            r#"error CF0218 at `"b"`: a `resource` block has 2 labels; write `resource "TYPE" "NAME" { … }`"#,
            r#"error CF0218 at `"1a"`: the name `1a` starts with `1`; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `"a b"`: the name `a b` holds a space; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `""`: the name of a `resource` block is empty; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `"x"`: a `locals` block has no labels; write `locals { … }`"#,
            r#"error CF0218 at `provider`: the `provider` block lacks the label for its name; write `provider "NAME" { … }`"#,
        ],
    );
}

#[test]
fn top_level() {
    check(
        r#"foo = 1
resorce "x" "y" {}
zzzzz {}
resource "aws_cloudfront_connection_functon" "x" {}
"#,
        &[
            "error CF0201 at `foo`: the argument `foo` stands outside every block; a value of one's own is declared in a `locals` block",
            "error CF0107 at `resorce`: there is no block `resorce`; did you mean `resource`?",
            "error CF0107 at `zzzzz`: there is no block `zzzzz`; there are `action`, `check`, `data`, `ephemeral`, `import`, `locals`, `module`, `moved`, `output`, `provider`, `removed`, `resource`, `terraform`, `variable`",
            r#"error CF0107 at `"aws_cloudfront_connection_functon"`: there is no resource type `aws_cloudfront_connection_functon`; did you mean `aws_cloudfront_connection_function`?"#,
        ],
    );
}

#[test]
fn others() {
    check(
        r#"resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_role" "b" { foo = 1 }
data "aws_region" "r" {}
module "m" { source = "terraform-aws-modules/vpc/aws" }
output "o" { value = nonsense.x }
moved {
  from = aws_cloudfront_key_value_store.a
  to = aws_cloudfront_key_value_store.b
}
moved {
  from = aws_s3_bucket.a
  to = aws_s3_bucket.b
}
"#,
        &[
            r#"warning CF0121 at `"terraform-aws-modules/vpc/aws"`: connfn reads local modules only, and leaves what `module.m` declares alone; if it declares connection functions, copy its folder beside this configuration: `source = "./modules/…"`"#,
            "error CF0103 at `nonsense.x`: `nonsense.x` is not declared",
            "info CF0010: 4 blocks are left alone: 1 `aws_iam_role`, 2 `aws_s3_bucket`, 1 `data.aws_region`",
        ],
    );
}

#[test]
fn meta() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  count = 2
  lifecycle {
    prevent_destroy = true
    create_before_destroy = false
    ignore_changes = [comment]
  }
  provisioner "local-exec" { command = "x" }
  timeouts { create = "1m" }
}
resource "aws_cloudfront_connection_function" "f" {
  for_each = {}
  name = "f-${each.key}"
  connection_function_code = "x"
  dynamic "connection_function_config" {
    for_each = [1]
    content {}
  }
}
"#,
        &[
            r#"error CF0209 at `"a"`: another key value store has the name `a`; let the name of each instance hold `each.key` or `count.index`"#,
            r#"warning CF0108 at `provisioner "local-exec"`: connfn does not honour `provisioner`"#,
            "warning CF0108 at `timeouts`: connfn does not honour `timeouts`",
            "error CF0202 at `content`: `connection_function_config` lacks the required argument `comment`",
            "error CF0202 at `content`: `connection_function_config` lacks the required argument `runtime`",
        ],
    );
}

#[test]
fn imports() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "s"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "t"
}
import {
  to = aws_cloudfront_key_value_store.x
  id = "t"
}
import {
  id = "t"
}
import {
  to = aws_cloudfront_key_value_store.t
}
import {
  to = aws_s3_bucket.t
  id = "x"
}
import {
  to = aws_cloudfront_key_value_store.t[0]
  id = "x"
}
import {
  to = "nonsense"
  id = "x"
}
"#,
        &[
            "error CF0215 at `aws_cloudfront_key_value_store.s`: `aws_cloudfront_key_value_store.s` is imported twice (the first import `aws_cloudfront_key_value_store.s`)",
            "error CF0215 at `aws_cloudfront_key_value_store.x`: `aws_cloudfront_key_value_store.x` is not declared; did you mean `s`?",
            "error CF0202 at `import`: the import lacks the required argument `to`; `to` is the address of a resource in this configuration",
            "error CF0202 at `import`: the import lacks the required argument `id`; a key value store is imported by its name",
            "error CF0215 at `aws_cloudfront_key_value_store.t[0]`: there is no instance `aws_cloudfront_key_value_store.t[0]`; did you mean `aws_cloudfront_key_value_store.t`?",
            r#"error CF0215 at `"nonsense"`: `to` is not the address of a resource in this configuration; write `to = TYPE.LABEL`, with `[INDEX]` or `["KEY"]` for one of several instances"#,
        ],
    );
}

#[test]
fn import_ids() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
}
resource "aws_cloudfront_key_value_store" "u" {
  name = "u"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = aws_cloudfront_key_value_store.s.name
}
import {
  to = aws_cloudfront_key_value_store.t
  id = "s"
}
import {
  to = aws_cloudfront_key_value_store.u
  id = aws_cloudfront_key_value_store.u.id
}
"#,
        &[
            r#"error CF0215 at `"s"`: the key value store `s` is imported twice (the first import `aws_cloudfront_key_value_store.s.name`)"#,
            "error CF0217 at `aws_cloudfront_key_value_store.u.id`: the id of an import must be known before apply, but `aws_cloudfront_key_value_store.u.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ],
    );
}

#[test]
fn variables() {
    check(
        r#"variable "a" {}
variable "b" { default = "x" }
variable "b" { default = "x" }
resource "aws_cloudfront_key_value_store" "s" {
  name = var.a
  comment = var.b
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
  comment = var.a
}
"#,
        &[
            r#"error CF0219 at `variable "a"`: the variable `a` has no value; give it a `default`, or a value in `terraform.tfvars`, by `--var 'a=…'` or by `TF_VAR_a`"#,
            r#"error CF0214 at `variable "b"`: the variable `b` is declared twice (the first one `variable "b"`)"#,
        ],
    );
}

#[test]
fn locals_deferred() {
    check(
        r#"locals {
  x = { bad = data.aws_x.y.z, good = "g", also = nope() }
  unused = foo.bar.baz
}
resource "aws_cloudfront_key_value_store" "s" {
  name = local.x.good
}
"#,
        // Wrong wherever they stand, as Terraform says too.
        &[
            "error CF0103 at `data.aws_x.y`: `data.aws_x.y` is not declared",
            "error CF0105 at `nope`: there is no function `nope`",
            "error CF0103 at `foo.bar`: `foo.bar` is not declared",
        ],
    );
}

#[test]
fn locals_deferred_used() {
    check(
        r#"locals {
  x = { bad = data.aws_x.y.z, good = "g" }
}
resource "aws_cloudfront_key_value_store" "s" {
  name = local.x.bad
}
resource "aws_cloudfront_key_value_store" "t" {
  name = local.x.bad
}
data "aws_x" "y" {}
"#,
        &[
            "error CF0217 at `local.x.bad`: `name` must be known before apply, but `data.aws_x.y` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
            "error CF0217 at `local.x.bad`: `name` must be known before apply, but `data.aws_x.y` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
            "info CF0010: 1 block is left alone: 1 `data.aws_x`",
        ],
    );
}

#[test]
fn broken_file_silences_references() {
    check_files(
        &[
            (
                "a.tf",
                r#"resource "aws_cloudfront_key_value_store" "s" {
  name = 
}
"#,
            ),
            (
                "main.tf",
                r#"resource "aws_cloudfront_key_value_store" "t" {
  name = aws_cloudfront_key_value_store.s.name
  comment = local.x
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "s"
}
"#,
            ),
        ],
        &["error CF0101 at ``: expected a value, but found the end of the line"],
    );
}

#[test]
fn lifecycle() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "b"
  lifecycle {
    prevent_destroy = "maybe"
    create_before_destroy = true
    precondition {
      condition = true
      error_message = "no"
    }
  }
}
resource "aws_cloudfront_key_value_store" "c" {
  name = "c"
  lifecycle {
    prevent_destroy = aws_cloudfront_key_value_store.a.id
  }
}
"#,
        &[
            r#"error CF0203 at `"maybe"`: `prevent_destroy` is a bool, but this is a string; write `true` or `false`"#,
            "error CF0217 at `aws_cloudfront_key_value_store.a.id`: `prevent_destroy` must be known before apply, but `aws_cloudfront_key_value_store.a.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ],
    );
}
