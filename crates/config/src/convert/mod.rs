//! The configuration in another format. Expressions are copied as they are written and nothing is worked out, so that what comes
//! out means the same for every value of every variable. Comments are lost but those of JSON, which are
//! members, and aliases of YAML are written out.

mod blocks;
mod from_hcl;
mod json;
mod shape;
mod to_hcl;
mod toml;
mod yaml;

use crate::{
    problem::{Locator, Problems},
    sources::{Sources, are_one_configuration, is_document, is_whole},
    syntax::{
        self, Raw, data,
        node::{Node, Value},
    },
};
use alloc::{format, string::String, vec::Vec};
use blocks::refuse;
use connfn_core::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};

/// What a configuration can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ConfigurationFormat"))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Terraform's own language.
    Tf,
    Yaml,
    Toml,
    Json,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Tf, Self::Yaml, Self::Toml, Self::Json];

    /// The name of a file that holds a whole configuration in the format.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Tf => "main.tf",
            Self::Yaml => "connfn.yaml",
            Self::Toml => "connfn.toml",
            Self::Json => "connfn.json",
        }
    }
}

/// A configuration in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Absent if the documents cannot be parsed, or hold what the format cannot.
    pub text: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes the documents of a configuration's folder as one document of another format.
pub fn convert(sources: &Sources, to: Format) -> Conversion {
    let files = sources.files.iter().filter(|(name, _)| is_document(name));
    let files: Vec<(&str, &str)> = files.map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let locator = Locator::new(files.iter().copied());
    let mut problems = Problems::default();
    let mut text = None;
    if are_one_configuration(&files, &mut problems) && !files.is_empty() {
        let mut documents = Vec::new();
        for (file, (name, text)) in files.iter().enumerate() {
            documents.extend(syntax::parse_raw(file, name, text, &mut problems));
        }
        if !problems.failed_since(0) {
            let written = write(&files, documents, to, &mut problems);
            text = (!problems.failed_since(0)).then_some(written);
        }
    }
    Conversion { text, diagnostics: problems.into_diagnostics(&locator) }
}

fn write(files: &[(&str, &str)], mut documents: Vec<Raw>, to: Format, problems: &mut Problems) -> String {
    // Data alone stays as it is, its short form and its comments too.
    if let ([Raw::Data(root)], Format::Yaml | Format::Toml | Format::Json) = (documents.as_slice(), to)
        && (to != Format::Toml || matches!(root.value, Value::Map(_)))
    {
        return write_data(root, to);
    }
    let mut found = Vec::new();
    for ((name, text), document) in files.iter().zip(documents.drain(..)) {
        match document {
            Raw::Hcl(body) => from_hcl::blocks(&body, text, &mut found, problems),
            Raw::Data(root) => {
                let root = if is_whole(name) {
                    refuse_tests(&root, problems);
                    data::written_out(root, problems)
                } else {
                    root
                };
                blocks::of_data(&root, &mut found, problems);
            }
        }
    }
    if to == Format::Tf {
        return to_hcl::write(&found, problems);
    }
    let root = blocks::document(found, problems);
    write_data(&root, to)
}

fn write_data(root: &Node, to: Format) -> String {
    match to {
        Format::Yaml => yaml::write(root),
        Format::Toml => toml::write(root),
        Format::Json | Format::Tf => json::write(root),
    }
}

/// Reports tests, which only the short form has a place for.
fn refuse_tests(root: &Node, problems: &mut Problems) {
    for (label, tests) in data::tests_of(root) {
        let help = format!("move them into a file `{label}.test.yaml`, named after the file of the function's code");
        refuse(problems, tests.place, &format!("the tests of `{label}` have no place in this format"), &help);
    }
}
