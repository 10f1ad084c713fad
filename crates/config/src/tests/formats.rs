//! YAML, TOML and JSON: the same configuration in each, and what is said of mistakes.

use super::{check_files, desired};
use alloc::{format, string::String};

pub(super) const YAML: &str = r#"# a configuration
provider:
  aws:
    - default_tags: &tags { tags: { Owner: me } }
    - { alias: other, default_tags: *tags }
resource:
  aws_cloudfront_key_value_store:
    allowed: { name: allowed-devices }
  aws_cloudfront_connection_function:
    gate:
      name: gate
      connection_function_code: |
        // für alle
        async function connectionHandler(connection) {
          connection.allow();
        }
      publish: true
      connection_function_config:
        runtime: "cloudfront-js-2.0"
        comment: >-
          for
          ${aws_cloudfront_key_value_store.allowed.name}
        key_value_store_association:
          key_value_store_arn: ${aws_cloudfront_key_value_store.allowed.arn}
      tags: { Team: 'web', Version: 1.50 }
"#;

pub(super) const TOML: &str = r#"# a configuration
[[provider.aws]]
default_tags.tags.Owner = "me"

[[provider.aws]]
alias = "other"
default_tags = { tags = { Owner = "me" } }

[resource.aws_cloudfront_key_value_store]
allowed = { name = "allowed-devices" }

[resource.aws_cloudfront_connection_function.gate]
name = "gate"
connection_function_code = """
// f\u00fcr alle
async function connectionHandler(connection) {
  connection.allow();
}
"""
publish = true

[resource.aws_cloudfront_connection_function.gate.connection_function_config]
runtime = 'cloudfront-js-2.0'
comment = "for ${aws_cloudfront_key_value_store.allowed.name}"
key_value_store_association.key_value_store_arn = "${aws_cloudfront_key_value_store.allowed.arn}"

[resource.aws_cloudfront_connection_function.gate.tags]
Team = "web"
Version = 1.50
"#;

const JSON: &str = r#"{
  "provider": { "aws": [{ "default_tags": { "tags": { "Owner": "me" } } }, { "alias": "other" }] },
  "resource": {
    "aws_cloudfront_key_value_store": { "allowed": { "name": "allowed-devices" } },
    "aws_cloudfront_connection_function": {
      "gate": {
        "name": "gate",
        "connection_function_code": "// für alle\nasync function connectionHandler(connection) {\n  connection.allow();\n}\n",
        "publish": true,
        "connection_function_config": {
          "runtime": "cloudfront-js-2.0",
          "comment": "for ${aws_cloudfront_key_value_store.allowed.name}",
          "key_value_store_association": { "key_value_store_arn": "${aws_cloudfront_key_value_store.allowed.arn}" }
        },
        "tags": { "Team": "web", "Version": 1.50 }
      }
    }
  }
}"#;

#[test]
fn every_format_says_the_same() {
    let expected = desired(&[("main.tf.json", JSON)]);
    for (name, text) in [
        ("connfn.json", JSON),
        ("connfn.yaml", YAML),
        ("connfn.yml", YAML),
        ("connfn.yaml", JSON),
        ("connfn.toml", TOML),
    ] {
        assert_eq!(desired(&[(name, text)]), expected, "{name}");
        let crlf = text.replace('\n', "\r\n");
        if name != "connfn.json" && name != "connfn.toml" && text == YAML {
            assert_eq!(desired(&[(name, &crlf)]), expected, "{name} with carriage returns");
        }
        let marked = format!("\u{feff}{text}");
        assert_eq!(desired(&[(name, &marked)]), expected, "{name} with a byte order mark");
    }
}

#[test]
fn a_folder_holds_one_configuration() {
    let both = "error CF0006 at ``: `connfn.yaml` is a configuration alone, but there is `main.tf` too; keep one of them, or read it alone by naming the file; `connfn convert` writes one in the format of the other (the other one ``)";
    check_files(&[("connfn.yaml", "locals: {}"), ("main.tf", "locals {}")], &[both]);
    check_files(
        &[("connfn.json", "{}"), ("connfn.toml", "")],
        &[
            "error CF0006 at ``: `connfn.json` is a configuration alone, but there is `connfn.toml` too; keep one of them, or read it alone by naming the file; `connfn convert` writes one in the format of the other (the other one ``)",
        ],
    );
    for (name, is) in [
        ("connfn.yaml", true),
        ("connfn.yml", true),
        ("connfn.toml", true),
        ("connfn.json", true),
        ("sub/connfn.json", false),
        ("other.yaml", false),
        ("connfn.txt", false),
        ("connfn.tf.json", true),
    ] {
        assert_eq!(crate::is_configuration(name), is, "{name}");
    }
}

#[track_caller]
fn yaml(text: &str, expected: &[&str]) {
    check_files(&[("connfn.yaml", text)], expected);
}

#[track_caller]
fn toml(text: &str, expected: &[&str]) {
    check_files(&[("connfn.toml", text)], expected);
}

#[test]
fn places_in_yaml() {
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: ${local.b}\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: \"é\\n${local.b}\"\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: 'it''s ${local.b}'\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: |\n        x\n        y ${local.b}\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: >-\n        \"x\n        y ${local.b}\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: {\"${local.b}\": 1}\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    yaml(
        "resource:\n  aws_cloudfront_key_value_store:\n    a:\n      name: [1,\n        2]\n    b:\n      name: c\n      nam: 1\n",
        &[
            "error CF0203 at `[1,\n        2]`: `name` is a string, but this is a list",
            "error CF0201 at `nam`: a key value store has no argument `nam`; did you mean `name`?",
        ],
    );
}

#[test]
fn mistakes_in_yaml() {
    yaml("", &["error CF0101 at ``: the document is empty; write at least `{}`"]);
    yaml("a\n", &["error CF0101 at `a`: a document is an object, or an array of objects"]);
    yaml("locals: [1,\n", &["error CF0101 at `[`: a bracket is not closed"]);
    yaml("locals:\n  a: {b: c\nd: 1\n", &["error CF0101 at `{`: a bracket is not closed"]);
    yaml(
        "locals:\n  a: b: c\n",
        &["error CF0101 at `:`: did not expect `:`; a text that holds `: ` is written in quotes"],
    );
    yaml("locals:\n\ta: 1\n", &["error CF0101 at `\t`: a tab cannot indent; indent with spaces"]);
    yaml(
        "locals:\n  a: \"x\n",
        &["error CF0101 at `\"x`: a string is not closed; end it with the quote that it starts with"],
    );
    yaml(
        "locals:\n  a: \"\\q\"\n",
        &["error CF0101 at `\\q`: not an escape sequence of YAML; within single quotes a `\\` stands for itself"],
    );
    yaml(
        "locals:\n  a: *b\n",
        &["error CF0101 at `*b`: there is no such anchor before this alias; an anchor is `&NAME` before a value"],
    );
    yaml(
        "locals:\n  a: &b [*b]\n",
        &["error CF0101 at `*b`: an alias stands within what it names; name another anchor"],
    );
    yaml("locals:\n  a: @b\n", &["error CF0101 at `@`: a value cannot start with `@`; write the text in quotes"]);
    yaml(
        "locals:\n  a: 1\n b: 2\n",
        &[
            "error CF0101 at `b`: the indentation of `b` fits nothing above it; what belongs together starts in the same column",
        ],
    );
    yaml(
        "locals:\n  - a\n  b: 2\n",
        &[
            "error CF0101 at `b`: the indentation of `b` fits nothing above it; what belongs together starts in the same column",
        ],
    );
    yaml("locals:\n  a: 1\n  a: 2\n", &["error CF0214 at `a`: `a` is given twice (first given here `a`)"]);
    yaml("locals:\n  1: 2\n", &["error CF0101 at `1`: a key is a text, but this is `1`; write the key in quotes"]);
    yaml("locals:\n  [a]: 2\n", &["error CF0101 at `[`: a list or a map cannot be a key; a key is a text"]);
    yaml(
        "locals:\n  a: !x 2\n",
        &["error CF0101 at `!x`: connfn reads no tags of YAML; a text is written in quotes, and a number without them"],
    );
    yaml(
        "locals:\n  a: !!str 2\n",
        &[
            "error CF0101 at `!!str`: connfn reads no tags of YAML; a text is written in quotes, and a number without them",
        ],
    );
    yaml(
        "locals:\n  a: .inf\n",
        &["error CF0101 at `.inf`: this number cannot be held; write it in quotes to have a text"],
    );
    yaml(
        "locals: {}\n---\nlocals: {}\n",
        &["error CF0101 at `---`: a second document starts here; a file holds one document of YAML"],
    );
    yaml("locals:\n  a: 'x' y\n", &["error CF0101 at `y`: did not expect `y`"]);
    yaml("locals:\n  a: b\n  c\n", &["error CF0101 at `c`: expected `:` after `c`; a member is `key: value`"]);
    yaml(
        "locals:\n  <<: 1\n",
        &["error CF0101 at `1`: only maps can be merged; write `<<: *NAME`, with the anchor of a map"],
    );
}

#[test]
fn merge_keys() {
    let text = "locals:\n  base: &base { name: a, comment: b }\nresource:\n  aws_cloudfront_key_value_store:\n    a: { <<: *base, comment: c }\n    b:\n      <<: [*base]\n      name: d\n";
    let found = desired(&[("connfn.yaml", text)]);
    assert_eq!(
        found["stores"],
        serde_json::json!({
            "aws_cloudfront_key_value_store.a": { "name": "a", "comment": "c" },
            "aws_cloudfront_key_value_store.b": { "name": "d", "comment": "b" },
        })
    );
}

#[test]
fn aliases_are_bounded() {
    let mut text = String::from("locals:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let items = alloc::vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("  a{level}: &a{level} [{items}]\n"));
    }
    yaml(&text, &["error CF0101 at `*a3`: the aliases of this document come to too much; write less of them"]);
    let mut deep = String::from("locals:\n  a0: &a0 [x]\n");
    for level in 1..70 {
        deep.push_str(&format!("  a{level}: &a{level} [*a{}]\n", level - 1));
    }
    yaml(&deep, &["error CF0101 at `*`: the nesting is too deep; connfn reads values of at most 64 levels"]);
    let deep = format!("locals:\n  a: {}{}\n", "[".repeat(70), "]".repeat(70));
    yaml(&deep, &["error CF0101 at `[`: the nesting is too deep; connfn reads values of at most 64 levels"]);
    let deep = format!("[locals]\na = {}{}\n", "[".repeat(70), "]".repeat(70));
    toml(&deep, &["error CF0101 at `[`: the nesting is too deep; connfn reads values of at most 64 levels"]);
    toml(
        &format!("[{}]\n", alloc::vec!["a"; 70].join(".")),
        &["error CF0101 at `a`: the nesting is too deep; connfn reads values of at most 64 levels"],
    );
    toml(
        &format!("{} = 1\n", alloc::vec!["a"; 70].join(".")),
        &["error CF0101 at `a`: the nesting is too deep; connfn reads values of at most 64 levels"],
    );
}

#[test]
fn any_nesting_is_bounded() {
    let keys = |levels: usize| alloc::vec!["a"; levels].join(".");
    let said =
        |at: &str| format!("error CF0101 at `{at}`: the nesting is too deep; connfn reads values of at most 64 levels");
    for levels in [65, 5_000, 100_000] {
        let keys = keys(levels);
        toml(&format!("[{keys}]\n"), &[&said("a")]);
        toml(&format!("[[{keys}]]\n"), &[&said("a")]);
        toml(&format!("{keys} = 1\n"), &[&said("a")]);
        toml(&format!("locals.x = {{ {keys} = 1 }}\n"), &[&said("a")]);
        toml(&format!("locals.x = {}1{}\n", "[".repeat(levels), "]".repeat(levels)), &[&said("[")]);
        toml(&format!("locals.x = {}1{}\n", "{a=".repeat(levels), "}".repeat(levels)), &[&said("a")]);
        yaml(&format!("locals: {}1{}\n", "{a: ".repeat(levels), "}".repeat(levels)), &[&said("{")]);
    }
    // All that a value stands below counts.
    let half = keys(40);
    toml(&format!("[{half}]\n{half} = 1\n"), &[&said("a")]);
    toml(&format!("{half} = {{ {half} = 1 }}\n"), &[&said("a")]);
    let json = |levels: usize| format!("{{\"locals\": {{\"x\": {}{}}}}}", "[".repeat(levels), "]".repeat(levels));
    desired(&[("connfn.json", &json(62))]);
    check_files(&[("connfn.json", &json(63))], &[&said("[")]);
    check_files(&[("connfn.json", &json(400))], &[&said("[")]);
    check_files(&[("connfn.json", &json(100_000))], &[&said("[")]);
    yaml(&format!("locals:\n  a:\n   {}1\n", "- ".repeat(5_000)), &[&said("-")]);
}

#[test]
fn places_in_toml() {
    toml(
        "[resource.aws_cloudfront_key_value_store.a]\nname = \"é\\n${local.b}\"\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    toml(
        "[resource.aws_cloudfront_key_value_store.a]\nname = '${local.b}'\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    toml(
        "[resource.aws_cloudfront_key_value_store.a]\nname = \"\"\"\nx\\\n  ${local.b}\"\"\"\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    toml(
        "[resource.aws_cloudfront_key_value_store.a]\nname = '''\nx\n  ${local.b}'''\n",
        &["error CF0103 at `local.b`: the local value `b` is not declared"],
    );
    toml(
        "[resource.aws_cloudfront_key_value_store.a]\nname = [{\"${local.b}\" = 1}]\n",
        &[
            "error CF0203 at `[{\"${local.b}\" = 1}]`: `name` is a string, but this is a list",
            "error CF0103 at `local.b`: the local value `b` is not declared",
        ],
    );
}

#[test]
fn mistakes_in_toml() {
    toml("a\n", &["error CF0101 at `a`: expected `=` after `a`; a member is `key = value`"]);
    toml("locals = [1,\n", &["error CF0101 at `[`: a bracket is not closed"]);
    toml("[locals\n", &["error CF0101 at `[`: a bracket is not closed"]);
    toml("[locals]\na = {b = 1\n", &["error CF0101 at `{`: a bracket is not closed"]);
    toml("[locals]\na = b\n", &["error CF0101 at `b`: a text is written in quotes"]);
    toml(
        "[locals]\na = \"x\n",
        &[
            "error CF0101 at `\"x`: a string is not closed; end it with the quotes that it starts with; three of them hold several lines",
        ],
    );
    toml(
        "[locals]\na = \"\\q\"\n",
        &["error CF0101 at `\\q`: not an escape sequence of TOML; within single quotes a `\\` stands for itself"],
    );
    toml("[locals]\na =\n", &["error CF0101 at ``: expected a value, but found the end of the line"]);
    toml("[locals]\na = 1 b = 2\n", &["error CF0101 at `=`: expected a new line before `=`"]);
    toml(
        "[locals]\na = 2026-01-01\n",
        &["error CF0203 at `2026-01-01`: connfn has no dates; write the date in quotes to have a text"],
    );
    toml(
        "[locals]\na = inf\n",
        &["error CF0101 at `inf`: this number cannot be held; write it in quotes to have a text"],
    );
    toml("[locals]\na = 1\na = 2\n", &["error CF0214 at `a`: `a` is given twice (first given here `a`)"]);
    toml(
        "[locals]\na = 1\n[locals]\nb = 1\n",
        &["error CF0214 at `locals`: `locals` is given twice (first given here `locals`)"],
    );
    toml(
        "[locals]\na = {b = 1}\n[locals.a]\nc = 1\n",
        &["error CF0214 at `a`: `a` is given twice (first given here `a`)"],
    );
    toml("[locals]\na = {b = 1}\na.c = 1\n", &["error CF0214 at `a`: `a` is given twice (first given here `a`)"]);
    toml(
        "[locals]\na = []\n[[locals.a]]\nb = 1\n",
        &["error CF0214 at `a`: `a` is given twice (first given here `a`)"],
    );
    toml("[locals]\na = 007\n", &["error CF0101 at `0`: unexpected leading zero"]);
    toml("[locals]\na = tru\n", &["error CF0101 at `tru`: a text is written in quotes"]);
    toml("locals.a.b = 1\n[locals.a]\nc = 1\n", &["error CF0214 at `a`: `a` is given twice (first given here `a`)"]);
    toml("= 1\n", &["error CF0101 at `=`: unquoted keys cannot be empty"]);
    toml("a = [1 2]\n", &["error CF0101 at `1 2`: a text is written in quotes"]);
    toml(
        "a = '''x\n",
        &[
            "error CF0101 at `'''x\n`: a string is not closed; end it with the quotes that it starts with; three of them hold several lines",
        ],
    );
    toml(
        "a = \"\u{1}\"\n",
        &["error CF0101 at `\u{1}`: a control character stands in a string; write it as `\\uNNNN` in double quotes"],
    );
    toml("a = 1__0\n", &["error CF0101 at `_`: `_` may only go between digits"]);
    toml("[a] b = 1\n", &["error CF0101 at `b`: expected a new line before `b`"]);
    toml("[[a]\n", &["error CF0101 at `[`: a bracket is not closed"]);
    toml("[locals]\na = 1 # \u{1}\n", &["error CF0101 at `\u{1}`: invalid comment character"]);
}

#[test]
fn what_is_open_in_yaml_is_named() {
    let string =
        |at: &str| format!("error CF0101 at `{at}`: a string is not closed; end it with the quote that it starts with");
    let bracket = |at: &str| format!("error CF0101 at `{at}`: a bracket is not closed");
    let indented = |at: &str| {
        format!(
            "error CF0101 at `{at}`: the indentation of `{at}` fits nothing above it; what belongs together starts in the same column"
        )
    };
    for (text, expected) in [
        ("locals:\n  a: \"unterminated\n  b: 2\n", string("\"unterminated")),
        ("locals:\n  a: 'it''s\nb: 2\n", string("'it''s")),
        ("locals:\n  a: [\"unterminated\n  b: 2\n", string("\"unterminated")),
        ("locals:\n  a: [1, 2\n  b: 2\n", bracket("[")),
        ("locals:\n  a: [1, 2\nb: 2\n", bracket("[")),
        ("locals:\n  a: {c: 1\n  b: 2\n", bracket("{")),
        ("locals:\n a: 1\n  b: 2\n", indented("b")),
        ("locals:\n  a: x y\n    b: 2\n", indented("b")),
        ("locals:\n  a: 1\n b: 2\n", indented("b")),
    ] {
        yaml(text, &[&expected]);
    }
    let deep = "error CF0101 at `[`: the nesting is too deep; connfn reads values of at most 64 levels";
    for levels in [65, 300, 100_000] {
        yaml(&format!("locals:\n  a: {}{}\n", "[".repeat(levels), "]".repeat(levels)), &[deep]);
    }
    yaml(&format!("locals:\n  a: {}\n", "[".repeat(300)), &[deep]);
}
