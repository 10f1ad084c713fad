//! Configuration for resources that exist, as `terraform fmt` would leave it. Reading it back gives the same desired state,
//! whatever characters are in it.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::Map;
use connfn_core::{
    address::{Address, ResourceType},
    observed::{ObservedFunction, ObservedStage},
};
use core::fmt::Write as _;

/// A connection function that is to come under management.
#[derive(Clone, Copy, Debug)]
pub struct ImportedFunction<'a> {
    /// The label that the resource gets; [`label`] makes one of a name.
    pub label: &'a str,
    /// The function's id.
    pub id: &'a str,
    pub function: &'a ObservedFunction,
    /// The function's tags without connfn's own.
    pub tags: &'a Map<String, String>,
    /// The file that holds the code, relative to the configuration's folder.
    pub code_file: &'a str,
    /// The associated key value store, if the configuration declares it. Otherwise its ARN is written.
    pub store: Option<&'a Address>,
}

/// A key value store that is to come under management.
#[derive(Clone, Copy, Debug)]
pub struct ImportedStore<'a> {
    /// The label that the resource gets; [`label`] makes one of a name.
    pub label: &'a str,
    pub name: &'a str,
    pub comment: &'a str,
}

/// The label that a resource of this name would be given by hand.
pub fn label(name: &str) -> String {
    let mut label: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' }).collect();
    if !label.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        label.insert(0, '_');
    }
    label
}

/// The `import` and `resource` blocks of a connection function.
pub fn write_function(imported: &ImportedFunction<'_>) -> String {
    let stage = &imported.function.development;
    let mut out = Writer::default();
    out.import(ResourceType::ConnectionFunction, imported.label, imported.id);
    out.open(&resource(ResourceType::ConnectionFunction, imported.label));
    let code = format!("file(\"${{path.module}}/{}\")", escape(imported.code_file));
    let mut arguments = Vec::from([
        ("name".to_string(), quote(&imported.function.name)),
        ("connection_function_code".to_string(), code),
    ]);
    if is_published(imported.function) {
        arguments.push(("publish".to_string(), "true".to_string()));
    }
    out.arguments(&arguments);
    out.blank();
    out.open("connection_function_config");
    out.arguments(&[("runtime".to_string(), quote(&stage.runtime)), ("comment".to_string(), quote(&stage.comment))]);
    for arn in &stage.store_arns {
        out.blank();
        out.open("key_value_store_association");
        let value = imported.store.map_or_else(|| quote(arn), |store| format!("{store}.arn"));
        out.arguments(&[("key_value_store_arn".to_string(), value)]);
        out.close();
    }
    out.close();
    if !imported.tags.is_empty() {
        out.blank();
        out.open("tags =");
        let tags: Vec<_> = imported.tags.iter().map(|(name, value)| (key(name), quote(value))).collect();
        out.arguments(&tags);
        out.close();
    }
    out.close();
    out.text
}

/// The `import` and `resource` blocks of a key value store.
pub fn write_store(imported: &ImportedStore<'_>) -> String {
    let mut out = Writer::default();
    out.import(ResourceType::KeyValueStore, imported.label, imported.name);
    out.open(&resource(ResourceType::KeyValueStore, imported.label));
    let mut arguments = Vec::from([("name".to_string(), quote(imported.name))]);
    if !imported.comment.is_empty() {
        arguments.push(("comment".to_string(), quote(imported.comment)));
    }
    out.arguments(&arguments);
    out.close();
    out.text
}

/// Whether LIVE holds what DEVELOPMENT holds. Only then is `publish = true` true of it: otherwise it would copy DEVELOPMENT
/// over a LIVE that differs, which importing must not set in motion.
pub fn is_published(function: &ObservedFunction) -> bool {
    let code = |stage: &ObservedStage| stage.content.as_ref().map(|content| content.code.clone());
    let same = |a: &ObservedStage, b: &ObservedStage| {
        (code(a), &a.comment, &a.runtime, &a.store_arns) == (code(b), &b.comment, &b.runtime, &b.store_arns)
    };
    function.live.as_ref().is_some_and(|live| same(live, &function.development))
}

fn resource(kind: ResourceType, label: &str) -> String {
    format!("resource \"{kind}\" {}", quote(label))
}

/// Text with the indentation of the blocks that are open.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = self.depth * 2);
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(crate) fn open(&mut self, header: &str) {
        self.line(&format!("{header} {{"));
        self.depth += 1;
    }

    pub(crate) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.line("}");
    }

    /// Arguments on successive lines, their equals signs below each other.
    pub(crate) fn arguments(&mut self, arguments: &[(String, String)]) {
        let width = arguments.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in arguments {
            let pad = width - name.chars().count();
            self.line(&format!("{name}{:pad$} = {value}", ""));
        }
    }

    /// An argument whose value has several lines, which are indented as the first unless some may be a heredoc's.
    pub(crate) fn long_argument(&mut self, name: &str, value: &str) {
        let indent = "  ".repeat(self.depth);
        let value = if may_be_heredoc(value) { value.to_string() } else { value.replace('\n', &format!("\n{indent}")) };
        self.text.push_str(&format!("{indent}{name} = {value}\n"));
    }

    fn import(&mut self, kind: ResourceType, label: &str, id: &str) {
        self.open("import");
        self.arguments(&[("to".to_string(), format!("{kind}.{label}")), ("id".to_string(), quote(id))]);
        self.close();
        self.blank();
    }
}

/// Whether a line ends as the first of a heredoc does.
fn may_be_heredoc(value: &str) -> bool {
    value.lines().any(|line| {
        let delimiter = line.rsplit_once("<<").map_or("", |(_, delimiter)| delimiter.trim());
        !delimiter.is_empty() && delimiter.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// An object's key: bare if it is a word that means nothing else.
fn key(name: &str) -> String {
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if word && !matches!(name, "for" | "null" | "true" | "false") { name.to_string() } else { quote(name) }
}

/// A string in quotes that stands for itself.
fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if chars.peek() == Some(&'{') => {
                // `$${` stands for `${`; after another `$` it could be read otherwise, and a code cannot.
                if out.ends_with(c) {
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                } else {
                    out.push(c);
                    out.push(c);
                }
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
