//! Sizes and counts, at each limit and one beyond it.

use super::{check, check_files, desired};
use alloc::{format, string::String};

fn function(arguments: &str, code: &str, comment: &str) -> String {
    format!(
        r#"
resource "aws_cloudfront_connection_function" "f" {{
  name                     = "f"
  connection_function_code = {code}
  connection_function_config {{
    runtime = "cloudfront-js-2.0"
    comment = {comment}
  }}
  {arguments}
}}
"#
    )
}

#[test]
fn code() {
    let text = function("", "file(\"f.js\")", "\"c\"");
    for (bytes, expected) in [
        (0, Some("error CF0301 at `file(\"f.js\")`: the function's code is empty")),
        (1, None),
        (10_240, None),
        (
            10_241,
            Some(
                "warning CF0303 at `file(\"f.js\")`: the function's code has 10241 bytes; the documented quota is 10240; the quota is in the CloudFront Developer Guide, \"Quotas\"; the API itself takes 40960 bytes",
            ),
        ),
        (
            40_960,
            Some(
                "warning CF0303 at `file(\"f.js\")`: the function's code has 40960 bytes; the documented quota is 10240; the quota is in the CloudFront Developer Guide, \"Quotas\"; the API itself takes 40960 bytes",
            ),
        ),
        (
            40_961,
            Some(
                "error CF0302 at `file(\"f.js\")`: the function's code has 40961 bytes, but at most 40960 are accepted; move data into a key value store, or minify the code",
            ),
        ),
    ] {
        let expected: alloc::vec::Vec<_> = expected.into_iter().collect();
        check_files(&[("f.js", &"x".repeat(bytes)), ("main.tf", &text)], &expected);
    }
    // Bytes count, not characters.
    check_files(
        &[("f.js", &"é".repeat(20_481)), ("main.tf", &text)],
        &[
            "error CF0302 at `file(\"f.js\")`: the function's code has 40962 bytes, but at most 40960 are accepted; move data into a key value store, or minify the code",
        ],
    );
}

#[test]
fn comments() {
    desired(&[("main.tf", &function("", "\"x\"", &format!("\"{}\"", "é".repeat(128))))]);
    let long = format!("\"{}\"", "é".repeat(129));
    check(
        &function("", "\"x\"", &long),
        &[&format!(
            "warning CF0211 at `{long}`: the comment has 129 characters; AWS CloudFormation allows at most 128; the API itself sets no limit, so it may be accepted"
        )],
    );
    let store = |comment: &str| {
        format!("resource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name    = \"s\"\n  comment = {comment}\n}}\n")
    };
    desired(&[("main.tf", &store(&format!("\"{}\"", "é".repeat(128))))]);
    check(
        &store(&long),
        &[&format!("error CF0211 at `{long}`: the comment has 129 characters, but at most 128 are allowed")],
    );
}

#[test]
fn tags() {
    let many = |count: usize| {
        let tags = (0..count).fold(String::new(), |tags, at| tags + &format!("    k{at} = \"v\"\n"));
        format!("{{\n{tags}  }}")
    };
    desired(&[("main.tf", &function(&format!("tags = {}", many(47)), "\"x\"", "\"c\""))]);
    check(
        &function(&format!("tags = {}", many(48)), "\"x\"", "\"c\""),
        &[&format!(
            "error CF0210 at `{}`: the function has 48 tags, but at most 47 are allowed; AWS allows 50, and connfn adds three of its own",
            many(48)
        )],
    );
    let (key, value) = ("k".repeat(128), "v".repeat(256));
    desired(&[("main.tf", &function(&format!("tags = {{ {key} = \"{value}\" }}"), "\"x\"", "\"c\""))]);
    check(
        &function(&format!("tags = {{ {key}k = \"v\", v = \"{value}v\" }}"), "\"x\"", "\"c\""),
        &[
            &format!("error CF0210 at `{key}k`: the key of a tag has 129 characters, but at most 128 are allowed"),
            &format!(
                "error CF0210 at `\"{value}v\"`: the value of the tag `v` has 257 characters, but at most 256 are allowed"
            ),
        ],
    );
}

#[test]
fn names() {
    let store = |name: &str| format!("resource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name = \"{name}\"\n}}\n");
    desired(&[("main.tf", &store(&"n".repeat(64)))]);
}
