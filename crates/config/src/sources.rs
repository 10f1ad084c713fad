//! What is given to be read: the texts of a configuration, values for its variables, and what is known of its resources; and by
//! their names, which files are part of a configuration. What they hold is for others.

use crate::{
    problem::{Place, Problems},
    unavailable::Unavailable,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{address::Address, diagnostic::Code, ordered::Map};
use serde::{Deserialize, Serialize};

/// The files of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Texts by path, relative to the configuration's folder, with `/`. Those without a `/` that end in `.tf` or `.tf.json`,
    /// or the one called `connfn.yaml`, `connfn.yml`, `connfn.toml` or `connfn.json`, are the configuration, `terraform.tfvars` and
    /// `*.auto.tfvars` (and those with `.json`) give variables their values, and the others are what the configuration names. See [`is_configuration`].
    #[serde(default)]
    pub files: Map<String, String>,
    /// What lies directly in a folder, by the folder's path, which ends in `/`: the names of its files, and those of its folders
    /// with a `/` after them, in any order. `./` is the configuration's own folder.
    #[serde(default)]
    pub listings: Map<String, Vec<String>>,
    /// Files and folders that the configuration names and that the caller could not read. A folder ends in `/`.
    #[serde(default)]
    pub unavailable: Map<String, Unavailable>,
    /// Values of variables beside those of the folder's own files. What the environment gives counts least of all, and the rest
    /// counts most, the later over the earlier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableValue>,
}

/// A value for a variable, or a file of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VariableValue {
    #[serde(default)]
    pub from: VariableOrigin,
    /// The variable's name; of a file its path, of whatever form: it is not read, only named.
    pub name: String,
    /// As on a command line: plain text for a variable that is a string, a number or a bool, and else an expression. Of a file its
    /// text, which is JSON if its path ends in `.json`.
    pub value: String,
}

/// Where a value of a variable comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VariableOrigin {
    /// The variable `TF_VAR_NAME` of the environment. That no such variable is declared is no mistake.
    Environment,
    /// Terraform's `-var`.
    #[default]
    Option,
    /// Terraform's `-var-file`.
    File,
}

impl VariableValue {
    /// The text that diagnostics about the value point into, and the name that it has there as a file.
    pub fn document(&self) -> (String, String) {
        let Self { from, name, value } = self;
        match from {
            VariableOrigin::Environment => (format!("<environment for var.{name}>"), format!("TF_VAR_{name}={value}")),
            VariableOrigin::Option => (format!("<value for var.{name}>"), format!("{name}={value}")),
            VariableOrigin::File => (name.clone(), value.clone()),
        }
    }
}

/// Attributes that CloudFront has set, of resources by their addresses.
pub type Known = Map<Address, Map<String, String>>;

/// Whether a file of the configuration's folder is read whether or not anything names it: a document, or one that gives
/// variables their values.
pub fn is_configuration(name: &str) -> bool {
    is_document(name) || is_assignment(name)
}

/// Whether a file gives variables their values without being told to.
pub(crate) fn is_assignment(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tfvars");
    !name.contains('/') && stem.is_some_and(|stem| stem == "terraform" || stem.strip_suffix(".auto").is_some())
}

/// Whether a file is part of the configuration: as Terraform decides it, or because it is a whole one.
pub(crate) fn is_document(name: &str) -> bool {
    let is_part = |name: &str| name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tf").is_some();
    is_whole(name) || (!name.contains('/') && !name.starts_with('.') && is_part(name))
}

/// Whether a file is a configuration alone.
pub(crate) fn is_whole(name: &str) -> bool {
    name.strip_prefix("connfn.").is_some_and(|format| matches!(format, "json" | "toml" | "yaml" | "yml"))
}

/// Whether documents can be read together. What stands in the way is reported.
pub(crate) fn are_one_configuration(documents: &[(&str, &str)], problems: &mut Problems) -> bool {
    if documents.is_empty() {
        problems
            .add(Code::NoConfiguration, None, "there is no configuration")
            .help("a configuration is one or more files that end in `.tf` or `.tf.json`, or one file called `connfn.yaml`, `connfn.toml` or `connfn.json`");
    }
    if let (Some(whole), true) = (documents.iter().position(|(name, _)| is_whole(name)), documents.len() > 1) {
        two_configurations(documents, whole, problems);
        return false;
    }
    true
}

/// Reports that a document that is a configuration alone has others beside it. What they say together nobody can mean.
fn two_configurations(documents: &[(&str, &str)], whole: usize, problems: &mut Problems) {
    let start = |file| Place::new(file, &(0..0));
    let name = |file: usize| documents.get(file).map_or("", |(name, _)| name);
    // The others may be whole as well.
    let Some(other) = (0..documents.len()).find(|file| *file != whole) else { return };
    problems
        .add(
            Code::TwoConfigurations,
            start(whole),
            format!("`{}` is a configuration alone, but there is `{}` too", name(whole), name(other)),
        )
        .related("the other one", start(other))
        .help("keep one of them, or read it alone by naming the file; `connfn convert` writes one in the format of the other");
}
