//! Variables, what is laid over them, what is tried, and the JSON syntax.

use super::{check, check_files, check_given, desired, state};
use crate::VariableOrigin::{Environment, File, Option as Argument};
use alloc::format;

#[test]
fn values() {
    check_files(
        &[
            (
                "main.tf",
                r#"variable "a" { type = string }
variable "b" {
  type = number
  default = "7"
}
variable "c" {
  type = object({ x = string, y = optional(number, 3), z = optional(string) })
  default = { x = 1, extra = true }
}
variable "d" {
  type = list(string)
  default = [1, true]
}
variable "e" {
  type = map(bool)
  default = { a = "true" }
}
variable "f" {
  type = string
  nullable = false
  default = "f"
}
variable "g" { type = set(string) }
resource "aws_cloudfront_key_value_store" "s" {
  name = var.a
  comment = "${var.b + 1} ${jsonencode(var.c)} ${jsonencode(var.d)} ${jsonencode(var.e)} ${var.f} ${jsonencode(var.g)}"
}
"#,
            ),
            (
                "terraform.tfvars",
                r#"a = "from-tfvars"
f = null
g = ["b", "a", "b"]
"#,
            ),
            (
                "x.auto.tfvars",
                r#"a = "from-auto"
zz = 1
"#,
            ),
            (
                "y.auto.tfvars.json",
                r#"{ "a": "from-json-${x}" }
"#,
            ),
        ],
        &[
            "error CF0204 at `var.a`: the name `from-json-${x}` holds `$`; a name is 1 to 64 letters, digits, hyphens and underscores",
            "warning CF0103 at `zz`: the variable `zz` is not declared; declared are `a`, `b`, `c`, `d`, `e`, `f`, `g`",
        ],
    );
}

#[test]
fn errors() {
    check(
        r#"variable "a" {
  type = nmber
  default = 1
}
variable "b" {
  type = number
  default = "x"
}
variable "c" {
  type = object({ x = list(number) })
  default = { x = [1, "y"] }
}
variable "d" {
  type = object({ x = string })
  default = {}
}
variable "e" {
  sensitive = true
  default = "e"
  validation {
    condition = var.e != ""
    error_message = "no"
  }
}
variable "f" {
  default = local.x
}
variable "unused" { type = nonsense }
resource "aws_cloudfront_key_value_store" "s" {
  name = "x"
  comment = "${var.a} ${var.b} ${var.c} ${var.d} ${var.e} ${var.f}"
}
"#,
        &[
            "error CF0203 at `nmber`: this is not a type; types are `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, `object({…})` and `tuple([…])`",
            r#"error CF0203 at `"x"`: the value does not fit the type of the variable `b`: expected a number, but this is a string"#,
            r#"error CF0203 at `{ x = [1, "y"] }`: the value does not fit the type of the variable `c`: `x`: expected a number, but this is a string"#,
            "error CF0203 at `{}`: the value does not fit the type of the variable `d`: the attribute `x` is missing",
            "warning CF0108 at `sensitive`: connfn does not honour `sensitive`: a plan shows the value; what CloudFront stores in a function, a comment or a tag is no place for a secret",
            "error CF0102 at `local.x`: the default of a variable refers to nothing; write the value itself, or use `local.x` where the variable is used",
        ],
    );
}

#[test]
fn json_literals() {
    check_files(
        &[(
            "main.tf.json",
            r#"{
  "variable": { "a": { "type": "string", "default": "${x} $${y}" } },
  "resource": { "aws_cloudfront_key_value_store": { "s": { "name": "s", "comment": "${var.a}" } } }
}
"#,
        )],
        &[],
    );
}

#[test]
fn override_files() {
    check_files(
        &[
            (
                "main.tf",
                "locals {}
",
            ),
            (
                "main_override.tf",
                "locals {}
",
            ),
            (
                "override.tf.json",
                "{}
",
            ),
        ],
        &[
            "error CF0107 at ``: connfn does not merge `main_override.tf`; Terraform lays a file of this name over the others: rename it, or write its arguments into them",
            "error CF0107 at ``: connfn does not merge `override.tf.json`; Terraform lays a file of this name over the others: rename it, or write its arguments into them",
        ],
    );
}

#[test]
fn try_and_conditionals() {
    check(
        r#"locals {
  l = []
  o = {}
}
resource "aws_cloudfront_key_value_store" "a" {
  name = length(local.l) > 0 ? local.l[0] : "a"
  comment = try(local.o.x, local.l[0], "fallback")
}
resource "aws_cloudfront_key_value_store" "b" {
  name = true ? "b" : data.aws_x.y.z
  comment = local.o == null || true
}
resource "aws_cloudfront_key_value_store" "c" {
  name = try(regex("a", "b"), "c")
  comment = can(regex("a", "b")) ? "x" : "y"
}
resource "aws_cloudfront_key_value_store" "d" {
  name = try(local.nope, "d")
  comment = try(aws_cloudfront_key_value_store.a.nme, "d")
}
resource "aws_cloudfront_key_value_store" "e" {
  name = try(file("gone.txt"), "e")
  comment = true ? "x" : local.nope
}
resource "aws_cloudfront_key_value_store" "f" {
  name = try(data.aws_x.y.z, "f")
  comment = try(local.o.a, local.o.b)
}
data "aws_x" "y" {}
"#,
        &[
            "error CF0103 at `local.nope`: the local value `nope` is not declared; declared are `l`, `o`",
            "error CF0103 at `nme`: there is no attribute `nme`; did you mean `name`?",
            "error CF0103 at `local.nope`: the local value `nope` is not declared; declared are `l`, `o`",
            "error CF0217 at `try(data.aws_x.y.z, \"f\")`: `name` must be known before apply, but `data.aws_x.y` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
            "error CF0106 at `try(local.o.a, local.o.b)`: no argument of `try` has a value",
            "info CF0010: 1 block is left alone: 1 `data.aws_x`",
        ],
    );
}

#[test]
fn json_blocks() {
    check_files(
        &[(
            "main.tf.json",
            r#"{
  "resource": {
    "aws_cloudfront_connection_function": {
      "a": {
        "name": "a b",
        "name": "c",
        "connection_function_code": "\u0024{foo}",
        "connection_function_config": "x",
        "tags": { "a": 1, "a": 2, "${1 + \"q\"}": 3 },
        "dynamic": { "key_value_store_associations": {} }
      },
      "b": [ { "name": "b", "connection_function_code": "b", "connection_function_config": [
        { "comment": "\n\"é${local.x}", "runtime": "cloudfront-js-2.0" }, { "comment": "" } ], "depends_on": ["aws_cloudfront_connection_function.c"], "provider": "aws.x" } ]
    }
  },
  "import": [ { "to": "aws_cloudfront_connection_function.q", "id": "E" }, { "to": "${aws_cloudfront_connection_function.b}", "id": "E" } ],
  "nonsense": { "x": 1 },
  "locals": 3
}
"#,
        )],
        &[
            r#"error CF0204 at `"a b"`: the name `a b` holds a space; a name is 1 to 64 letters, digits, hyphens and underscores"#,
            "error CF0214 at `name`: `name` is given twice (first given here `name`)",
            r#"error CF0103 at `foo`: there is no value named `foo`; a string is written in double quotes: `"foo"`"#,
            "error CF0203 at `connection_function_config`: `connection_function_config` is a block and has no value; write an object",
            "error CF0214 at `a`: `a` is given twice (first given here `a`)",
            r#"error CF0203 at `\"q\"`: an operand is a number, but this is a string"#,
            "error CF0202 at `key_value_store_associations`: a `dynamic` block lacks its `content`; `content { … }` is the block that is made for each item of `for_each`",
            "error CF0202 at `key_value_store_associations`: a `dynamic` block lacks the required argument `for_each`",
            "error CF0207 at `connection_function_config`: only one `connection_function_config` block may stand here (the first one `connection_function_config`)",
            r#"error CF0215 at `"${aws_cloudfront_connection_function.b}"`: `to` is not the address of a resource in this configuration; write `to = TYPE.LABEL`, with `[INDEX]` or `["KEY"]` for one of several instances"#,
            "error CF0107 at `nonsense`: there is no block `nonsense`; there are `action`, `check`, `data`, `ephemeral`, `import`, `locals`, `module`, `moved`, `output`, `provider`, `removed`, `resource`, `terraform`, `variable`",
            "error CF0101 at `3`: expected an object, or an array of objects",
        ],
    );
}

#[test]
fn declarations() {
    check(
        r#"variable "count" { default = 1 }
variable "a" {
  default = null
  nullable = false
}
variable "b" {
  default = 1
  zork = 1
  description = "a${1}"
  sensitive = "yes"
  validaton {}
  nullable {}
}
variable "c" {
  default = 1
  validation {
    condition = var.c
    error_message = "c"
  }
  validation {
    condition = null
    error_message = "c"
  }
  validation {
    conditio = var.c > 1
  }
}
variable "unused_and_without_a_value" { type = string }
"#,
        &[
            r#"error CF0218 at `"count"`: a variable cannot be called `count`; in a `module` block that name means something else"#,
            "error CF0203 at `null`: the default of the variable `a` is null; with `nullable = false` it is never null: leave the default out, or write another",
            "error CF0201 at `zork`: a variable has no argument `zork`; there are `type`, `default`, `description`, `sensitive`, `nullable`, `ephemeral`, `deprecated`, `validation`",
            "error CF0203 at `\"a${1}\"`: `description` of a variable is a plain string",
            r#"error CF0203 at `"yes"`: `sensitive` of a variable is `true` or `false`"#,
            "error CF0201 at `validaton`: a variable has no argument `validaton`; did you mean `validation`?",
            "error CF0203 at `nullable`: `nullable` is an argument and not a block; write `nullable = …`",
            "error CF0203 at `var.c`: a condition is a bool, but this is a number",
            "error CF0203 at `null`: the condition does not look at `var.c`; a validation judges the variable that it stands in; what is true of something else is a `check`",
            "error CF0202 at `validation`: a condition lacks the required argument `error_message`",
            "error CF0201 at `conditio`: a condition has no argument `conditio`; did you mean `condition`?",
        ],
    );
}

#[test]
fn validations() {
    check_files(
        &[
            (
                "main.tf",
                r#"locals { longest = 3 }
variable "most" { default = 2 }
variable "names" {
  type = list(string)
  validation {
    condition     = length(var.names) <= var.most
    error_message = "At most ${var.most} names,\n  please."
  }
  validation {
    condition     = length(var.names[1]) <= local.longest
    error_message = "Too long"
  }
}
variable "good" {
  default = "x"
  validation {
    condition     = var.good == "x"
    error_message = "x"
  }
}
variable "circle" {
  default = "x"
  validation {
    condition     = var.circle == local.circle
    error_message = "x"
  }
}
locals { circle = var.circle }
resource "aws_cloudfront_key_value_store" "s" {
  name = var.names[0]
}
"#,
            ),
            ("terraform.tfvars", "names = [\"a b\", \"xxxx\", \"c\"]\n"),
        ],
        &[
            "error CF0104 at `local.circle`: these refer to each other in a circle: `var.circle` → `local.circle` → `var.circle`; one of them must do without the other (`local.circle` refers to `var.circle` here `var.circle`)",
            "error CF0113 at `[\"a b\", \"xxxx\", \"c\"]`: the value of the variable `names` is refused: At most 2 names, please (the condition that it breaks `length(var.names) <= var.most`)",
            "error CF0113 at `[\"a b\", \"xxxx\", \"c\"]`: the value of the variable `names` is refused: Too long (the condition that it breaks `length(var.names[1]) <= local.longest`)",
        ],
    );
}

#[test]
fn validations_in_json() {
    check_files(
        &[(
            "main.tf.json",
            r#"{ "variable": { "a": { "default": "${x}", "validation": { "condition": "${var.a == \"$${x}\"}", "error_message": "no ${var.a}" } } } }
"#,
        )],
        &[],
    );
}

#[test]
fn given_values() {
    let files = [
        (
            "main.tf",
            r#"variable "text" { type = string }
variable "number" { type = number }
variable "untyped" {}
variable "any" { type = any }
variable "list" { type = list(string) }
variable "object" {
  type = object({ a = string, b = optional(number, 3) })
}
resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
  comment = jsonencode([var.text, var.number, var.untyped, var.any, var.list, var.object])
}
"#,
        ),
        ("terraform.tfvars", "text = \"file\"\nlist = [\"file\"]\n"),
    ];
    let given = [
        (Argument, "text", "[1]"),
        (Environment, "untyped", "{ x = 1 }"),
        (File, "../prod.tfvars", "number = 1\nlist = [\"other\"]\n"),
        (Environment, "text", "environment"),
        (Environment, "nobody", "1"),
        (Environment, "any", "{ x = 1 }"),
        (Argument, "number", "7"),
        (File, "values.json", r#"{ "object": { "a": 1 } }"#),
    ];
    let reading = check_given(&files, &given, &[]);
    assert_eq!(
        state(&reading)["stores"]["aws_cloudfront_key_value_store.s"]["comment"],
        r#"["[1]",7,"{ x = 1 }",{"x":1},["other"],{"a":"1","b":3}]"#
    );
}

#[test]
fn given_values_that_are_wrong() {
    let files = [(
        "main.tf",
        r#"variable "number" { type = number }
variable "list" { type = list(string) }
variable "map" { type = map(string) }
variable "short" {
  type = string
  validation {
    condition = length(var.short) < 3
    error_message = "Longer than 2."
  }
}
"#,
    )];
    let given = [
        (Argument, "number", "seven"),
        (Argument, "lst", "[]"),
        (Environment, "lst", "[]"),
        (Environment, "map", "{ a = }"),
        (Argument, "list", "[eu-west]"),
        (Argument, "short", "abc"),
        (File, "prod.tfvars", "numbr = 1\n"),
    ];
    check_given(
        &files,
        &given,
        &[
            "error CF0101 at `}`: expected a value, but found `}`",
            r#"error CF0103 at `eu-west`: there is no value named `eu-west`; a string is written in double quotes: `"eu-west"`"#,
            "error CF0103 at `lst`: the variable `lst` is not declared; did you mean `list`?",
            "error CF0203 at `seven`: the value does not fit the type of the variable `number`: expected a number, but this is a string",
            "error CF0113 at `abc`: the value of the variable `short` is refused: Longer than 2 (the condition that it breaks `length(var.short) < 3`)",
            "warning CF0103 at `numbr`: the variable `numbr` is not declared; did you mean `number`?",
        ],
    );
}

#[test]
fn a_default_that_is_not_used_has_the_type_too() {
    check_files(
        &[
            ("main.tf", "variable \"a\" {\n  type    = list(number)\n  default = [\"x\"]\n}\n"),
            ("terraform.tfvars", "a = [1]\n"),
        ],
        &[
            "error CF0203 at `[\"x\"]`: the default does not fit the type of the variable `a`: expected a number, but this is a string",
        ],
    );
}

#[test]
fn any_within_a_collection_is_one_type() {
    let becomes = |constraint: &str, value: &str, expected: &str| {
        let text = format!(
            "variable \"v\" {{\n  type = {constraint}\n  default = {value}\n}}\nresource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name = \"s\"\n  comment = jsonencode(var.v)\n}}\n"
        );
        let state = desired(&[("main.tf", &text)]);
        assert_eq!(state["stores"]["aws_cloudfront_key_value_store.s"]["comment"], expected, "{constraint}");
    };
    becomes("list(map(any))", r#"[{ port = 443 }, { host = "a" }, null]"#, r#"[{"port":"443"},{"host":"a"},null]"#);
    becomes("map(list(map(any)))", r#"{ a = [{ p = 1 }], b = [{ h = "a" }] }"#, r#"{"a":[{"p":"1"}],"b":[{"h":"a"}]}"#);
    becomes("list(object({ v = any }))", r#"[{ v = [1] }, { v = ["a"] }]"#, r#"[{"v":["1"]},{"v":["a"]}]"#);
    becomes(
        "map(object({ settings = optional(map(any), {}) }))",
        r#"{ a = { settings = { x = 1 } }, b = { settings = { y = "a" } }, c = {} }"#,
        r#"{"a":{"settings":{"x":"1"}},"b":{"settings":{"y":"a"}},"c":{"settings":{}}}"#,
    );
    becomes("list(tuple([any, string]))", r#"[[1, "a"], ["b", 2]]"#, r#"[["1","a"],["b","2"]]"#);
    becomes("list(list(any))", r#"[[], [1], ["a"]]"#, r#"[[],["1"],["a"]]"#);
    check(
        "variable \"v\" {\n  type = list(object({ v = any }))\n  default = [{ v = 1 }, { v = [\"a\"] }]\n}\n",
        &[
            r#"error CF0203 at `[{ v = 1 }, { v = ["a"] }]`: the value does not fit the type of the variable `v`: its items have no type in common"#,
        ],
    );
}
