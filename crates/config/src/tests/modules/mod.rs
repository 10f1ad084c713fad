//! Calls of local modules.

mod addresses;
mod folders;
mod providers;
mod values;

use super::sources;
use crate::{Reading, Sources, read};
use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

/// Sources in which every folder is listed.
pub(super) fn folders(files: &[(&str, &str)]) -> Sources {
    let mut sources = sources(files);
    let mut listings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, _) in files {
        let (mut folder, mut inside) = name.rsplit_once('/').map_or(("", *name), |(folder, inside)| (folder, inside));
        let mut entry = inside.to_owned();
        loop {
            let key = if folder.is_empty() { "./".to_owned() } else { format!("{folder}/") };
            let names = listings.entry(key).or_default();
            if !names.contains(&entry) {
                names.push(entry);
            }
            if folder.is_empty() || folder == ".." || folder.ends_with("/..") {
                break;
            }
            (folder, inside) = folder.rsplit_once('/').map_or(("", folder), |(folder, inside)| (folder, inside));
            entry = format!("{inside}/");
        }
    }
    sources.listings = listings.into_iter().collect();
    sources
}

#[track_caller]
pub(super) fn check(files: &[(&str, &str)], expected: &[&str]) -> Reading {
    let reading = read(&folders(files));
    let actual: Vec<_> = reading.diagnostics.iter().map(|diagnostic| super::line(files, diagnostic)).collect();
    assert!(actual == expected, "expected {expected:#?}\nbut said {actual:#?}");
    reading
}

/// Addresses with names, when nothing is wrong.
#[track_caller]
fn names(files: &[(&str, &str)]) -> Vec<String> {
    let reading = check(files, &[]);
    assert!(reading.needs.is_empty(), "{:?}", reading.needs);
    let functions = reading.desired.functions.iter().map(|(at, function)| format!("{at} = {}", function.name));
    let stores = reading.desired.stores.iter().map(|(at, store)| format!("{at} = {}", store.name));
    let short = |line: String| {
        line.replace("aws_cloudfront_connection_function.", "f.").replace("aws_cloudfront_key_value_store.", "s.")
    };
    functions.chain(stores).map(short).collect()
}

const GATE: &str = r#"
variable "name" {
  type = string
}
variable "comment" {
  type    = string
  default = "a gate"
}
variable "tags" {
  type    = map(string)
  default = {}
}
resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate-${var.name}"
  connection_function_code = file("${path.module}/gate.js")
  connection_function_config {
    comment = var.comment
    runtime = "cloudfront-js-2.0"
  }
  tags = var.tags
}
output "id" {
  value = aws_cloudfront_connection_function.gate.id
}
output "name" {
  value = aws_cloudfront_connection_function.gate.name
}
"#;

const CODE: &str = "function connectionHandler(connection) { connection.allow(); }";
