//! What is said of files that cannot be had, and of documents that are not plain.

use super::{check, check_files, desired, sources};
use crate::{Sources, Unavailable, is_configuration, read};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::ordered::Map;

fn function(path: &str) -> String {
    format!(
        r#"
resource "aws_cloudfront_connection_function" "f" {{
  name                     = "f"
  connection_function_code = file("{path}")
  connection_function_config {{
    runtime = "cloudfront-js-2.0"
    comment = "c"
  }}
}}
"#
    )
}

#[test]
fn unavailable() {
    let text = function("d/f.js");
    for (reason, expected) in [
        (Unavailable::Missing, "CF0002: there is no file `d/f.js`"),
        (Unavailable::NotUtf8, "CF0003: the file `d/f.js` is not UTF-8 text"),
        (Unavailable::Outside, "CF0004: the file `d/f.js` lies outside the configuration's folder"),
        (
            Unavailable::Unreadable { reason: "permission denied".to_owned() },
            "CF0005: the file `d/f.js` cannot be read: permission denied",
        ),
    ] {
        let unavailable = Map::from([("d/f.js".to_owned(), reason)]);
        let reading = read(&Sources { unavailable, ..sources(&[("main.tf", &text)]) });
        let said: Vec<_> = reading.diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
        assert_eq!(said, [expected]);
        assert_eq!(reading.needs, Vec::<String>::new());
        let span = reading.diagnostics[0].location.as_ref().unwrap().span;
        assert_eq!(text.get(span.start.byte as usize..span.end.byte as usize), Some("\"d/f.js\""));
    }
}

#[test]
fn outside() {
    check(
        &function("../f.js"),
        &[
            "error CF0004 at `\"../f.js\"`: `../f.js` leaves the configuration's folder; put the file beside the configuration, or into the folder of a module that it calls",
        ],
    );
    check(
        &function("/etc/passwd"),
        &[
            "error CF0004 at `\"/etc/passwd\"`: `/etc/passwd` is not a path within the configuration's folder; put the file beside the configuration, and name it from there: `\"${path.module}/function.js\"`",
        ],
    );
}

#[test]
fn byte_order_mark_and_carriage_returns() {
    let text = function("f.js").replace('\n', "\r\n");
    desired(&[("f.js", "x"), ("main.tf", &format!("\u{feff}{text}"))]);
    check_files(
        &[("main.tf", "\u{feff}foo = 1\r\n")],
        &[
            "error CF0201 at `foo`: the argument `foo` stands outside every block; a value of one's own is declared in a `locals` block",
        ],
    );
    desired(&[("main.tf.json", "\u{feff}{}\r\n")]);
}

#[test]
fn positions() {
    let reading = read(&sources(&[("main.tf", "\u{feff}# é𝒳\nlocals {}\n/* 𝒳 */ foo = 1\n")]));
    let span = reading.diagnostics[0].location.as_ref().unwrap().span;
    assert_eq!((span.start.line, span.start.column_utf8, span.start.column_utf16), (3, 12, 10));
}

#[test]
fn which_files() {
    for (name, expected) in [
        ("main.tf", true),
        ("main.tf.json", true),
        ("terraform.tfvars", true),
        ("terraform.tfvars.json", true),
        ("x.auto.tfvars", true),
        ("x.tfvars", false),
        ("fn.js", false),
        ("d/main.tf", false),
        (".hidden.tf", false),
        ("main.json", false),
        ("tf", false),
    ] {
        assert_eq!(is_configuration(name), expected, "{name}");
    }
}

#[test]
fn every_file_is_needed_once() {
    let text = format!("{}{}", function("b.js"), function("./a/../a.js").replace("\"f\"", "\"g\""));
    let reading = read(&sources(&[("main.tf", &text)]));
    assert_eq!(reading.needs, ["a.js", "b.js"]);
    assert_eq!(reading.diagnostics, []);
}

#[test]
fn sources_are_json() {
    let text = r#"{"files":{"a":"b"},"listings":{"./":["a","f/"]},"unavailable":{"c":"missing","d":{"unreadable":{"reason":""}},"e":"not-utf8"}}"#;
    let sources: Sources = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&sources).unwrap(), text);
    assert!(serde_json::from_str::<Sources>(r#"{"file":{}}"#).is_err());
}
