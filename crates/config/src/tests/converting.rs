//! Configuration in another format.

use super::{formats, line, short, sources, state};
use crate::{Conversion, Format, convert, read};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

const EVERY: &str = include_str!("robust/every.tf");

fn converted(name: &str, text: &str, to: Format) -> Conversion {
    convert(&sources(&[(name, text)]), to)
}

#[track_caller]
fn text(name: &str, text: &str, to: Format) -> String {
    let conversion = converted(name, text, to);
    conversion.text.unwrap_or_else(|| panic!("{to:?} {:?}\n{text}", conversion.diagnostics))
}

fn desired(name: &str, text: &str) -> serde_json::Value {
    state(&read(&sources(&[(name, text), ("fn.js", "code"), ("gate.js", "code")])))
}

#[test]
fn what_is_converted_means_the_same() {
    for (name, source) in [
        ("main.tf", EVERY),
        ("main.tf.json", include_str!("robust/every.tf.json")),
        ("connfn.yaml", formats::YAML),
        ("connfn.toml", formats::TOML),
        ("connfn.yaml", short::YAML),
    ] {
        let expected = desired(name, source);
        assert_ne!(expected["functions"].as_object().unwrap().len(), 0);
        for to in Format::ALL {
            let there = text(name, source, to);
            assert_eq!(desired(to.file_name(), &there), expected, "{name} {to:?}\n{there}");
            for back in Format::ALL {
                let again = text(to.file_name(), &there, back);
                assert_eq!(desired(back.file_name(), &again), expected, "{name} {to:?} {back:?}\n{again}");
            }
        }
    }
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    " a",
    "a ",
    "\n",
    "a\n",
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    "\na\nb",
    "a\n  b\n",
    "  a\nb",
    "a\n \nb",
    "a\tb\n\tc\n",
    "a\rb",
    "a\r\nb\r\n",
    "\"",
    "'",
    "'''",
    "a\nb'''c\n",
    "a\nb'",
    "\\",
    "\\n",
    "\u{0}",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "a\u{2028}\nb\n",
    "\u{feff}",
    "é😀",
    "${",
    "$${",
    "$$${x}",
    "%{",
    "%%{if",
    "$",
    "a$",
    "#",
    "# a",
    "a #b",
    "a: b",
    "- a",
    "? a",
    "!a",
    "&a",
    "*a",
    "@a",
    "`a",
    "[a",
    "{a",
    "null",
    "~",
    "true",
    "Yes",
    "no",
    "on",
    "1",
    "-1",
    "1.5",
    "1e3",
    "0x1f",
    "0o7",
    ".5",
    ".inf",
    "1_000",
    "2026-01-01",
    "12:30",
    "<<",
    "---",
    "a\n---\nb\n",
    "EOT",
    "a\nEOT\nb\n",
    "a\n  EOT x\nb\n",
    "//",
    "=",
    "a=b",
    "a:",
    ":a",
    "a,b",
    "(a)",
    "./a",
    "..",
    "...",
    "a\n${b}\n",
    "a\n%{ if }\n$${c}\n",
];

/// The texts of a function, if there is one, and what is said of its document.
type Read = (Option<(Option<String>, Option<String>)>, Vec<String>);

/// The comment and a tag of a function.
fn comment_and_tag(name: &str, text: &str) -> Read {
    let reading = read(&sources(&[(name, text)]));
    let function = reading.desired.functions.values().next().map(|function| {
        let tag = function.tags.get("t").and_then(|tag| tag.known()).map(ToOwned::to_owned);
        (function.comment.known().map(ToOwned::to_owned), tag)
    });
    let said = reading.diagnostics.iter().map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message));
    (function, said.collect())
}

#[test]
fn any_text_is_kept() {
    for value in TEXTS {
        let quoted = serde_json::to_string(&crate::syntax::hcl::written::template_of(value)).unwrap();
        let function = format!(
            r#"{{"name":"f","connection_function_code":{quoted},"connection_function_config":{{"runtime":"cloudfront-js-2.0","comment":{quoted}}},"tags":{{"t":{quoted}}}}}"#
        );
        let json = format!(r#"{{"resource":{{"aws_cloudfront_connection_function":{{"f":{function}}}}}}}"#);
        let expected = comment_and_tag("main.tf.json", &json);
        if let Some((comment, _)) = &expected.0 {
            assert_eq!(comment.as_deref(), Some(*value));
        }
        for to in Format::ALL {
            let there = text("main.tf.json", &json, to);
            assert_eq!(comment_and_tag(to.file_name(), &there), expected, "{value:?} {to:?}\n{there}");
            for back in Format::ALL {
                let again = text(to.file_name(), &there, back);
                let found = comment_and_tag(back.file_name(), &again);
                assert_eq!(found, expected, "{value:?} {to:?} {back:?}\n{there}\n{again}");
            }
        }
    }
}

const WRITTEN: &str = r#"variable "stages" {
  description = "what is deployed"

  type = map(object({
    suffix = optional(string)
  }))

  default = {
    "a b" = {
      suffix = "x$${y}"
    }
  }

  validation {
    condition     = length(var.stages) > 0
    error_message = "give one of them"
  }
}

locals {
  few = -1

  many = [for key, stage in var.stages : {
    key = stage
  }]

  text = <<EOT
first ${local.few}
  second $${x}
EOT
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each                 = var.stages
  name                     = "gate-${each.key}"
  connection_function_code = file("${path.module}/gate.js")
  depends_on               = [aws_cloudfront_key_value_store.allowed]

  tags = {
    (each.key)      = null
    Team            = "web"
    "k-${each.key}" = 1
  }

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "for \"${each.key}\""

    dynamic "key_value_store_association" {
      for_each = [1]
      iterator = one

      content {
        key_value_store_arn = aws_cloudfront_key_value_store.allowed.arn
      }
    }
  }

  lifecycle {
    ignore_changes = [tags]

    precondition {
      condition     = true
      error_message = "never"
    }
  }
}

resource "aws_cloudfront_key_value_store" "allowed" {
  name     = "allowed"
  provider = aws.other
}

provider "aws" {
  alias = "other"

  default_tags {
    tags = {
      Owner = "me"
    }
  }
}

import {
  to = aws_cloudfront_key_value_store.allowed
  id = "allowed"
}

output "names" {
  value = one(aws_cloudfront_connection_function.gate[*].name)
}
"#;

#[test]
fn nothing_of_hcl_is_lost_but_comments() {
    // TOML has values before tables, and no null.
    for to in [Format::Tf, Format::Yaml, Format::Json] {
        let there = text("main.tf", WRITTEN, to);
        assert_eq!(text(to.file_name(), &there, Format::Tf), WRITTEN, "{to:?}\n{there}");
    }
    let commented = WRITTEN.replace("locals {\n", "# why\nlocals { // so\n");
    assert_eq!(text("main.tf", &commented, Format::Tf), WRITTEN);
}

#[test]
fn several_documents_become_one() {
    let files = [
        ("a.tf", "locals {\n  a = 1\n}\nresource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = \"a\"\n}\n"),
        ("b.tf.json", r#"{"locals": {"b": 2}, "resource": {"aws_cloudfront_key_value_store": {"b": {"name": "b"}}}}"#),
        ("terraform.tfvars", "x = 1\n"),
    ];
    let conversion = convert(&sources(&files), Format::Yaml);
    let expected = "locals:
  - a: 1
  - b: 2
resource:
  aws_cloudfront_key_value_store:
    a:
      name: a
    b:
      name: b
";
    assert_eq!(conversion.text.as_deref(), Some(expected));
}

#[test]
fn data_keeps_its_form() {
    let yaml = "functions:\n  gate:\n    code:\n      file: gate.js\n    publish: true\n";
    assert_eq!(text("connfn.yaml", yaml, Format::Yaml), yaml);
    let toml = text("connfn.yaml", yaml, Format::Toml);
    assert_eq!(toml, "[functions.gate]\npublish = true\n\n[functions.gate.code]\nfile = \"gate.js\"\n");
    let json = text("connfn.toml", &toml, Format::Json).replace([' ', '\n'], "");
    assert_eq!(json, r#"{"functions":{"gate":{"publish":true,"code":{"file":"gate.js"}}}}"#);
    let hcl = r#"resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  publish                  = true
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
"#;
    assert_eq!(text("connfn.yaml", yaml, Format::Tf), hcl);
}

#[test]
fn what_another_format_cannot_hold_is_refused() {
    use Format::{Json, Tf, Yaml};
    let refused = |files: &[(&str, &str)], to, expected: &str| {
        let conversion = convert(&sources(files), to);
        let said: Vec<String> = conversion.diagnostics.iter().map(|diagnostic| line(files, diagnostic)).collect();
        assert_eq!(said, [expected]);
        assert_eq!(conversion.text, None);
    };
    refused(
        &[],
        Json,
        "error CF0001: there is no configuration; a configuration is one or more files that end in `.tf` or `.tf.json`, or one file called `connfn.yaml`, `connfn.toml` or `connfn.json`",
    );
    refused(
        &[("main.tf", "locals {")],
        Json,
        "error CF0101 at `{`: expected an argument, a block or `}` before `{`; a block of more than one argument has each on a line of its own",
    );
    refused(&[("connfn.yaml", "a: [")], Tf, "error CF0101 at `[`: a bracket is not closed");
    refused(
        &[("connfn.yaml", "a: {}"), ("main.tf", "")],
        Tf,
        "error CF0006 at ``: `connfn.yaml` is a configuration alone, but there is `main.tf` too; keep one of them, or read it alone by naming the file; `connfn convert` writes one in the format of the other (the other one ``)",
    );
    refused(
        &[("main.tf", "variable \"a\" {\n  default = 1 + 1\n}\n")],
        Yaml,
        "error CF0130 at `1 + 1`: this expression has no place in data; data holds only values here, which are not worked out: write the value itself",
    );
    refused(
        &[("connfn.yaml", "functions: { gate: { code: x, tests: [] } }\n")],
        Tf,
        "error CF0130 at `[]`: the tests of `gate` have no place in this format; move them into a file `gate.test.yaml`, named after the file of the function's code",
    );
    refused(
        &[("main.tf", "a = 1\n")],
        Json,
        "error CF0130 at `a`: an argument outside every block has no meaning; a value of one's own is declared in a `locals` block",
    );
    refused(
        &[("main.tf", "resource \"a\" {\n}\n")],
        Json,
        "error CF0130 at `resource \"a\"`: this block has not the labels that it needs; see what `connfn validate` says of it",
    );
    refused(
        &[("main.tf", "resource \"a\" \"b\" {\n  c = 1\n  c {\n  }\n}\n")],
        Json,
        "error CF0130 at `c`: this name stands for an argument and for a block; give one of them another name",
    );
    refused(
        &[("connfn.yaml", "resource: { a: { b: { c: { d: 1 } } } }\n")],
        Tf,
        "error CF0130 at `c`: whether this is a block or an argument only its provider knows; move it to a document of its own, and convert the others",
    );
    refused(
        &[("connfn.yaml", "import: { to: '1 +', id: x }\n")],
        Tf,
        "error CF0130 at `'1 +'`: this is no expression; write a reference or a type",
    );
    refused(&[("connfn.yaml", "locals: { a: '${' }\n")], Tf, "error CF0101 at `'${'`: did not expect `$`");
    refused(
        &[("connfn.yaml", "locals: { 'a b': 1 }\n")],
        Tf,
        "error CF0130 at `a b`: this is no name of an argument; give it another name",
    );
    for text in ["locals: { a: 1e400 }\n", "variable: { a: { default: [-1e400] } }\n"] {
        let at = if text.contains('-') { "-1e400" } else { "1e400" };
        refused(
            &[("connfn.yaml", text)],
            Tf,
            &format!(
                "error CF0130 at `{at}`: this number is too large for a `.tf` file; connfn reads numbers below 1.8e308 there: write it in quotes, with which it is a text"
            ),
        );
    }
    let deep = format!("{{\"locals\": {{\"x\": {}{}}}}}", "[".repeat(100), "]".repeat(100));
    refused(
        &[("connfn.json", &deep)],
        Yaml,
        "error CF0101 at `[`: the nesting is too deep; connfn reads values of at most 64 levels",
    );
    refused(
        &[("connfn.yaml", "functions: { a: { code: 1 } }\n")],
        Tf,
        "error CF0203 at `1`: `code` is neither a text nor the name of a file; write `code: { file: PATH }`, or the code itself",
    );
}

#[test]
fn tags_are_indented() {
    let expected = "provider \"aws\" {\n  default_tags {\n    tags = {\n      Owner = \"me\"\n    }\n  }\n}\n";
    for yaml in ["tags: { Owner: me }\n", "provider: { aws: { default_tags: { tags: { Owner: me } } } }\n"] {
        assert_eq!(text("connfn.yaml", yaml, Format::Tf), expected);
    }
    assert_eq!(
        text("main.tf", "provider \"aws\" {\n  default_tags {\n    tags = { Owner = \"me\" }\n  }\n}\n", Format::Tf),
        expected
    );
    for odd in ["a<<b", "a\\nb"] {
        let yaml = format!("tags: {{ Owner: \"{odd}\" }}\n");
        assert_eq!(text("connfn.yaml", &yaml, Format::Tf), expected.replace("me", odd));
    }
}
