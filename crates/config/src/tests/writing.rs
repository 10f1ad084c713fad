//! What is written reads back as what was there.

use super::{desired, sources, state};
use crate::{ImportedFunction, ImportedStore, label, read, write_function, write_store};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::ordered::Map;
use connfn_core::{
    address::Address,
    observed::{ObservedFunction, ObservedStage},
};
use proptest::prelude::*;
use serde_json::json;

const ARN: &str = "arn:aws:cloudfront::123456789012:key-value-store/85e8a1b2-0000-4c3d-9f00-1234567890ab";

fn function(comment: &str, stores: &[&str], live: bool) -> ObservedFunction {
    let stage = ObservedStage {
        comment: comment.to_owned(),
        runtime: "cloudfront-js-2.0".to_owned(),
        store_arns: stores.iter().map(|arn| (*arn).to_owned()).collect(),
        content: None,
    };
    ObservedFunction {
        name: "gate".to_owned(),
        arn: "arn".to_owned(),
        status: "UNASSOCIATED".to_owned(),
        tags: Map::new(),
        live: live.then(|| stage.clone()),
        development: stage,
        distributions: None,
    }
}

#[test]
fn as_terraform_formats_it() {
    let tags = Map::from([("Team", "web"), ("cost center", "${x}")])
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let written = write_function(&ImportedFunction {
        label: "gate",
        id: "E1PA6795UKMFR9",
        function: &function("it says \"no\"", &[ARN], true),
        tags: &tags,
        code_file: "gate.js",
        store: None,
    });
    assert_eq!(
        written,
        r#"import {
  to = aws_cloudfront_connection_function.gate
  id = "E1PA6795UKMFR9"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "it says \"no\""

    key_value_store_association {
      key_value_store_arn = "arn:aws:cloudfront::123456789012:key-value-store/85e8a1b2-0000-4c3d-9f00-1234567890ab"
    }
  }

  tags = {
    Team          = "web"
    "cost center" = "$${x}"
  }
}
"#
    );
}

#[test]
fn with_its_store() {
    let store = Address::parse("aws_cloudfront_key_value_store._1-list").unwrap();
    let mut written = write_store(&ImportedStore { label: &label("1-list"), name: "1-list", comment: "" });
    written.push('\n');
    written.push_str(&write_function(&ImportedFunction {
        label: "gate",
        id: "E1",
        function: &function("c", &[ARN], false),
        tags: &Map::new(),
        code_file: "code/gate.js",
        store: Some(&store),
    }));
    let found = desired(&[("code/gate.js", "code"), ("main.tf", &written)]);
    assert_eq!(
        found,
        json!({
            "functions": {
                "aws_cloudfront_connection_function.gate": {
                    "name": "gate",
                    "code": "code",
                    "comment": "c",
                    "runtime": "cloudfront-js-2.0",
                    "store_arn": { "template": [{ "address": "aws_cloudfront_key_value_store._1-list", "attribute": "arn" }] },
                    "publish": false,
                    "tags": {},
                    "tags_all": {},
                },
            },
            "stores": { "aws_cloudfront_key_value_store._1-list": { "name": "1-list", "comment": "" } },
            "imports": {
                "aws_cloudfront_connection_function.gate": { "id": "E1" },
                "aws_cloudfront_key_value_store._1-list": { "id": "1-list" },
            },
        })
    );
}

proptest! {
    #[test]
    fn reads_back(
        comment in r#"(\$|%|\{|\}|"|\\|~|a|é|\n|\r|\t|[\x00-\x1f]|\PC){0,20}"#,
        keys in proptest::collection::vec("(for|null|true|[a-zA-Z0-9 _.:/=+@-]{1,6})", 0..4),
        value in "[a-zA-Z0-9 _.:/=+@-]{0,6}",
        path in r#"[a-z${%" \\]{1,8}"#,
        name in "[a-zA-Z0-9_-]{1,8}",
    ) {
        let file = format!("d/{path}.js");
        let tags: Map<String, String> = keys.into_iter().map(|key| (format!("k{key}"), value.clone())).collect();
        let written = write_function(&ImportedFunction {
            label: &label(&name),
            id: "E1",
            function: &function(&comment, &[], false),
            tags: &tags,
            code_file: &file,
            store: None,
        });
        let reading = read(&sources(&[(&file, "code"), ("main.tf", &written)]));
        let errors: Vec<_> = reading.diagnostics.iter().filter(|d| d.is_error()).collect();
        prop_assert!(errors.is_empty(), "{written}\n{errors:?}");
        let found = state(&reading);
        let function = &found["functions"][format!("aws_cloudfront_connection_function.{}", label(&name))];
        prop_assert_eq!(&function["comment"], &json!(comment));
        prop_assert_eq!(&function["tags"], &json!(tags));
        prop_assert_eq!(&function["code"], &json!("code"));
    }
}

#[test]
fn labels() {
    for (name, expected) in [("gate", "gate"), ("1st", "_1st"), ("-x", "_-x"), ("", "_")] {
        assert_eq!(label(name), expected);
    }
}
