//! Templates in files: what goes wrong in one is told where it stands, and one is parsed once.

use super::{check_files, desired, sources};
use crate::read;
use alloc::format;

fn store(comment: &str) -> alloc::string::String {
    format!("resource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name = \"s\"\n  comment = {comment}\n}}\n")
}

#[test]
fn places_are_those_of_the_template() {
    let main = store(r#"templatefile("a.tmpl", { name = "x" })"#);
    for (template, said) in [
        ("a\n${nme}\n", "error CF0106 at `nme`: the template is not given `nme`; did you mean `name`?"),
        ("${var.name}", "error CF0106 at `var`: the template is not given `var`; given are `name`"),
        ("${upper([])}", "error CF0106 at `[]`: `upper`: expected a string, but this is a list"),
        ("%{ if name }x%{ endif }", "error CF0203 at `name`: a condition is a bool, but this is a string"),
        (
            r#"${templatefile("a.tmpl", {})}"#,
            r#"error CF0106 at `templatefile("a.tmpl", {})`: `templatefile` cannot be called from within a template"#,
        ),
    ] {
        check_files(&[("main.tf", &main), ("a.tmpl", template)], &[said]);
    }
}

#[test]
fn one_is_parsed_once_however_often_it_is_called() {
    let template = format!("{}${{name}}", "%{ if true }some text%{ endif }\n".repeat(300));
    let main = store(r#"tostring(length([for x in range(500) : templatefile("a.tmpl", { name = x })]))"#);
    let state = desired(&[("main.tf", &main), ("a.tmpl", &template)]);
    assert_eq!(state["stores"]["aws_cloudfront_key_value_store.s"]["comment"], "500");
}

#[test]
fn folders_are_asked_for_until_they_are_listed() {
    let main = store(r#"join(",", fileset("t", "**/*.js"))"#);
    let mut sources = sources(&[("main.tf", &main)]);
    assert_eq!(read(&sources).needs, ["t/"]);
    sources.listings.insert("t/".into(), ["a.js".into(), "b.txt".into(), "d/".into()].into());
    assert_eq!(read(&sources).needs, ["t/d/"]);
    sources.listings.insert("t/d/".into(), ["c.js".into()].into());
    let reading = read(&sources);
    assert_eq!((reading.needs.len(), reading.diagnostics.len()), (0, 0));
    assert_eq!(super::state(&reading)["stores"]["aws_cloudfront_key_value_store.s"]["comment"], "a.js,d/c.js");
}
