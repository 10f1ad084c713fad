//! What goes into a module and what comes out of it.

use super::{CODE, GATE, check, folders, names};
use crate::{read, tests::state};
use alloc::format;

#[test]
fn instances_of_modules() {
    let files =
        |call: &'static str| [("main.tf", call), ("modules/gate/main.tf", GATE), ("modules/gate/gate.js", CODE)];
    let one = files(
        r#"module "a" {
  source = "./modules/gate"
  name   = "a"
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "of-${module.a.name}"
}
"#,
    );
    assert_eq!(names(&one), ["module.a.f.gate = gate-a", "s.s = of-gate-a"]);
    let count = files(
        r#"module "a" {
  source = "./modules/../modules//gate/"
  count  = 2
  name   = count.index
}
resource "aws_cloudfront_key_value_store" "s" {
  for_each = toset(module.a[*].name)
  name     = "of-${each.key}"
}
resource "aws_cloudfront_key_value_store" "first" {
  name     = "first-${module.a[0].name}"
}
"#,
    );
    assert_eq!(
        names(&count),
        [
            "module.a[0].f.gate = gate-0",
            "module.a[1].f.gate = gate-1",
            "s.first = first-gate-0",
            r#"s.s["gate-0"] = of-gate-0"#,
            r#"s.s["gate-1"] = of-gate-1"#,
        ]
    );
    let each = files(
        r#"locals {
  sites = { eu = { comment = "Europe" }, us = {} }
}
module "site" {
  source   = "./modules/gate"
  for_each = local.sites
  name     = each.key
  comment  = try(each.value.comment, "elsewhere")
}
resource "aws_cloudfront_key_value_store" "s" {
  for_each = { for key, gate in module.site : key => gate.name }
  name     = each.value
  comment  = module.site[each.key].id
}
"#,
    );
    assert_eq!(
        names(&each),
        [
            r#"module.site["eu"].f.gate = gate-eu"#,
            r#"module.site["us"].f.gate = gate-us"#,
            r#"s.s["eu"] = gate-eu"#,
            r#"s.s["us"] = gate-us"#,
        ]
    );
    let none = files(
        "module \"a\" {\n  source = \"./modules/gate\"\n  count = 0\n  name = \"a\"\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = length(module.a) == 0 ? \"none\" : \"some\"\n}\n",
    );
    assert_eq!(names(&none), ["s.s = none"]);
}

#[test]
fn attributes_of_modules_are_references_to_their_resources() {
    let files = [
        (
            "main.tf",
            r#"module "a" {
  source = "./gate"
  name   = "a"
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "s"
  comment = "beside ${module.a.id}"
}
"#,
        ),
        ("gate/main.tf", GATE),
        ("gate/gate.js", CODE),
    ];
    let state = state(&check(&files, &[]));
    let comment = &state["stores"]["aws_cloudfront_key_value_store.s"]["comment"];
    assert_eq!(comment["template"][1]["address"], "module.a.aws_cloudfront_connection_function.gate", "{comment}");
    assert_eq!(state["functions"]["module.a.aws_cloudfront_connection_function.gate"]["code"], CODE);
}

#[test]
fn modules_within_modules() {
    let files = [
        (
            "main.tf",
            "module \"site\" {\n  source = \"./modules/site\"\n  for_each = toset([\"eu\", \"us\"])\n  site = each.key\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = join(\"-\", values(module.site)[*].gates[0])\n}\n",
        ),
        (
            "modules/site/main.tf",
            "variable \"site\" {}\nmodule \"gate\" {\n  source = \"../gate\"\n  count = 2\n  name = \"${var.site}-${count.index}\"\n}\noutput \"gates\" {\n  value = module.gate[*].name\n}\n",
        ),
        ("modules/gate/main.tf", GATE),
        ("modules/gate/gate.js", CODE),
    ];
    assert_eq!(
        names(&files),
        [
            r#"module.site["eu"].module.gate[0].f.gate = gate-eu-0"#,
            r#"module.site["eu"].module.gate[1].f.gate = gate-eu-1"#,
            r#"module.site["us"].module.gate[0].f.gate = gate-us-0"#,
            r#"module.site["us"].module.gate[1].f.gate = gate-us-1"#,
            "s.s = gate-eu-0-gate-us-0",
        ]
    );
}

#[test]
fn inputs() {
    let module = r#"variable "name" {
  type = string
}
variable "count_of" {
  type    = number
  default = 1
  validation {
    condition     = var.count_of > 0
    error_message = "At least one."
  }
}
variable "site" {
  type = object({ tags = optional(map(string), { from = "default" }), comment = optional(string, "none") })
  default  = {}
  nullable = false
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "${var.name}-${var.count_of}-${var.site.tags.from}-${var.site.comment}"
}
"#;
    let with = |call: &'static str| [("main.tf", call), ("m/main.tf", module)];
    assert_eq!(
        names(&with("module \"a\" {\n  source = \"./m\"\n  name = \"n\"\n  count_of = \"3\"\n  site = null\n}\n")),
        ["module.a.s.s = n-3-default-none"],
    );
    assert_eq!(
        names(&with("module \"a\" {\n  source = \"./m\"\n  name = 7\n  site = { comment = \"c\" }\n}\n")),
        ["module.a.s.s = 7-1-default-c"],
    );
    check(
        &with("module \"a\" {\n  source = \"./m\"\n  count = 3\n  nam = \"n\"\n  count_of = \"x\"\n  site {}\n}\n"),
        &[
            "error CF0202 at `module \"a\"`: the module `a` lacks the required argument `name` (the variable `variable \"name\"`)",
            "error CF0201 at `nam`: the module `a` has no variable `nam`; did you mean `name`?",
            "error CF0203 at `\"x\"`: the value does not fit the type of the variable `count_of`: expected a number, but this is a string",
            "error CF0107 at `site`: `site` is a block, and a call of a module has none; write `site = { … }`",
        ],
    );
    check(
        &with("module \"a\" {\n  source = \"./m\"\n  name = \"n\"\n  count_of = 0\n}\n"),
        &[
            "error CF0113 at `0`: the value of the variable `count_of` is refused: At least one (the condition that it breaks `var.count_of > 0`)",
        ],
    );
    check(
        &with(
            "module \"a\" {\n  source = \"./m\"\n  name = local.nope\n}\nmodule \"b\" {\n  source = \"./m\"\n  name = each.key\n}\n",
        ),
        &[
            "error CF0103 at `local.nope`: the local value `nope` is not declared",
            "error CF0103 at `each.key`: `each` has a value only in a resource with `for_each`",
        ],
    );
}

#[test]
fn mistakes_in_modules_are_told_once_and_in_their_file() {
    let reading = check(
        &[
            ("main.tf", "module \"a\" {\n  source = \"./m\"\n  count = 3\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n"),
            (
                "m/main.tf",
                "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = local.nope\n  nope = 1\n}\noutput \"unused\" {\n  value = aws_s3_bucket.x.arn\n}\nresource \"aws_s3_bucket\" \"x\" {}\nimport {\n  to = aws_cloudfront_key_value_store.s\n  id = \"s\"\n}\n",
            ),
        ],
        &[
            "error CF0103 at `local.nope`: the local value `nope` is not declared",
            "error CF0201 at `nope`: a key value store has no argument `nope`; there are `name`, `comment`",
            "error CF0215 at `import`: an `import` block stands in the outermost folder only; move it there, and write the module's name before the address: `to = module.LABEL.TYPE.LABEL`",
            "info CF0010: 1 block is left alone: 1 `aws_s3_bucket`",
        ],
    );
    assert!(reading.diagnostics.iter().all(|it| it.location.as_ref().is_none_or(|at| at.file == "m/main.tf")));
}

#[test]
fn outputs_matter_where_they_are_used() {
    let module = (
        "m/main.tf",
        "resource \"aws_s3_bucket\" \"x\" {}\noutput \"arn\" {\n  value = aws_s3_bucket.x.arn\n}\noutput \"cwd\" {\n  value = path.cwd\n}\noutput \"good\" {\n  value = \"g\"\n}\n",
    );
    let call = "module \"m\" {\n  source = \"./m\"\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = ";
    let with = |name: &str| format!("{call}{name}\n}}\n");
    assert_eq!(names(&[("main.tf", &with("module.m.good")), module]), ["s.s = g"]);
    let unused = format!("{call}\"x\"\n}}\n");
    assert_eq!(names(&[("main.tf", &unused), module]), ["s.s = x"]);
    check(
        &[("main.tf", &with("module.m.nope")), module],
        &["error CF0103 at `nope`: there is no attribute `nope`; there are `arn`, `cwd`, `good`"],
    );
    let reading = read(&folders(&[("main.tf", &with("module.m.cwd")), module]));
    assert_eq!(reading.diagnostics.len(), 1, "{:?}", reading.diagnostics);
    assert_eq!(reading.diagnostics[0].location.as_ref().unwrap().file, "m/main.tf");
}
