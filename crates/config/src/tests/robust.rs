//! Whatever is read, nothing panics.

use super::{
    formats::{TOML, YAML},
    sources,
};
use crate::{Reading, read};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::diagnostic::Diagnostic;
use proptest::prelude::*;

const HCL: &str = include_str!("robust/every.tf");
const JSON: &str = include_str!("robust/every.tf.json");

const EVERY: [(&str, &str); 4] =
    [("main.tf", HCL), ("main.tf.json", JSON), ("connfn.yaml", YAML), ("connfn.toml", TOML)];

/// Reads a document in each syntax, and asserts that every place is within it.
fn survives(name: &str, text: &str) -> Reading {
    let reading = read(&sources(&[(name, text), ("fn.js", "code")]));
    for diagnostic in &reading.diagnostics {
        for at in diagnostic.location.iter().chain(diagnostic.related.iter().map(|related| &related.location)) {
            let (start, end) = (at.span.start.byte as usize, at.span.end.byte as usize);
            assert!(text.get(start..end).is_some(), "{diagnostic:?} in {text:?}");
        }
    }
    reading
}

#[test]
fn whole() {
    for (name, text) in EVERY {
        let errors: Vec<_> = survives(name, text).diagnostics.into_iter().filter(Diagnostic::is_error).collect();
        assert_eq!(errors, [], "{name}");
    }
}

#[test]
fn cut_anywhere() {
    for (name, text) in EVERY {
        for (at, _) in text.char_indices() {
            survives(name, text.get(..at).unwrap());
            survives(name, text.get(at..).unwrap());
        }
    }
}

#[test]
fn deep() {
    let many = 10_000;
    for text in [
        format!("a = {}", "[".repeat(many)),
        format!("a = {}1{}", "[".repeat(many), "]".repeat(many)),
        format!("a = {}", "(".repeat(many)),
        format!("a = {}", "{a=".repeat(many)),
        format!("a = {}", "\"${".repeat(many)),
        format!("a = {}", "!".repeat(many)),
        format!("a = {}1", "- ".repeat(many)),
        format!("a = {}1", "1 + ".repeat(many)),
        format!("a = {}1", "f(".repeat(many)),
        format!("a = {}", "x ? y : ".repeat(many)),
        format!("a = {}", "[for x in ".repeat(many)),
        format!("a = \"{}\"", "%{ if x }".repeat(many)),
        format!("a = x{}", "[x".repeat(many)),
        "b {\n".repeat(many),
        format!("a = x{}", ".a".repeat(many)),
        format!("a = x{}", "[*]".repeat(many)),
    ] {
        survives("main.tf", &text);
        let mut local = String::from("locals {\n");
        local.push_str(&text);
        local.push_str("\n}\nresource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = local.a\n}\n");
        survives("main.tf", &local);
    }
    for text in ["[".repeat(many), "{\"a\":".repeat(many), format!("{{\"locals\":{{\"a\":{}}}}}", "[".repeat(many))] {
        survives("main.tf.json", &text);
    }
    // Values that double, deepen or multiply from name to name.
    for step in
        ["[local.a{}, local.a{}]", "[local.a{}]", "\"${local.a{}}${local.a{}}\"", "{ a = local.a{}, b = local.a{} }"]
    {
        let mut chain = String::from("locals {\n  a0 = [\"x\"]\n");
        if step.starts_with('"') {
            chain = chain.replace("[\"x\"]", "\"x\"");
        }
        for at in 1..100 {
            chain.push_str(&format!("  a{at} = {}\n", step.replace("{}", &format!("{}", at - 1))));
        }
        chain.push_str("}\nresource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = jsonencode(local.a99)\n}\n");
        assert!(survives("main.tf", &chain).diagnostics.iter().any(Diagnostic::is_error));
    }
    let mut loops = String::from("1");
    for name in "abcdefgh".chars() {
        loops = format!("[for {name} in local.many : {loops}]");
    }
    let splats = format!("[[[]]]{}", "[*]".repeat(many));
    for value in [loops, splats, "replace(replace(local.text, \"x\", local.text), \"x\", local.text)".to_owned()] {
        let text = format!(
            "locals {{\n  many = [{}]\n  text = \"{}\"\n}}\nresource \"aws_cloudfront_key_value_store\" \"a\" {{\n  name = jsonencode({value})\n}}\n",
            "1, ".repeat(100),
            "x".repeat(10_000),
        );
        assert!(survives("main.tf", &text).diagnostics.iter().any(Diagnostic::is_error));
    }
    // A chain of names is as long as its author likes.
    let mut chain = String::from("locals {\n  a0 = \"x\"\n");
    for at in 1..many {
        chain.push_str(&format!("  a{at} = local.a{}\n", at - 1));
    }
    chain.push_str(&format!(
        "}}\nresource \"aws_cloudfront_key_value_store\" \"a\" {{\n  name = local.a{}\n}}\n",
        many - 1
    ));
    assert_eq!(survives("main.tf", &chain).diagnostics, []);
}

proptest! {
    #[test]
    fn corrupted(at in 0..HCL.len(), length in 0..40_usize, with in "[\\PC\n\r]{0,4}", which in 0..4_usize) {
        let (name, text) = EVERY[which];
        let start = text.floor_char_boundary(at);
        let end = text.floor_char_boundary(at + length).max(start);
        survives(name, &format!("{}{with}{}", text.get(..start).unwrap(), text.get(end..).unwrap()));
    }

    #[test]
    fn anything(text in "[a-z\"${}%\\[\\]()=<\\-EOT\n\r\t .*/#:?,\\\\0-9é]{0,60}", which in 0..4_usize) {
        survives(EVERY[which].0, &text);
    }
}
