//! Diagnostics as SARIF 2.1.0, which code scanning takes. The same diagnostics give the same bytes.

use super::{origin::Origin, places::Places};
use crate::explain;
use crate::text::visible;
use connfn::{Code, Diagnostic, Digest, Location, Map, Set, Severity};
use serde_json::{Value, json};
use std::path::Path;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
type Object = serde_json::Map<String, Value>;

/// What the root of a repository is called.
const ROOT: &str = "%SRCROOT%";

/// `path` is what was checked: a result has to have a place, and that is the place of those that have no other.
pub(super) fn log(diagnostics: &[Diagnostic], origin: &Origin<'_>, path: &Path) -> Value {
    let places = Places::around_here();
    let codes: Set<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<Code> = codes.iter().copied().collect();
    let mut seen: Map<String, usize> = Map::new();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let writer = Writer { origin, places: &places, path };
            let index = codes.iter().position(|code| *code == diagnostic.code);
            writer.result(diagnostic, index.unwrap_or_default(), &mut seen)
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "connfn",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.into_iter().map(rule).collect::<Vec<Value>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let entry = explain::entry(code).unwrap_or_default();
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": sentence(code.title()) },
        "fullDescription": { "text": explain::meaning(code).unwrap_or_else(|| sentence(code.title())) },
        "help": { "text": entry, "markdown": entry },
        "defaultConfiguration": { "level": level(code.severity()) },
        "properties": { "tags": ["terraform", "cloudfront"] },
    })
}

struct Writer<'a> {
    origin: &'a Origin<'a>,
    places: &'a Places,
    path: &'a Path,
}

impl Writer<'_> {
    fn result(&self, diagnostic: &Diagnostic, rule: usize, seen: &mut Map<String, usize>) -> Value {
        let mut message = visible(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            message.push_str(&format!("\nhelp: {}", visible(help)));
        }
        let mut place = match &diagnostic.location {
            Some(location) => self.place(location),
            None => object(json!({ "physicalLocation": { "artifactLocation": artifact(&self.typed()) } })),
        };
        if let Some(address) = &diagnostic.address {
            let names = json!([{ "fullyQualifiedName": visible(address.as_str()), "kind": "resource" }]);
            place.insert("logicalLocations".into(), names);
        }
        let mut result = object(json!({
            "ruleId": diagnostic.code.as_str(),
            "ruleIndex": rule,
            "level": level(diagnostic.severity),
            "message": { "text": message },
            "locations": [place],
            "partialFingerprints": { "connfn/v1": self.fingerprint(diagnostic, seen) },
        }));
        if !diagnostic.related.is_empty() {
            let related = diagnostic.related.iter().zip(1..).map(|(related, id)| {
                let mut place = self.place(&related.location);
                place.insert("id".into(), json!(id));
                place.insert("message".into(), json!({ "text": visible(&related.message) }));
                Value::Object(place)
            });
            result.insert("relatedLocations".into(), related.collect());
        }
        Value::Object(result)
    }

    fn place(&self, location: &Location) -> Object {
        let (start, end) = (location.span.start, location.span.end);
        object(json!({ "physicalLocation": {
            "artifactLocation": artifact(&self.places.name(self.origin.folder, &location.file)),
            "region": {
                "startLine": start.line,
                "startColumn": start.column_utf16,
                "endLine": end.line,
                "endColumn": end.column_utf16,
            },
        } }))
    }

    fn typed(&self) -> String {
        self.places.name(None, &self.path.to_string_lossy())
    }

    /// Stays the same while lines are put in above: of what is said and where, without the line, and of how many say it before.
    fn fingerprint(&self, diagnostic: &Diagnostic, seen: &mut Map<String, usize>) -> String {
        let file = diagnostic.location.as_ref().map(|at| self.places.name(self.origin.folder, &at.file));
        let address = diagnostic.address.as_ref().map(connfn::Address::as_str);
        let said = json!([diagnostic.code.as_str(), file, address, diagnostic.message]).to_string();
        let before = seen.get(&said).copied().unwrap_or_default();
        let digest = Digest::of(format!("{before} {said}").as_bytes());
        seen.insert(said, before + 1);
        digest.to_string().trim_start_matches("sha256:").chars().take(32).collect()
    }
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

fn artifact(name: &str) -> Value {
    json!({ "uri": uri(name), "uriBaseId": ROOT })
}

/// A relative reference, by RFC 3986. `:` is encoded too, since it could end a scheme.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A title as a sentence.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use connfn::LineIndex;

    #[test]
    fn uris_are_relative_and_encoded() {
        assert_eq!(uri("a b/ü:#?.tf"), "a%20b/%C3%BC%3A%23%3F.tf");
    }

    #[test]
    fn a_fingerprint_survives_lines_above_and_tells_equals_apart() {
        let at = |text: &str| {
            let byte = text.find('x').unwrap();
            let location = Location { file: "main.tf".into(), span: LineIndex::new(text).span(byte..byte + 1) };
            Diagnostic::new(Code::Syntax, "no").at(location)
        };
        let prints = |diagnostics: &[Diagnostic]| -> Vec<Value> {
            let log = log(diagnostics, &Origin::default(), Path::new("."));
            let results = log["runs"][0]["results"].as_array().unwrap().clone();
            results.iter().map(|result| result["partialFingerprints"]["connfn/v1"].clone()).collect()
        };
        assert_eq!(prints(&[at("x")]), prints(&[at("\n\nx")]));
        let two = prints(&[at("x"), at("x")]);
        assert_ne!(two[0], two[1]);
    }
}
