//! Why a text is not the form of a value, in words of JSON and not of serde.

use super::write::compact;
use alloc::{
    borrow::ToOwned,
    boxed::Box,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use serde::de::{self, Unexpected};

/// Why a text is not the form of a value.
#[derive(Debug)]
pub struct Error(Box<Cause>);

#[derive(Debug)]
struct Cause {
    /// Where, from the inside out.
    path: Vec<String>,
    message: String,
    cut_short: bool,
}

impl Error {
    pub(super) fn new(message: String) -> Self {
        Self(Box::new(Cause { path: Vec::new(), message, cut_short: false }))
    }

    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        if !error.is_eof() {
            return Self::new(error.to_string());
        }
        let mut syntax = Self::new(format!("the text ends at line {}, within a value", error.line()));
        syntax.0.cut_short = true;
        syntax
    }

    /// The same, in this member or item.
    pub(super) fn within(mut self, step: impl FnOnce() -> String) -> Self {
        self.0.path.push(step());
        self
    }

    pub(super) fn within_member(self, name: &str) -> Self {
        self.within(|| step(name))
    }

    /// As the error of the reader around this one. Its type is not known there, and a place in a text of its own would end up in
    /// the middle of a message: it goes as what is found instead of a value, which `invalid_value` below knows again.
    pub(super) fn pass_on<E: de::Error>(self) -> E {
        E::invalid_value(Unexpected::Other(&self.path()), &self.0.message.as_str())
    }

    fn path(&self) -> String {
        self.0.path.iter().rev().map(String::as_str).collect()
    }

    /// Whether the text ends before the value does.
    pub fn is_cut_short(&self) -> bool {
        self.0.cut_short
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            let path = self.path();
            write!(f, "`{}`: ", path.strip_prefix('.').unwrap_or(&path))?;
        }
        f.write_str(&self.0.message)
    }
}

impl core::error::Error for Error {}

/// What serde's derived readers find wrong, in words that do not name Rust's types.
impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        match found {
            Unexpected::Other("") => Self::new(expected.to_string()),
            Unexpected::Other(path) => Self::new(expected.to_string()).within(|| path.to_owned()),
            // serde's own words for what is found bring the writing of floats into the WASM, and name types.
            Unexpected::Unsigned(number) => Self::new(format!("the number {number} is too large")),
            Unexpected::Signed(number) => Self::new(format!("the number {number} is out of range")),
            _ => Self::new(format!("expected {expected}, found {}", kind(found))),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let expected = expected.to_string();
        if ["u16", "u32", "u64", "usize"].contains(&expected.as_str()) {
            return Self::new("expected a whole number".to_owned());
        }
        // What serde expects by itself it calls by the name of a type, all of which are objects in JSON.
        let named = ["struct ", "enum ", "variant ", "tagged "].iter().any(|word| expected.contains(word));
        let expected = if named { "an object" } else { expected.as_str() };
        Self::new(format!("expected {expected}, found {}", kind(found)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("there is no member `{field}`{}", choice(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(format!("`{variant}` is no value of this{}", choice(expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the member `{field}` is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(format!("the member `{field}` stands twice"))
    }
}

/// The step of a path into a member.
fn step(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
    if plain { format!(".{name}") } else { format!("[{}]", compact(&name)) }
}

/// What serde found, in words of JSON.
const fn kind(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
        Unexpected::Seq | Unexpected::TupleVariant => "an array",
        _ => "an object",
    }
}

fn choice(names: &[&str]) -> String {
    let mut text = String::new();
    for (position, name) in names.iter().enumerate() {
        text.push_str(if position == 0 { ": expected `" } else { ", `" });
        text.push_str(name);
        text.push('`');
    }
    text
}
