//! Reads Terraform configuration of CloudFront connection functions into a desired state.
//!
//! The way of a document: `syntax` parses text into a tree, `resolve` orders what the blocks refer to, [`evaluate`] works
//! expressions out, and `schema` decodes resources. Whatever cannot be worked out exactly is an error with a place; a value
//! is never guessed. Nothing here reads a file: the caller gives the texts, and [`Reading::needs`] says which are missing.
#![no_std]

extern crate alloc;

mod code;
mod console;
mod convert;
mod evaluate;
mod folders;
mod outputs;
mod problem;
mod resolve;
mod schema;
mod suggest;
mod syntax;
mod testing;
#[cfg(test)]
mod tests;
mod timestamp;
mod unavailable;
mod write;

pub use code::{CodeOrigin, CodePlaces};
pub use console::{Answer, Evaluation, evaluate, is_unfinished};
pub use convert::{Conversion, Format, convert};
pub use outputs::Output;
#[cfg(feature = "schema")]
pub use schema::json_schema;
#[cfg(feature = "schema")]
pub use testing::test_schema;
pub use write::{ImportedFunction, ImportedStore, is_published, label, write_function, write_store};

use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::sort_by;
use connfn_core::ordered::{Map, Set};
use connfn_core::{
    address::Address,
    checks::Checks,
    desired::DesiredState,
    diagnostic::{Code, Diagnostic, Location},
    testing::Tests,
};
use console::Question;
use folders::Folder;
use problem::{Locator, Place, Problems};
use resolve::Assignments;
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

/// Why a file or a folder could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Unavailable {
    Missing,
    NotUtf8,
    /// It lies outside the configuration's folder, perhaps behind a link.
    Outside,
    Unreadable {
        reason: String,
    },
}

/// What a configuration says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it asks for. A resource with an error, or that waits for a file, is not in it.
    pub desired: DesiredState,
    /// Where the code of each desired function is written.
    pub code_origins: Map<Address, CodeOrigin>,
    /// Every problem, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that the configuration names and that the sources neither hold nor declare unavailable, sorted. One that ends in `/`
    /// is a folder, which is to be listed. Add each and read again.
    pub needs: Vec<String>,
    /// Folders that may hold tests of its functions, and whose listings the sources neither hold nor declare unavailable, sorted.
    /// Without them all is complete but the tests.
    pub wants: Vec<String>,
    /// What it says of the checks of function code. Whether there are such features is for whoever has the table to say.
    pub checks: Checks,
    /// Where it names each feature.
    pub feature_places: Map<String, Location>,
    /// The tests of its functions, but for those with an error.
    pub tests: Tests,
    /// What its outputs are, but for those with an error.
    pub outputs: Map<String, Output>,
}

/// Attributes that CloudFront has set, of resources by their addresses.
pub type Known = Map<Address, Map<String, String>>;

/// Reads a configuration.
pub fn read(sources: &Sources) -> Reading {
    read_asking(sources, &Known::new(), &[]).0
}

/// Reads a configuration of whose resources some attributes are known that else are known only after apply.
pub fn read_with(sources: &Sources, known: &Known) -> Reading {
    read_asking(sources, known, &[]).0
}

/// Reads a configuration, and evaluates expressions in its scope.
fn read_asking(sources: &Sources, known: &Known, expressions: &[String]) -> (Reading, Vec<Answer>) {
    let named = |wanted: fn(&str) -> bool| {
        let files = sources.files.iter().filter(move |(name, _)| wanted(name));
        files.map(|(name, text)| (name.as_str(), text.as_str()))
    };
    let mut files: Vec<(&str, &str)> = named(is_document).collect();
    let count = files.len();
    files.extend(named(is_assignment));
    // What comes later wins: the two of fixed name come first, the others in the order of their names.
    if let Some(assignments) = files.get_mut(count..) {
        sort_by(assignments, |(a, _), (b, _)| {
            (!a.starts_with("terraform.tfvars"), a).cmp(&(!b.starts_with("terraform.tfvars"), b))
        });
    }
    let given: Vec<(String, String)> = sources.variables.iter().map(VariableValue::document).collect();
    let from_folder = files.len();
    files.extend(given.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let from_questions = files.len();
    files.extend(expressions.iter().map(|expression| (console::FILE, expression.as_str())));
    let mut problems = Problems::default();
    let mut needs = Set::new();
    let documents = files.get(..count).unwrap_or_default();
    if !are_one_configuration(documents, &mut problems) {
        let reading = Reading {
            desired: DesiredState::default(),
            code_origins: Map::new(),
            diagnostics: problems.into_diagnostics(&Locator::new(files.iter().copied())),
            needs: Vec::new(),
            wants: Vec::new(),
            checks: Checks::default(),
            feature_places: Map::new(),
            tests: Tests::new(),
            outputs: Map::new(),
        };
        return (reading, expressions.iter().map(|_| Answer::default()).collect());
    }
    let mut complete = true;
    let mut documents = Vec::new();
    for (file, (name, text)) in files.iter().take(from_folder).enumerate() {
        let (body, understood) = syntax::parse(file, name, text, &mut problems);
        complete &= understood;
        documents.push(body);
    }
    let in_folder = documents.split_off(count);
    // The environment's values first: whatever else gives one counts more.
    let is_of_environment = |value: &VariableValue| value.from == VariableOrigin::Environment;
    let mut assignments: Vec<Assignments<'_>> = Vec::new();
    let mut last = Vec::new();
    for (file, value) in (from_folder..).zip(&sources.variables) {
        match value.from {
            VariableOrigin::File => {
                let (body, understood) = syntax::parse_values(file, &value.name, &value.value, &mut problems);
                complete &= understood;
                last.push(Assignments::Body(body));
            }
            _ if is_of_environment(value) => assignments.push(Assignments::Text(value, file)),
            _ => last.push(Assignments::Text(value, file)),
        }
    }
    assignments.extend(in_folder.into_iter().map(Assignments::Body));
    assignments.append(&mut last);
    let questions: Vec<Question> = (from_questions..)
        .zip(expressions)
        .map(|(file, text)| {
            let mark = problems.mark();
            let expression = syntax::parse_question(file, text, &mut problems);
            Question { expression, problems: problems.take_since(mark) }
        })
        .collect();
    let own = Folder { documents, complete, ..Folder::default() };
    let folders = folders::load(own, sources, &mut files, &mut problems, &mut needs);
    let locator = Locator::new(files.iter().copied()).and_others(&sources.files);
    let resolved =
        resolve::resolve(&folders, &assignments, sources, known, &locator, &questions, &mut problems, &mut needs);
    let surroundings = testing::Surroundings { sources, folders: &folders, locator: &locator };
    let mut wants = Set::new();
    let tests = testing::read(&resolved.tested, &surroundings, &mut problems, &mut needs, &mut wants);
    let places = resolved.code_checks.features;
    let reading = Reading {
        desired: resolved.desired,
        tests,
        checks: resolved.code_checks.checks,
        feature_places: places.into_iter().filter_map(|(id, place)| Some((id, locator.location(place)?))).collect(),
        wants: wants.into_iter().collect(),
        code_origins: resolved.code_origins,
        diagnostics: problems.into_diagnostics(&locator),
        needs: needs.into_iter().collect(),
        outputs: outputs::given(resolved.outputs),
    };
    (reading, resolved.answers)
}

/// Whether documents can be read together. What stands in the way is reported.
fn are_one_configuration(documents: &[(&str, &str)], problems: &mut Problems) -> bool {
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

/// Whether a file of the configuration's folder is read whether or not anything names it: a document, or one that gives
/// variables their values.
pub fn is_configuration(name: &str) -> bool {
    is_document(name) || is_assignment(name)
}

/// Whether a file gives variables their values without being told to.
fn is_assignment(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tfvars");
    !name.contains('/') && stem.is_some_and(|stem| stem == "terraform" || stem.strip_suffix(".auto").is_some())
}

/// Whether a file is part of the configuration: as Terraform decides it, or because it is a whole one.
fn is_document(name: &str) -> bool {
    let is_part = |name: &str| name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tf").is_some();
    is_whole(name) || (!name.contains('/') && !name.starts_with('.') && is_part(name))
}

/// Whether a file is a configuration alone.
fn is_whole(name: &str) -> bool {
    name.strip_prefix("connfn.").is_some_and(|format| matches!(format, "json" | "toml" | "yaml" | "yml"))
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
