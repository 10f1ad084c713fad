//! What a configuration says of the checks of function code.

use super::{check, check_files, line, reading, sources};
use crate::{Format, Reading, convert, read};
use alloc::{format, string::String, vec::Vec};
use connfn_core::checks::FeatureState;

const FUNCTION: &str = r#"
resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "1"
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
"#;

fn told(reading: &Reading) -> (Option<bool>, Vec<(&str, FeatureState)>) {
    let features = reading.checks.runtime_features.iter().map(|(id, state)| (id.as_str(), *state));
    (reading.checks.optional_mtls, features.collect())
}

#[test]
fn every_format_says_it() {
    let json = r#"{ "optional_mtls": true, "runtime_features": { "for_of": "works", "at": "unreliable" } }"#;
    let local = format!(r#"{{ "locals": {{ "connfn_checks": {json} }} }}"#);
    let short = format!(r#"{{ "checks": {json} }}"#);
    let toml = "[checks]\noptional_mtls = true\n[checks.runtime_features]\nfor_of = \"works\"\nat = \"unreliable\"\n";
    let hcl = r#"locals {
  connfn_checks = { optional_mtls = true, runtime_features = { for_of = "works", at = "unreliable" } }
}"#;
    for (name, text) in [
        ("main.tf", hcl),
        ("main.tf.json", &local),
        ("connfn.json", &local),
        ("connfn.json", &short),
        ("connfn.yaml", "checks:\n  optional_mtls: true\n  runtime_features: { for_of: works, at: unreliable }\n"),
        ("connfn.toml", toml),
    ] {
        check_files(&[(name, text)], &[]);
        let reading = reading(&[(name, text)]);
        let expected = [("at", FeatureState::Unreliable), ("for_of", FeatureState::Works)];
        assert_eq!(told(&reading), (Some(true), expected.into()), "{name}");
        let place = &reading.feature_places["at"];
        let covered = text.get(place.span.start.byte as usize..place.span.end.byte as usize).unwrap();
        assert_eq!((place.file.as_str(), covered.trim_matches('"')), (name, "at"));
    }
}

#[test]
fn it_is_worked_out_as_any_local_value() {
    let text = r#"
variable "optional" { default = true }
locals {
  tested        = { for id in ["for_of", "at"] : id => "works" }
  connfn_checks = { optional_mtls = var.optional, runtime_features = merge(local.tested, { at = "missing" }) }
}
"#;
    check(text, &[]);
    let reading = reading(&[("main.tf", text)]);
    assert_eq!(told(&reading), (Some(true), [("at", FeatureState::Missing), ("for_of", FeatureState::Works)].into()));
}

#[test]
fn nothing_is_said_unless_it_is_given() {
    for text in ["locals {}", "locals { connfn_checks = null }", "locals { connfn_checks = { optional_mtls = null } }"]
    {
        check(text, &[]);
        assert!(reading(&[("main.tf", text)]).checks.is_empty());
    }
    check_files(&[("connfn.yaml", "checks:\n")], &[]);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    check(
        r#"locals {
  connfn_checks = {
    optional_mtls    = "perhaps"
    optinal_mtls     = true
    runtime_features = { for_of = "work", at = true, class = "new", spread = "works" }
  }
}"#,
        &[
            "error CF0352 at `\"perhaps\"`: `optional_mtls` is a bool, but this is a string; write `true` or `false`",
            "error CF0352 at `optinal_mtls`: the checks have no setting `optinal_mtls`; did you mean `optional_mtls`?",
            "error CF0352 at `\"work\"`: `work` is no state of a feature; did you mean `works`?",
            "error CF0352 at `true`: the state of a feature is a string, but this is a bool; write one such as `\"works\"`",
            "error CF0352 at `\"new\"`: `new` is no state of a feature; there are `works`, `undocumented`, `unreliable`, `missing`",
        ],
    );
    check(
        "locals { connfn_checks = [] }",
        &[
            "error CF0352 at `[]`: what is said of the checks is an object, but this is a list; write `{ NAME = VALUE }`",
        ],
    );
    check_files(
        &[("connfn.yaml", "checks:\n  runtime_features: works\n")],
        &["error CF0352 at `works`: `runtime_features` is an object, but this is a string; write `{ NAME = VALUE }`"],
    );
}

#[test]
fn what_is_known_only_after_apply_cannot_be_said() {
    let text = format!(
        "{FUNCTION}locals {{ connfn_checks = {{ runtime_features = {{ at = aws_cloudfront_connection_function.gate.id }} }} }}"
    );
    let reading = reading(&[("main.tf", &text)]);
    let told: Vec<String> = reading.diagnostics.iter().map(|found| line(&[("main.tf", &text)], found)).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("error CF0217 at `aws_cloudfront_connection_function.gate.id`"), "{told:?}");
}

#[test]
fn the_outermost_folder_speaks_for_all_modules() {
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let inner = format!("{FUNCTION}locals {{ connfn_checks = {{ optional_mtls = true }} }}\n");
    let files = [("main.tf", call), ("m/main.tf", inner.as_str())];
    let mut sources = sources(&files);
    sources.listings.insert("m/".into(), ["main.tf".into()].into());
    let reading = read(&sources);
    assert_eq!(reading.checks.optional_mtls, None);
    let told: Vec<String> = reading.diagnostics.iter().map(|found| line(&files, found)).collect();
    assert_eq!(
        told,
        [
            "warning CF0108 at `connfn_checks`: `connfn_checks` of a module that is called is not honoured; declare it in the \
          outermost folder, whose checks are those of every module"
        ]
    );
}

#[test]
fn a_check_of_terraform_is_none_of_them() {
    check_files(
        &[(
            "connfn.json",
            r#"{ "checks": {}, "check": { "right": { "assert": { "condition": "${true}", "error_message": "never" } } } }"#,
        )],
        &[],
    );
}

#[test]
fn converting_keeps_it() {
    let yaml = "checks:\n  optional_mtls: true\n  runtime_features: { for_of: works }\n";
    for format in Format::ALL {
        let converted = convert(&sources(&[("connfn.yaml", yaml)]), format).text.unwrap();
        let files = [(format.file_name(), converted.as_str())];
        check_files(&files, &[]);
        assert_eq!(told(&reading(&files)), (Some(true), [("for_of", FeatureState::Works)].into()), "{converted}");
        let back = convert(&sources(&files), Format::Yaml).text.unwrap();
        assert_eq!(told(&reading(&[("connfn.yaml", back.as_str())])).0, Some(true), "{back}");
    }
}
