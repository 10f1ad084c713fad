//! What expressions come to, and what is said of those that come to nothing.

use super::{check_files, reading};
use alloc::{format, string::String};

const SCOPE: &str = r#"
resource "aws_cloudfront_key_value_store" "a" {
  name    = "store-a"
  comment = "the store"
}
resource "aws_cloudfront_key_value_store" "plain" {
  name = "store-plain"
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "f"
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "of f"
  }
  publish = true
  tags = {
    k         = "tag"
    "two key" = "tag2"
  }
}
resource "aws_s3_bucket" "b" {}
data "aws_region" "r" {}
variable "text" {
  default = "variable"
}
variable "none" {}
locals {
  text   = "local"
  list   = ["x", "y"]
  object = { a = 1, b = { c = "deep" } }
  again  = "${local.text}-again"
}
"#;

/// A configuration whose function `t` has the expression for its comment.
fn with(expression: &str) -> String {
    format!(
        r#"
resource "aws_cloudfront_connection_function" "t" {{
  name                     = "t"
  connection_function_code = "t"
  connection_function_config {{
    runtime = "cloudfront-js-2.0"
    comment = {expression}
  }}
}}
"#
    )
}

/// Asserts what the expression comes to, as the JSON of a comment.
#[track_caller]
fn evaluates(expression: &str, expected: &str) {
    let text = with(expression);
    let reading = reading(&[("main.tf", &text), ("scope.tf", SCOPE), ("dir/x.txt", "x\r\n")]);
    let errors: alloc::vec::Vec<_> = reading.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{expression}: {errors:#?}");
    let address = connfn_core::address::Address::parse("aws_cloudfront_connection_function.t").unwrap();
    let comment = serde_json::to_string(&reading.desired.functions[&address].comment).unwrap();
    assert_eq!(comment, expected, "{expression}");
}

/// Asserts what is said of an expression, besides the note on other resources.
#[track_caller]
fn says(expression: &str, expected: &str) {
    let text = with(expression);
    let note = "info CF0010: 2 blocks are left alone: 1 `aws_s3_bucket`, 1 `data.aws_region`";
    check_files(&[("main.tf", &text), ("scope.tf", SCOPE)], &[expected, note]);
}

#[test]
fn literals() {
    for (expression, expected) in [
        (r#""plain""#, r#""plain""#),
        (r#""""#, r#""""#),
        (r#""\n\r\t\"\\\u00e9\U0001F600""#, r#""\n\r\t\"\\é😀""#),
        (r#""$${x} %%{y} $x %x $$ {}""#, r#""${x} %{y} $x %x $$ {}""#),
        (r#""é""#, r#""é""#),
        ("1", r#""1""#),
        ("1.50", r#""1.5""#),
        ("-1e3", r#""-1000""#),
        ("- 7", r#""-7""#),
        ("12345678901234567890123", r#""12345678901234567890123""#),
        ("true", r#""true""#),
        ("(\n\"in parentheses\"\n)", r#""in parentheses""#),
    ] {
        evaluates(expression, expected);
    }
}

#[test]
fn heredocs() {
    for (expression, expected) in [
        ("<<EOT\na\n b\nEOT", r#""a\n b\n""#),
        ("<<EOT\nEOT", r#""""#),
        ("<<EOT\n\nEOT", r#""\n""#),
        ("<<EOT\na\n  EOT", r#""a\n""#),
        ("<<EOT\na EOT\nEOTX\nEOT", r#""a EOT\nEOTX\n""#),
        ("<<-EOT\n    a\n      b\n    EOT", r#""a\n  b\n""#),
        ("<<-EOT\n    a\n  \n\n    b\n  EOT", r#""a\n  \n\nb\n""#),
        ("<<-EOT\n  \ta\n    b\n  EOT", r#""a\n b\n""#),
        ("<<-EOT\n    a\n${\"x\"}\n  EOT", r#""    a\nx\n""#),
        ("<<-EOT\n    a ${\"x\"} b\n    c\n  EOT", r#""a x b\nc\n""#),
        ("<<-EOT\n    ${\"x\"}\n      c\n  EOT", r#""x\n  c\n""#),
        ("<<EOT\n\\n \\ \"quoted\" $${x} %%{y}\nEOT", r#""\\n \\ \"quoted\" ${x} %{y}\n""#),
        ("<<EOT\r\na\r\nb\r\nEOT\r", r#""a\r\nb\r\n""#),
        ("<<-EOT\r\n  a\r\n\r\n  b\r\n  EOT\r", r#""a\r\n\r\nb\r\n""#),
        ("<<EOT\na ${~ \"x\" ~} \n  b\nEOT", r#""ax  b\n""#),
        ("<<EOT\nfunction f() { return `${\"$\"}{x}`; }\nEOT", r#""function f() { return `${x}`; }\n""#),
    ] {
        evaluates(expression, expected);
    }
}

#[test]
fn templates_and_references() {
    let arn = r#"{"address":"aws_cloudfront_key_value_store.a","attribute":"arn"}"#;
    for (expression, expected) in [
        (r#""a ${1} ${true} ${"x"} b""#, r#""a 1 true x b""#),
        (r#""a ${~ "x" ~} b""#, r#""axb""#),
        (r#""${"inner ${"deep"}"}""#, r#""inner deep""#),
        ("aws_cloudfront_key_value_store.a.name", r#""store-a""#),
        ("aws_cloudfront_key_value_store.a.comment", r#""the store""#),
        (r#"aws_cloudfront_key_value_store.a["name"]"#, r#""store-a""#),
        (r#"coalesce(aws_cloudfront_key_value_store.plain.comment, "none")"#, r#""none""#),
        ("aws_cloudfront_connection_function.f.name", r#""f""#),
        ("aws_cloudfront_connection_function.f.publish", r#""true""#),
        (r#"aws_cloudfront_connection_function.f.tags["k"]"#, r#""tag""#),
        ("aws_cloudfront_connection_function.f.tags.k", r#""tag""#),
        (r#"aws_cloudfront_connection_function.f.tags_all["two key"]"#, r#""tag2""#),
        ("aws_cloudfront_connection_function.f.connection_function_config[0].comment", r#""of f""#),
        ("aws_cloudfront_connection_function.f.connection_function_config.0.runtime", r#""cloudfront-js-2.0""#),
        ("join(\",\", aws_cloudfront_connection_function.f.connection_function_config[*].comment)", r#""of f""#),
        ("aws_cloudfront_key_value_store.a.arn", &format!(r#"{{"template":[{arn}]}}"#)),
        (r#""for ${aws_cloudfront_key_value_store.a.arn}!""#, &format!(r#"{{"template":["for ",{arn},"!"]}}"#)),
        ("local.text", r#""local""#),
        ("local.again", r#""local-again""#),
        ("local.object.b.c", r#""deep""#),
        ("local.list[1]", r#""y""#),
        ("var.text", r#""variable""#),
        ("path.module", r#"".""#),
        (r#"file("dir/x.txt")"#, r#""x\r\n""#),
        (r#"file("./${"dir"}/../dir/x.txt")"#, r#""x\r\n""#),
    ] {
        evaluates(expression, expected);
    }
}

#[test]
fn operators() {
    for (expression, expected) in [
        ("1 + 2 * 3", r#""7""#),
        ("(1 + 2) * 3", r#""9""#),
        ("0.1 + 0.2", r#""0.3""#),
        ("7 % 3 - 1 / 4", r#""0.75""#),
        ("-(1) + -2", r#""-3""#),
        (r#""1" + 1"#, r#""2""#),
        ("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", r#""true""#),
        ("!true || false", r#""false""#),
        ("1 == 1.0", r#""true""#),
        (r#"1 == "1""#, r#""false""#),
        (r#"[1, "a"] == [1, "a"]"#, r#""true""#),
        ("{ a = 1 } != { a = 2 }", r#""true""#),
        ("null == null", r#""true""#),
        (r#"true ? "yes" : "no""#, r#""yes""#),
        (r#""false" ? 1 : 2"#, r#""2""#),
        (r#"true ? 1 : "a""#, r#""1""#),
        (r#"var.text == "variable" ? local.text : null"#, r#""local""#),
        (r#"join(",", [for x in local.list : upper(x)])"#, r#""X,Y""#),
        (r#"join(",", [for i, x in local.list : "${i}${x}" if x != "x"])"#, r#""1y""#),
        ("jsonencode({ for k, v in { a = 1, b = 2 } : upper(k) => v + 1 })", r#""{\"A\":2,\"B\":3}""#),
        (r#"jsonencode({ for x in ["a", "b", "ab"] : substr_ => x... })"#, ""),
    ] {
        if !expected.is_empty() {
            evaluates(expression, expected);
        }
    }
    evaluates(
        r#"jsonencode({ for x in ["aa", "b", "cc"] : length(x) => x... })"#,
        r#""{\"1\":[\"b\"],\"2\":[\"aa\",\"cc\"]}""#,
    );
}

#[test]
fn functions() {
    for (expression, expected) in [
        (r#"upper("aé")"#, r#""AÉ""#),
        (r#"lower("AÉ")"#, r#""aé""#),
        (r#"trimspace(" \n a ")"#, r#""a""#),
        (r#"trim("xxaxx", "x")"#, r#""a""#),
        (r#"trimprefix("ab", "a")"#, r#""b""#),
        (r#"trimsuffix("ab", "b")"#, r#""a""#),
        (r#"chomp("a\r\n\n")"#, r#""a""#),
        (r#"replace("aXbX", "X", "-")"#, r#""a-b-""#),
        (r#"join("-", ["a", 1, true])"#, r#""a-1-true""#),
        (r#"join("-", concat(["a"], ["b"]))"#, r#""a-b""#),
        (r#"join("-", split(",", "a,b,"))"#, r#""a-b-""#),
        (r#"format("%s-%d-%v%%", "a", 3, true)"#, r#""a-3-true%""#),
        (r#"format("%s", local.list...)"#, ""),
        (r#"merge({ a = "1" }, { a = "2" }, null).a"#, r#""2""#),
        (r#"lookup({ a = "1" }, "b", "none")"#, r#""none""#),
        (r#"length("abc") + length([1, 2]) + length({})"#, r#""5""#),
        (
            r#"jsonencode({ b = [1.5, null, true], a = "<é\"\n>" })"#,
            r#""{\"a\":\"\\u003cé\\\"\\n\\u003e\",\"b\":[1.5,null,true]}""#,
        ),
        ("tostring(1.0)", r#""1""#),
        (r#"tonumber("2") + 1"#, r#""3""#),
        (r#"tobool("true") ? "a" : "b""#, r#""a""#),
        ("try(local.object.nope, local.object.a)", r#""1""#),
        ("can(local.object.nope)", r#""false""#),
        ("can(local.object.a)", r#""true""#),
        (r#"join(",", keys({ b = 1, a = 2 }))"#, r#""a,b""#),
        (r#"join(",", values({ b = 1, a = 2 }))"#, r#""2,1""#),
        (r#"contains(local.list, "x")"#, r#""true""#),
        (r#"join(",", distinct(["a", "b", "a"]))"#, r#""a,b""#),
        (r#"join(",", flatten([["a"], [["b"], "c"]]))"#, r#""a,b,c""#),
        (r#"startswith("ab", "a") && endswith("ab", "b") && strcontains("abc", "b")"#, r#""true""#),
        (r#"nonsensitive(sensitive("a"))"#, r#""a""#),
        (r#"coalesce("", null, "c")"#, r#""c""#),
        (r#"core::upper("a")"#, r#""A""#),
    ] {
        if !expected.is_empty() {
            evaluates(expression, expected);
        }
    }
}

#[test]
fn unknown_names() {
    for (expression, expected) in [
        (
            "foo",
            "error CF0103 at `foo`: there is no value named `foo`; a string is written in double quotes: `\"foo\"`",
        ),
        ("local.txt", "error CF0103 at `local.txt`: the local value `txt` is not declared; did you mean `text`?"),
        (
            "var.zzzzzz",
            "error CF0103 at `var.zzzzzz`: the variable `zzzzzz` is not declared; declared are `none`, `text`",
        ),
        (
            "aws_cloudfront_key_value_store.b.name",
            "error CF0103 at `aws_cloudfront_key_value_store.b`: the key value store `aws_cloudfront_key_value_store.b` is not declared; did you mean `a`?",
        ),
        (
            "aws_cloudfront_key_value_store.a.nme",
            "error CF0103 at `nme`: there is no attribute `nme`; did you mean `name`?",
        ),
        (
            "aws_cloudfront_key_value_stor.a.name",
            "error CF0103 at `aws_cloudfront_key_value_stor.a`: `aws_cloudfront_key_value_stor.a` is not declared; did you mean `aws_cloudfront_key_value_store`?",
        ),
        (
            "aws_cloudfront_key_value_store",
            "error CF0103 at `aws_cloudfront_key_value_store`: `aws_cloudfront_key_value_store` alone has no value; write `aws_cloudfront_key_value_store.` and a name",
        ),
        (
            "aws_s3_bucket.b.id",
            "error CF0217 at `aws_s3_bucket.b.id`: `comment` must be known before apply, but `aws_s3_bucket.b` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
        ),
        ("aws_s3_bucket.c.id", "error CF0103 at `aws_s3_bucket.c`: `aws_s3_bucket.c` is not declared"),
        (
            "data.aws_region.r.name",
            "error CF0217 at `data.aws_region.r.name`: `comment` must be known before apply, but `data.aws_region.r` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
        ),
        ("module.m.x", "error CF0103 at `module.m`: the module `m` is not called"),
        ("each.value", "error CF0103 at `each.value`: `each` has a value only in a resource with `for_each`"),
        ("path.cwd", "error CF0102 at `path.cwd`: `path.cwd` differs from machine to machine; use `path.module`"),
        ("path.modul", "error CF0103 at `path.modul`: there is no `path.modul`; did you mean `module`?"),
        ("terraform.work", "error CF0103 at `terraform.work`: there is no `terraform.work`; there is `workspace`"),
        ("local.object.x", "error CF0103 at `x`: there is no attribute `x`; did you mean `a`?"),
        ("local.list[2]", "error CF0103 at `2`: there is no item 2: the list has 2"),
        ("local.list.x", "error CF0103 at `x`: an item of a list is named by its number"),
        ("local.text.x", "error CF0203 at `x`: a string has no attributes and no items"),
        (
            "aws_cloudfront_connection_function.f.tags[\"q\"]",
            "error CF0103 at `\"q\"`: there is no attribute `q`; did you mean `k`?",
        ),
    ] {
        says(expression, expected);
    }
}

#[test]
fn no_value() {
    for (expression, expected) in [
        (r#"uper("a")"#, "error CF0105 at `uper`: there is no function `uper`; did you mean `upper`?"),
        (r#"xyzzy("a")"#, "error CF0105 at `xyzzy`: there is no function `xyzzy`"),
        (
            "timestamp()",
            "error CF0109 at `timestamp`: `timestamp` tells the time of the run, so a plan would differ each time; pass the time in as a variable: `--var time=…`",
        ),
        ("upper()", "error CF0106 at `upper`: `upper` takes one argument, but is given 0"),
        ("lookup({})", "error CF0106 at `lookup`: `lookup` takes 2 to 3 arguments, but is given 1"),
        ("upper([])", "error CF0106 at `[]`: `upper`: expected a string, but this is a list"),
        (
            r#"replace("a", "/\\p{L}/", "")"#,
            "error CF0110 at `\"/\\\\p{L}/\"`: `replace`: connfn does not read classes of Unicode such as `\\p{L}` in a regular expression",
        ),
        (r#"file(["a"])"#, "error CF0106 at `[\"a\"]`: `file`: expected a string, but this is a list"),
        (r#"file("a", "b")"#, "error CF0106 at `file`: `file` takes one argument, but is given 2"),
        (r#"file("")"#, "error CF0106 at `\"\"`: `` is not a file's path"),
        (
            "upper(aws_cloudfront_key_value_store.a.arn)",
            "error CF0217 at `upper(aws_cloudfront_key_value_store.a.arn)`: `comment` must be known before apply, but `aws_cloudfront_key_value_store.a.arn` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ),
        (
            r#"aws_cloudfront_key_value_store.a.arn == "" ? 1 : 2"#,
            "error CF0217 at `aws_cloudfront_key_value_store.a.arn == \"\" ? 1 : 2`: `comment` must be known before apply, but `aws_cloudfront_key_value_store.a.arn` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ),
        (r#""${local.list}""#, "error CF0203 at `\"${local.list}\"`: `comment` is a string, but this is a list"),
        (
            r#""a ${local.list}""#,
            "error CF0203 at `local.list`: a list cannot be part of a string; only strings, numbers and bools can",
        ),
        ("{ a = 1 }", "error CF0203 at `{ a = 1 }`: `comment` is a string, but this is an object"),
        (r#"1 + "a""#, "error CF0203 at `\"a\"`: an operand is a number, but this is a string"),
        ("1 / 0", "error CF0106 at `0`: division by zero"),
        (r#"!"a""#, "error CF0203 at `\"a\"`: a condition is a bool, but this is a string"),
        (
            "[for x in 1 : x]",
            "error CF0203 at `1`: `for` goes through a list, a set or an object, but this is a number",
        ),
        (r#""%{ if 1 }a%{ endif }""#, "error CF0203 at `1`: a condition is a bool, but this is a number"),
        (
            r#"jsonencode({ for x in ["a", "a"] : x => x })"#,
            "error CF0214 at `x`: two items have the key `a`; add `...` after the value to group them",
        ),
    ] {
        says(expression, expected);
    }
}

#[test]
fn heredocs_without_a_line() {
    let state = super::desired(&[(
        "main.tf",
        r#"locals {
  list = [<<X
X
  , <<-Y
    Y
  , "last"]
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "s"
  comment = <<EOT
EOT
}
resource "aws_cloudfront_key_value_store" "t" {
  name    = "t"
  comment = <<EOT
${local.list[0]}<${local.list[1]}>${local.list[2]}
EOT
}
"#,
    )]);
    let comment = |label: &str| &state["stores"][format!("aws_cloudfront_key_value_store.{label}")]["comment"];
    assert_eq!(comment("s"), "");
    assert_eq!(comment("t"), "<>last\n");
}
