//! Tags through the command, after the acceptance tests of Terraform's provider: the same configurations, the same tags on the
//! function, and then nothing left to plan.

use crate::support::{ADDRESS, Folder};
use serde_json::{Value, json};

/// A configuration and the tags that its function then has.
struct Step {
    provider: &'static str,
    tags: &'static str,
    expected: Value,
}

fn step(provider: &'static str, tags: &'static str, expected: Value) -> Step {
    Step { provider, tags, expected }
}

/// With default tags.
fn defaults(default: &'static str, tags: &'static str, expected: Value) -> Step {
    step(default, tags, expected)
}

fn configuration(step: &Step, default: bool) -> String {
    let provider = match (step.provider, default) {
        ("", _) => String::new(),
        (tags, true) => format!("provider \"aws\" {{\n  default_tags {{\n    tags = {tags}\n  }}\n}}\n"),
        (body, false) => format!("provider \"aws\" {{\n{body}\n}}\n"),
    };
    let tags = if step.tags.is_empty() { String::new() } else { format!("  tags = {}\n", step.tags) };
    format!(
        r#"{provider}
resource "aws_cloudfront_connection_function" "example" {{
  name                     = "example"
  connection_function_code = "function connectionHandler(connection) {{ connection.allow(); }}"
{tags}
  connection_function_config {{
    runtime = "cloudfront-js-2.0"
    comment = "Tags"
  }}
}}

resource "aws_cloudfront_key_value_store" "example" {{
  name = "example"
}}
"#
    )
}

/// Applies each in turn; a plan right after finds nothing to do.
#[track_caller]
fn follow(steps: &[Step], default: bool) {
    let folder = Folder::new();
    for (number, step) in steps.iter().enumerate() {
        folder.write("main.tf", configuration(step, default));
        let applied = folder.emulated("apply --auto-approve --format json").ok().json();
        let resources = applied["resources"].as_array().unwrap();
        let function = resources.iter().find(|resource| resource["address"] == ADDRESS).unwrap();
        let mut expected = step.expected.clone();
        for (_, value) in expected.as_object_mut().unwrap() {
            if value == "ARN" {
                let store = resources.iter().find(|resource| resource["address"] != ADDRESS).unwrap();
                *value = store["attributes"]["arn"].clone();
            }
        }
        assert_eq!(function["attributes"]["tags_all"], expected, "step {number}");
        folder.emulated("plan --detailed-exitcode").code(0).out_has("No changes.");
    }
}

#[test]
fn tags() {
    follow(
        &[
            step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
            step(
                "",
                r#"{ key1 = "value1updated", key2 = "value2" }"#,
                json!({ "key1": "value1updated", "key2": "value2" }),
            ),
            step("", r#"{ key2 = "value2" }"#, json!({ "key2": "value2" })),
            step("", "", json!({})),
        ],
        false,
    );
}

#[test]
fn null() {
    follow(&[step("", "{ key1 = null }", json!({ "key1": "" })), step("", "", json!({}))], false);
}

#[test]
fn empty_map() {
    follow(&[step("", "{}", json!({})), step("", "", json!({}))], false);
}

#[test]
fn add_on_update() {
    follow(&[step("", "", json!({})), step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" }))], false);
}

#[test]
fn empty_tag_on_create() {
    follow(&[step("", r#"{ key1 = "" }"#, json!({ "key1": "" })), step("", "", json!({}))], false);
}

#[test]
fn empty_tag_on_update_add() {
    follow(
        &[
            step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
            step("", r#"{ key1 = "value1", key2 = "" }"#, json!({ "key1": "value1", "key2": "" })),
            step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
        ],
        false,
    );
}

#[test]
fn empty_tag_on_update_replace() {
    follow(
        &[
            step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
            step("", r#"{ key1 = "" }"#, json!({ "key1": "" })),
        ],
        false,
    );
}

#[test]
fn default_tags_provider_only() {
    follow(
        &[
            defaults(r#"{ key1 = "value1" }"#, "", json!({ "key1": "value1" })),
            defaults(r#"{ key1 = "value1", key2 = "value2" }"#, "", json!({ "key1": "value1", "key2": "value2" })),
            defaults(r#"{ key2 = "value2" }"#, "", json!({ "key2": "value2" })),
            defaults("", "", json!({})),
        ],
        true,
    );
}

#[test]
fn default_tags_non_overlapping() {
    follow(
        &[
            defaults(r#"{ p = "1" }"#, r#"{ r = "1" }"#, json!({ "p": "1", "r": "1" })),
            defaults(r#"{ p = "2" }"#, r#"{ r = "2", s = "2" }"#, json!({ "p": "2", "r": "2", "s": "2" })),
            defaults("", "", json!({})),
        ],
        true,
    );
}

#[test]
fn default_tags_overlapping() {
    follow(
        &[
            defaults(r#"{ o = "p" }"#, r#"{ o = "r" }"#, json!({ "o": "r" })),
            defaults(r#"{ o = "p", q = "p" }"#, r#"{ o = "r", q = "r" }"#, json!({ "o": "r", "q": "r" })),
            defaults(r#"{ o = "p" }"#, r#"{ o = "r2" }"#, json!({ "o": "r2" })),
        ],
        true,
    );
}

#[test]
fn default_tags_update_to_provider_only() {
    follow(
        &[
            defaults("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
            defaults(r#"{ key1 = "value1" }"#, "", json!({ "key1": "value1" })),
        ],
        true,
    );
}

#[test]
fn default_tags_update_to_resource_only() {
    follow(
        &[
            defaults(r#"{ key1 = "value1" }"#, "", json!({ "key1": "value1" })),
            defaults("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
        ],
        true,
    );
}

#[test]
fn default_tags_empty_resource_tag() {
    follow(&[defaults(r#"{ key1 = "value1" }"#, r#"{ key1 = "" }"#, json!({ "key1": "" }))], true);
}

#[test]
fn default_tags_empty_provider_only_tag() {
    follow(&[defaults(r#"{ key1 = "" }"#, "", json!({ "key1": "" }))], true);
}

#[test]
fn default_tags_null_overlapping_resource_tag() {
    follow(&[defaults(r#"{ key1 = "value1" }"#, "{ key1 = null }", json!({ "key1": "" }))], true);
}

#[test]
fn default_tags_null_non_overlapping_resource_tag() {
    follow(&[defaults(r#"{ p = "value1" }"#, "{ r = null }", json!({ "p": "value1", "r": "" }))], true);
}

const COMPUTED: &str = "{ computed = aws_cloudfront_key_value_store.example.arn }";

#[test]
fn computed_tag_on_create() {
    follow(&[step("", COMPUTED, json!({ "computed": "ARN" }))], false);
}

#[test]
fn computed_tag_on_update_add() {
    follow(
        &[
            step("", r#"{ key1 = "value1" }"#, json!({ "key1": "value1" })),
            step(
                "",
                r#"{ key1 = "value1", computed = aws_cloudfront_key_value_store.example.arn }"#,
                json!({ "key1": "value1", "computed": "ARN" }),
            ),
        ],
        false,
    );
}

#[test]
fn computed_tag_on_update_replace() {
    follow(
        &[
            step("", r#"{ computed = "value1" }"#, json!({ "computed": "value1" })),
            step("", COMPUTED, json!({ "computed": "ARN" })),
        ],
        false,
    );
}

#[test]
fn ignore_tags_overlap_default_tag() {
    let provider = |value: &str| -> &'static str {
        format!("  default_tags {{\n    tags = {{ p = \"{value}\" }}\n  }}\n  ignore_tags {{\n    keys = [\"p\"]\n  }}")
            .leak()
    };
    // It is given to the new function, and then left as it is.
    follow(
        &[
            step(provider("1"), r#"{ r = "1" }"#, json!({ "p": "1", "r": "1" })),
            step(provider("2"), r#"{ r = "2" }"#, json!({ "p": "1", "r": "2" })),
            step("", r#"{ r = "2" }"#, json!({ "r": "2" })),
        ],
        false,
    );
}

#[test]
fn ignore_tags_overlap_resource_tag() {
    let provider = "  ignore_tags {\n    key_prefixes = [\"r\"]\n  }";
    follow(
        &[
            step(provider, r#"{ r1 = "1", s = "1" }"#, json!({ "r1": "1", "s": "1" })),
            step(provider, r#"{ r1 = "2", s = "2" }"#, json!({ "r1": "1", "s": "2" })),
            step(provider, r#"{ s = "2" }"#, json!({ "r1": "1", "s": "2" })),
        ],
        false,
    );
}
