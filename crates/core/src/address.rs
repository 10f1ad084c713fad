//! Addresses: what a configuration calls a resource. Knows which resource types connfn manages and which attributes each
//! exports; knows nothing of their values.

use alloc::{borrow::ToOwned, format, string::String};
use core::fmt;
use serde::{Deserialize, Serialize};

/// The types of resource that connfn manages, by Terraform's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ResourceType {
    #[serde(rename = "aws_cloudfront_connection_function")]
    ConnectionFunction,
    #[serde(rename = "aws_cloudfront_key_value_store")]
    KeyValueStore,
}

impl ResourceType {
    pub const ALL: [Self; 2] = [Self::ConnectionFunction, Self::KeyValueStore];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConnectionFunction => "aws_cloudfront_connection_function",
            Self::KeyValueStore => "aws_cloudfront_key_value_store",
        }
    }

    /// What a person calls it in a sentence.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::ConnectionFunction => "connection function",
            Self::KeyValueStore => "key value store",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The attributes that CloudFront, not the configuration, gives a value.
    pub const fn computed_attributes(self) -> &'static [&'static str] {
        match self {
            Self::ConnectionFunction => &["connection_function_arn", "etag", "id", "live_stage_etag", "status"],
            Self::KeyValueStore => &["arn", "etag", "id", "last_modified_time", "status"],
        }
    }
}

impl fmt::Display for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A resource's address, such as `aws_cloudfront_connection_function.gate` or `module.edge.aws_….gate["eu"]`.
///
/// Ordered and compared as text, so that every map of addresses has the order that a person reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    text: String,
    resource_type: ResourceType,
    /// Where the label begins in the text.
    label_at: usize,
}

impl Address {
    /// The address of a resource declared in the root module.
    pub fn root(resource_type: ResourceType, name: &str) -> Self {
        Self { text: format!("{resource_type}.{name}"), resource_type, label_at: resource_type.as_str().len() + 1 }
    }

    /// The address to give a resource that carries none: its type and its CloudFront name, made an identifier if it is not.
    pub fn of_name(resource_type: ResourceType, name: &str) -> Self {
        let prefix = if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { "" } else { "_" };
        Self::root(resource_type, &format!("{prefix}{name}"))
    }

    /// Parses an address as a person writes it: optional `module.NAME` steps, a managed type, a name, an optional instance key.
    pub fn parse(text: &str) -> Option<Self> {
        match parts(text)? {
            Parts::Modules => None,
            Parts::Resource { resource_type, label_at } => {
                Some(Self { text: text.to_owned(), resource_type, label_at })
            }
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands after the type: the name in the configuration, with the instance key if there is one.
    pub fn label(&self) -> &str {
        self.text.get(self.label_at..).unwrap_or_default()
    }

    /// Whether a target means this: it is the address, or one of a module that holds it, perhaps without the key of the instance,
    /// which means all instances.
    pub fn is_meant_by(&self, target: &str) -> bool {
        self.after(target).is_some()
    }

    /// What follows a start of this address that ends where a name or a key ends: nothing, a key, or a dot and the rest.
    fn after(&self, start: &str) -> Option<&str> {
        let rest = self.text.strip_prefix(start)?;
        if !(rest.is_empty() || rest.starts_with(['.', '['])) {
            return None;
        }
        is_target(start).then_some(rest)
    }

    /// The address that this becomes when what `from` names comes to be called `to`: a resource or a module, or one instance of
    /// one. `None` if it is none of `from`.
    pub fn moved(&self, from: &str, to: &str) -> Option<Self> {
        let rest = self.after(from)?;
        // Names without a key mean all instances of both, which keep their keys; beside a key, the one that has none.
        if rest.starts_with('[') && to.ends_with(']') {
            return None;
        }
        Self::parse(&format!("{to}{rest}"))
    }

    pub const fn resource_type(&self) -> ResourceType {
        self.resource_type
    }
}

/// Whether a text is the address of a resource or of a module.
pub fn is_target(text: &str) -> bool {
    !text.is_empty() && parts(text).is_some()
}

/// What a text names.
enum Parts {
    /// A module, or the root module if the text is empty.
    Modules,
    Resource {
        resource_type: ResourceType,
        label_at: usize,
    },
}

/// Takes an address apart. `None` if it is none.
fn parts(text: &str) -> Option<Parts> {
    // Addresses are shown to people, and one may come from a tag that anybody wrote.
    if text.chars().any(char::is_control) {
        return None;
    }
    let mut rest = text;
    while let Some(after) = rest.strip_prefix("module.") {
        let (_, after) = identifier(after)?;
        let after = instance_key(after)?;
        if after.is_empty() {
            return Some(Parts::Modules);
        }
        rest = after.strip_prefix('.')?;
    }
    if text.is_empty() {
        return Some(Parts::Modules);
    }
    let (kind, after) = identifier(rest)?;
    let resource_type = ResourceType::parse(kind)?;
    let label = after.strip_prefix('.')?;
    let (_, after) = identifier(label)?;
    instance_key(after)?.is_empty().then_some(Parts::Resource { resource_type, label_at: text.len() - label.len() })
}

/// Splits a leading identifier off, as HCL defines one closely enough: letters, digits, `_` and `-`, no digit first.
fn identifier(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let first = name.chars().next()?;
    (!first.is_ascii_digit() && first != '-').then_some((name, rest))
}

/// Splits a leading `[0]` or `["key"]` off, if there is one.
fn instance_key(text: &str) -> Option<&str> {
    let Some(inside) = text.strip_prefix('[') else { return Some(text) };
    if let Some(quoted) = inside.strip_prefix('"') {
        let mut escaped = false;
        let end = quoted.find(|c: char| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        })?;
        return quoted.get(end..)?.strip_prefix("\"]");
    }
    let digits = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    (digits.len() < inside.len()).then_some(digits)?.strip_prefix(']')
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not the address of a resource that connfn manages"))
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_terraform_writes() {
        for text in [
            "aws_cloudfront_connection_function.gate",
            "aws_cloudfront_key_value_store.a-b_c",
            "aws_cloudfront_connection_function.gate[0]",
            r#"aws_cloudfront_connection_function.gate["eu \"x\""]"#,
            r#"module.edge["a"].module.b[1].aws_cloudfront_connection_function.gate"#,
        ] {
            assert_eq!(Address::parse(text).unwrap().as_str(), text);
        }
        let tricky = r#"aws_cloudfront_connection_function.gate["aws_cloudfront_connection_function.x"]"#;
        assert_eq!(Address::parse(tricky).unwrap().label(), r#"gate["aws_cloudfront_connection_function.x"]"#);
    }

    #[test]
    fn a_target_without_a_key_means_all_instances() {
        let address = Address::parse(r#"module.m["a"].aws_cloudfront_connection_function.gate["x[0]"]"#).unwrap();
        assert!(address.is_meant_by(address.as_str()));
        assert!(address.is_meant_by(r#"module.m["a"].aws_cloudfront_connection_function.gate"#));
        assert!(!address.is_meant_by("aws_cloudfront_connection_function.gate"));
        assert!(!address.is_meant_by(r#"module.m["a"].aws_cloudfront_connection_function.gate["x"#));
    }

    #[test]
    fn a_module_as_a_target_means_all_that_it_holds() {
        let address = Address::parse(r#"module.m["a.b"].module.n.aws_cloudfront_connection_function.gate[0]"#).unwrap();
        for target in ["module.m", r#"module.m["a.b"]"#, r#"module.m["a.b"].module.n"#] {
            assert!(address.is_meant_by(target), "{target}");
        }
        for target in ["", "module", "module.", r#"module.m["a"#, r#"module.m["b"]"#, "module.mm", "module.n"] {
            assert!(!address.is_meant_by(target), "{target}");
        }
    }

    #[test]
    fn what_is_moved_keeps_what_follows() {
        let moved = |text: &str, from: &str, to: &str| {
            let short = |text: &str| text.replace("f.", "aws_cloudfront_connection_function.");
            let address = Address::parse(&short(text)).unwrap();
            let moved = address.moved(&short(from), &short(to));
            moved.map(|address| address.as_str().replace("aws_cloudfront_connection_function.", "f."))
        };
        for (text, from, to, expected) in [
            ("f.a", "f.a", "f.b", Some("f.b")),
            ("f.a", "f.a", "module.m.f.a", Some("module.m.f.a")),
            ("f.a[0]", "f.a", "f.b", Some("f.b[0]")),
            ("f.a[0]", "f.a", r#"f.b["x"]"#, None),
            ("f.a", "f.a", r#"f.b["x"]"#, Some(r#"f.b["x"]"#)),
            ("f.a[0]", "f.a[0]", "f.a", Some("f.a")),
            ("f.ab", "f.a", "f.b", None),
            ("module.m.f.a", "module.m", "module.n[1]", Some("module.n[1].f.a")),
            ("module.m[0].f.a", "module.m", "module.n[1]", None),
            ("module.m[0].f.a", "module.m", "module.n", Some("module.n[0].f.a")),
            ("module.m.f.a", "f.a", "f.b", None),
            ("f.a", "module.m", "module.n", None),
        ] {
            assert_eq!(moved(text, from, to).as_deref(), expected, "{text}: {from} -> {to}");
        }
    }

    #[test]
    fn refuses_what_is_no_managed_address() {
        for text in [
            "",
            "aws_cloudfront_connection_function",
            "aws_cloudfront_connection_function.",
            "aws_cloudfront_connection_function.1x",
            "aws_cloudfront_connection_function.gate.id",
            "aws_cloudfront_connection_function.gate[",
            "aws_cloudfront_connection_function.gate[x]",
            r#"aws_cloudfront_connection_function.gate["x]"#,
            "aws_s3_bucket.b",
            "module..aws_cloudfront_key_value_store.x",
            "aws_cloudfront_key_value_store.x[\"\u{1b}[2J\n\"]",
        ] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }
}
