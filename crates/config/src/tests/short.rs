//! The short form.

use super::{check_files, desired};
use alloc::{format, string::ToString};

pub(super) const YAML: &str = r#"
tags: { Owner: me }
stores:
  allowed:
  other: { name: other-devices, comment: "for ${aws_cloudfront_key_value_store.allowed.name}" }
functions:
  gate:
    code: { file: gate.js }
    publish: true
    stores: [allowed]
    tags: { Team: web }
  log:
    name: "log-${local.stage}"
    code: |
      console.log(`${connection.id}`);
    runtime: cloudfront-js-1.0
    comment: logs
    lifecycle: { prevent_destroy: true }
locals: { stage: test }
"#;

const LONG: &str = r#"
provider "aws" {
  default_tags {
    tags = { Owner = "me" }
  }
}
resource "aws_cloudfront_key_value_store" "allowed" {
  name = "allowed"
}
resource "aws_cloudfront_key_value_store" "other" {
  name    = "other-devices"
  comment = "for allowed"
}
resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gate.js")
  publish                  = true
  tags                     = { Team = "web" }
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.allowed.arn
    }
  }
}
resource "aws_cloudfront_connection_function" "log" {
  name                     = "log-test"
  connection_function_code = "console.log(`$${connection.id}`);\n"
  connection_function_config {
    runtime = "cloudfront-js-1.0"
    comment = "logs"
  }
  lifecycle {
    prevent_destroy = true
  }
}
"#;

fn state(name: &str, text: &str) -> serde_json::Value {
    super::state(&super::reading(&[("gate.js", "the code"), (name, text)]))
}

#[test]
fn it_says_what_the_long_form_says() {
    let long = state("main.tf", LONG);
    assert_eq!(state("connfn.yaml", YAML), long);
    assert_eq!(long["functions"].as_object().unwrap().len(), 2);
    let toml = r#"
tags.Owner = "me"
locals.stage = "test"

[stores.allowed]

[stores.other]
name = "other-devices"
comment = "for ${aws_cloudfront_key_value_store.allowed.name}"

[functions.gate]
code.file = "gate.js"
publish = true
stores = ["allowed"]
tags = { Team = "web" }

[functions.log]
name = "log-${local.stage}"
code = """
console.log(`${connection.id}`);
"""
runtime = "cloudfront-js-1.0"
comment = "logs"
lifecycle.prevent_destroy = true
"#;
    assert_eq!(state("connfn.toml", toml), long);
    let json = r#"{
  "//": "a comment",
  "tags": { "Owner": "me" },
  "locals": { "stage": "test" },
  "stores": {
    "//": "a comment",
    "allowed": {},
    "other": { "name": "other-devices", "comment": "for ${aws_cloudfront_key_value_store.allowed.name}" }
  },
  "functions": {
    "gate": {
      "//": "a comment", "code": { "file": "gate.js" }, "publish": true, "stores": ["allowed"], "tags": { "Team": "web" }
    }
  },
  "resource": {
    "aws_cloudfront_connection_function": {
      "log": {
        "name": "log-${local.stage}",
        "connection_function_code": "console.log(`$${connection.id}`);\n",
        "connection_function_config": { "runtime": "cloudfront-js-1.0", "comment": "logs" },
        "lifecycle": { "prevent_destroy": true }
      }
    }
  }
}"#;
    assert_eq!(state("connfn.json", json), long);
}

#[test]
fn instances_and_references() {
    let text = "functions:\n  gate:\n    for_each: { eu: 1, us: 2 }\n    name: gate-${each.key}\n    code: { file: \"${each.key}.js\" }\n    comment: ${each.value}\n    stores: ${aws_cloudfront_key_value_store.s[each.key].arn}\nstores:\n  s: { for_each: \"${toset([\\\"eu\\\", \\\"us\\\"])}\", name: \"s-${each.key}\" }\n";
    let found = desired(&[("connfn.yaml", text), ("eu.js", "eu"), ("us.js", "us")]);
    assert_eq!(found["functions"]["aws_cloudfront_connection_function.gate[\"us\"]"]["code"], "us");
    assert_eq!(found["functions"].as_object().unwrap().len(), 2);
    assert_eq!(found["stores"].as_object().unwrap().len(), 2);
}

#[track_caller]
fn yaml(text: &str, expected: &[&str]) {
    check_files(&[("connfn.yaml", text)], expected);
}

#[test]
fn mistakes() {
    yaml("functions: 1\n", &["error CF0203 at `1`: `functions` is a map of labels"]);
    yaml("functions:\n  gate: 1\n", &["error CF0203 at `1`: `gate` is a map"]);
    yaml(
        "functions:\n  gate: {}\n",
        &[
            "error CF0202 at `gate`: the function `gate` lacks its `code`; write `code: { file: PATH }`, or the code itself",
        ],
    );
    yaml(
        "functions:\n  gate:\n",
        &[
            "error CF0202 at `gate`: the function `gate` lacks its `code`; write `code: { file: PATH }`, or the code itself",
        ],
    );
    yaml(
        "functions:\n  gate: { code: 1 }\n",
        &[
            "error CF0203 at `1`: `code` is neither a text nor the name of a file; write `code: { file: PATH }`, or the code itself",
        ],
    );
    yaml(
        "functions:\n  gate: { code: { fil: gate.js } }\n",
        &["error CF0201 at `fil`: `code` has no member `fil`; write `code: { file: PATH }`"],
    );
    yaml(
        "functions:\n  gate: { code: {} }\n",
        &["error CF0202 at `code`: `code` lacks its `file`; write `code: { file: PATH }`"],
    );
    yaml("functions:\n  gate: { code: { file: [] } }\n", &["error CF0203 at `[]`: `file` is the path of a file"]);
    yaml("functions:\n  gate: { code: \"\" }\n", &["error CF0301 at `\"\"`: the function's code is empty"]);
    yaml(
        "functions:\n  gate: { code: x, runtim: y }\n",
        &["error CF0201 at `runtim`: a function in the short form has no member `runtim`; did you mean `runtime`?"],
    );
    yaml(
        "functions:\n  gate: { code: x, runtime: y }\n",
        &["error CF0205 at `y`: there is no runtime `y`; valid are `cloudfront-js-1.0`, `cloudfront-js-2.0`"],
    );
    yaml(
        "functions:\n  gate: { code: x, publish: maybe }\n",
        &["error CF0203 at `maybe`: `publish` is a bool, but this is a string; write `true` or `false`"],
    );
    yaml(
        "functions:\n  gate: { code: x, stores: 1 }\n",
        &[
            "error CF0203 at `1`: `stores` is a list of labels; write `stores: [LABEL]`, with a label that stands below `stores`",
        ],
    );
    yaml(
        "functions:\n  gate: { code: x, stores: [a, b] }\n",
        &["error CF0207 at `b`: a function is associated with at most 1 key value store (the first one `a`)"],
    );
    yaml(
        "functions:\n  gate: { code: x, stores: [1] }\n",
        &["error CF0203 at `1`: a store is named by its label, or by its ARN"],
    );
    yaml(
        "functions:\n  gate: { code: x, stores: [\"not a label\"] }\n",
        &[
            "error CF0206 at `\"not a label\"`: `not a label` is not the ARN of a key value store; it has the form `arn:aws:cloudfront::123456789012:key-value-store/ID`, whose ID is 36 hexadecimal digits and hyphens, or is a reference to a store's `arn`",
        ],
    );
    yaml(
        "functions:\n  gate: { code: x, stores: [alowed] }\nstores: { allowed: }\n",
        &[
            "error CF0103 at `alowed`: the key value store `aws_cloudfront_key_value_store.alowed` is not declared; did you mean `allowed`?",
        ],
    );
    yaml(
        "functions:\n  gate: { code: { file: \"${local.b}.js\" } }\n",
        &["error CF0103 at `\"${local.b}.js\"`: the local value `b` is not declared"],
    );
    yaml("functions:\n  gate: { code: { file: \"${\" } }\n", &["error CF0101 at `\"${\"`: did not expect `$`"]);
    yaml(
        "functions:\n  gate gate: { code: x }\n",
        &[
            "error CF0218 at `gate gate`: the name `gate gate` holds a space; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first",
        ],
    );
    yaml(
        "functions:\n  gate_é!: { code: x }\n",
        &[
            "error CF0218 at `gate_é!`: the name `gate_é!` holds `!`; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first",
        ],
    );
    yaml(
        "stores: { a: { coment: x } }\n",
        &[
            "error CF0201 at `coment`: a key value store in the short form has no member `coment`; did you mean `comment`?",
        ],
    );
    yaml("stores: { a: { comment: [] } }\n", &["error CF0203 at `[]`: `comment` is a string, but this is a list"]);
    yaml("function: {}\n", &["error CF0107 at `function`: there is no block `function`; did you mean `functions`?"]);
    yaml(
        "tags: { a: b }\nprovider: { aws: {} }\n",
        &[
            "error CF0207 at `tags`: `tags` stands beside the provider `aws`, whose tags they would be; write them into its `default_tags` (the provider `aws`)",
        ],
    );
    yaml(
        "tags: 1\nfunctions: { gate: { code: x } }\n",
        &["error CF0203 at `1`: `tags` is a map of strings, but this is a number"],
    );
    yaml(
        "stores: { a: }\nresource: { aws_cloudfront_key_value_store: { a: { name: b } } }\n",
        &[
            "error CF0208 at `a`: `aws_cloudfront_key_value_store.a` is declared twice; give one of them another label (the first one `a`)",
        ],
    );
    check_files(
        &[("main.tf.json", "{\"functions\": {}}")],
        &[
            "error CF0107 at `functions`: there is no block `functions`; there are `action`, `check`, `data`, `ephemeral`, `import`, `locals`, `module`, `moved`, `output`, `provider`, `removed`, `resource`, `terraform`, `variable`",
        ],
    );
}

#[test]
fn one_mistake_is_told_once() {
    yaml(
        "functions: { g: { cod: { file: gate.js } } }\n",
        &["error CF0201 at `cod`: a function in the short form has no member `cod`; did you mean `code`?"],
    );
}

#[test]
fn changes_are_ignored_by_short_names() {
    let ignored = |names: &str| {
        let text = format!("functions: {{ g: {{ code: x, lifecycle: {{ ignore_changes: {names} }} }} }}\n");
        desired(&[("connfn.yaml", &text)])["functions"]["aws_cloudfront_connection_function.g"]["ignore_changes"]
            .clone()
    };
    let long = "[connection_function_code, 'connection_function_config[0].comment', 'connection_function_config[0].runtime', 'connection_function_config[0].key_value_store_association']";
    let found = ignored("[code, comment, runtime, stores]");
    assert!(found.to_string().contains("comment"), "{found}");
    assert_eq!(found, ignored(long));
    assert_eq!(ignored("[publish, 'tags[\"a\"]', name]"), ignored("[name, publish, 'tags[\"a\"]']"));
}

#[test]
fn instances_of_a_store() {
    yaml(
        "functions: { g: { code: x, stores: [j] } }\nstores: { j: { for_each: { a: 1, b: 2 }, name: \"${each.key}\" } }\n",
        &[
            "error CF0103 at `j`: the key value store `j` has instances; name one of them: `j[\"KEY\"]`, in quotes (its `for_each` `for_each`)",
        ],
    );
    yaml(
        "functions: { g: { code: x, stores: k } }\nstores: { k: { count: 2, name: \"k-${count.index}\" } }\n",
        &[
            "error CF0103 at `k`: the key value store `k` has instances; name one of them: `k[0]`, in quotes (its `count` `count`)",
        ],
    );
    let stores =
        "stores:\n  j: { for_each: { a: 1 }, name: \"${each.key}\" }\n  k: { count: 2, name: \"k-${count.index}\" }\n";
    for name in ["k[0]", "k[1]", "j[\"a\"]"] {
        let text = format!("functions: {{ g: {{ code: x, stores: ['{name}'] }} }}\n{stores}");
        let found = desired(&[("connfn.yaml", &text)]).to_string().replace("\\\"", "\"");
        assert!(found.contains(&format!("aws_cloudfront_key_value_store.{name}")), "{found}");
    }
    check_files(
        &[(
            "main.tf",
            "resource \"aws_cloudfront_key_value_store\" \"j\" {\n  for_each = { a = 1, b = 2 }\n  name     = each.key\n}\nlocals {\n  x = aws_cloudfront_key_value_store.j.arn\n}\nresource \"aws_cloudfront_key_value_store\" \"k\" {\n  name    = \"k\"\n  comment = local.x\n}\n",
        )],
        &["error CF0103 at `arn`: there is no attribute `arn`; each of its items has one: write `[\"a\"].arn`"],
    );
}
