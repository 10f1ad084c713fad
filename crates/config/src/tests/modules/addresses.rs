//! Addresses in modules: `moved` and `import` blocks.

use super::check;
use crate::tests::check_files;
use alloc::{format, vec::Vec};

#[test]
fn moved_blocks() {
    let module = (
        "m/main.tf",
        "resource \"aws_cloudfront_key_value_store\" \"new\" {\n  name = \"s\"\n}\nmoved {\n  from = aws_cloudfront_key_value_store.old\n  to = aws_cloudfront_key_value_store.new\n}\n",
    );
    let reading = check(
        &[
            (
                "main.tf",
                r#"module "m" {
  source   = "./m"
  for_each = toset(["a"])
}
moved {
  from = aws_cloudfront_key_value_store.old
  to   = module.m["a"].aws_cloudfront_key_value_store.old
}
moved {
  from = module.n
  to   = module.m["a"]
}
moved {
  from = aws_s3_bucket.a
  to   = aws_s3_bucket.b
}
"#,
            ),
            module,
        ],
        &[],
    );
    let moved: Vec<_> = reading.desired.moved.iter().map(|it| format!("{} -> {}", it.from, it.to)).collect();
    assert_eq!(
        moved,
        [
            r#"module.m["a"].aws_cloudfront_key_value_store.old -> module.m["a"].aws_cloudfront_key_value_store.new"#,
            r#"aws_cloudfront_key_value_store.old -> module.m["a"].aws_cloudfront_key_value_store.old"#,
            r#"module.n -> module.m["a"]"#,
        ]
    );
    check_files(
        &[(
            "main.tf",
            r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
}
moved {
  from = aws_cloudfront_key_value_store.a
  to   = aws_cloudfront_key_value_store.b
}
moved {
  from = aws_cloudfront_key_value_store.x
  to   = aws_cloudfront_connection_function.x
}
moved {
  from = aws_cloudfront_key_value_store.y
  to   = aws_cloudfront_key_value_store.y
}
moved {
  from = aws_cloudfront_key_value_store.z
  to   = aws_cloudfront_key_value_store.a
}
moved {
  from = aws_cloudfront_key_value_store.z
  to   = aws_cloudfront_key_value_store.c
}
moved {
  from = aws_cloudfront_key_value_store.z[each.key]
}
"#,
        )],
        &[
            "error CF0123 at `aws_cloudfront_key_value_store.a`: `aws_cloudfront_key_value_store.a` is still declared, so that nothing was moved from there; remove the `moved` block, or the block that has the old address",
            "error CF0123 at `aws_cloudfront_connection_function.x`: `aws_cloudfront_connection_function.x` is no address for what `aws_cloudfront_key_value_store.x` names; a module moves to a module, and a resource to one of its type",
            "error CF0123 at `aws_cloudfront_key_value_store.y`: `aws_cloudfront_key_value_store.y` is moved to where it is",
            "error CF0123 at `aws_cloudfront_key_value_store.z`: `aws_cloudfront_key_value_store.z` is moved to two addresses (the other `moved` block `aws_cloudfront_key_value_store.z`)",
            "error CF0202 at `moved`: the `moved` block lacks the required argument `to`",
            "error CF0123 at `aws_cloudfront_key_value_store.z[each.key]`: `from` is not the address of a resource or a module; write `TYPE.LABEL` or `module.LABEL`, with `[INDEX]` or `[\"KEY\"]` for one of several instances",
        ],
    );
}

#[test]
fn imports_into_modules() {
    let module = (
        "m/main.tf",
        "variable \"n\" {}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  for_each = toset([\"a\", \"b\"])\n  name = \"${var.n}-${each.key}\"\n}\n",
    );
    let reading = check(
        &[
            (
                "main.tf",
                r#"module "m" {
  source   = "./m"
  for_each = toset(["x", "y"])
  n        = each.key
}
import {
  for_each = { a = "store-a", b = "store-b" }
  to       = module.m["x"].aws_cloudfront_key_value_store.s[each.key]
  id       = each.value
}
import {
  to = module.m["y"].aws_cloudfront_key_value_store.s["b"]
  id = "store-c"
}
"#,
            ),
            module,
        ],
        &[],
    );
    let imports: Vec<_> = reading.desired.imports.iter().map(|(at, import)| format!("{at} = {}", import.id)).collect();
    assert_eq!(
        imports,
        [
            r#"module.m["x"].aws_cloudfront_key_value_store.s["a"] = store-a"#,
            r#"module.m["x"].aws_cloudfront_key_value_store.s["b"] = store-b"#,
            r#"module.m["y"].aws_cloudfront_key_value_store.s["b"] = store-c"#,
        ]
    );
    check(
        &[
            (
                "main.tf",
                "module \"m\" {\n  source = \"./m\"\n  n = \"n\"\n}\nimport {\n  to = module.m.aws_cloudfront_key_value_store.s[\"c\"]\n  id = \"x\"\n}\nimport {\n  to = module.m.aws_cloudfront_key_value_store.t\n  id = \"x\"\n}\nimport {\n  to = module.m.aws_s3_bucket.t\n  id = \"x\"\n}\n",
            ),
            module,
        ],
        &[
            "error CF0215 at `module.m.aws_cloudfront_key_value_store.s[\"c\"]`: there is no instance `module.m.aws_cloudfront_key_value_store.s[\"c\"]`; did you mean `module.m.aws_cloudfront_key_value_store.s[\"a\"]`?",
            "error CF0215 at `module.m.aws_cloudfront_key_value_store.t`: `module.m.aws_cloudfront_key_value_store.t` is not declared; did you mean `module.m.aws_cloudfront_key_value_store.s`?",
        ],
    );
}
