//! Configurations as values, to be generated, changed and written down: as text in any order, over any number of files.

use connfn::Sources;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// A configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    /// By label.
    pub functions: BTreeMap<String, FunctionSpec>,
    /// By label.
    pub stores: BTreeMap<String, StoreSpec>,
    pub default_tags: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionSpec {
    pub name: String,
    pub code: Value,
    pub comment: Value,
    pub runtime: &'static str,
    /// The label of the associated store.
    pub store: Option<String>,
    pub publish: bool,
    pub tags: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreSpec {
    pub name: String,
    pub comment: String,
}

/// A literal, and an attribute of another resource that stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    pub reference: Option<String>,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), reference: None }
    }
}

impl Value {
    fn write(&self) -> String {
        let text = self.text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace("${", "$${");
        let reference = self.reference.as_ref().map(|reference| format!("${{{reference}}}")).unwrap_or_default();
        format!("\"{text}{reference}\"")
    }
}

pub fn function_address(label: &str) -> String {
    format!("aws_cloudfront_connection_function.{label}")
}

pub fn store_address(label: &str) -> String {
    format!("aws_cloudfront_key_value_store.{label}")
}

impl Spec {
    pub fn function_names(&self) -> BTreeSet<String> {
        self.functions.values().map(|function| function.name.clone()).collect()
    }

    pub fn store_names(&self) -> BTreeSet<String> {
        self.stores.values().map(|store| store.name.clone()).collect()
    }

    /// The configuration in one file, in the order of its labels.
    pub fn sources(&self) -> Sources {
        one_file(self.blocks().join("\n"))
    }

    /// The same configuration otherwise ordered: `order` says where each block goes, and in which of three files.
    pub fn shuffled(&self, order: &[u8]) -> Sources {
        let order = order.iter().copied().chain(std::iter::repeat(0));
        let mut blocks: Vec<(u8, String)> = order.zip(self.blocks()).collect();
        blocks.sort_by_key(|(order, _)| *order);
        let mut sources = Sources::default();
        for (order, block) in blocks {
            let file = ["z.tf", "a.tf", "main.tf"][usize::from(order) % 3];
            sources.files.entry(file.to_owned()).or_default().push_str(&block);
        }
        sources
    }

    fn blocks(&self) -> Vec<String> {
        let stores = self.stores.iter().map(|(label, store)| store.write(label));
        let functions = self.functions.iter().map(|(label, function)| function.write(label));
        let defaults: BTreeMap<String, Value> =
            self.default_tags.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
        let provider = format!("provider \"aws\" {{\n  default_tags {{\n{}  }}\n}}\n", tags(&defaults, 4));
        stores.chain(functions).chain([provider]).collect()
    }
}

/// A file that declares nothing is a configuration too: everything goes.
fn one_file(text: String) -> Sources {
    let mut sources = Sources::default();
    sources.files.insert("main.tf".to_owned(), text);
    sources
}

impl FunctionSpec {
    fn write(&self, label: &str) -> String {
        let mut text = format!("resource \"aws_cloudfront_connection_function\" \"{label}\" {{\n");
        let _ = writeln!(text, "  name = \"{}\"\n  connection_function_code = {}", self.name, self.code.write());
        let _ = writeln!(text, "  publish = {}\n  connection_function_config {{", self.publish);
        let _ = writeln!(text, "    runtime = \"{}\"\n    comment = {}", self.runtime, self.comment.write());
        if let Some(store) = &self.store {
            let arn = format!("{}.arn", store_address(store));
            let _ = writeln!(text, "    key_value_store_association {{\n      key_value_store_arn = {arn}\n    }}");
        }
        text + "  }\n" + &tags(&self.tags, 2) + "}\n"
    }
}

impl StoreSpec {
    fn write(&self, label: &str) -> String {
        let (name, comment) = (&self.name, &self.comment);
        let head = format!("resource \"aws_cloudfront_key_value_store\" \"{label}\" {{");
        format!("{head}\n  name = \"{name}\"\n  comment = \"{comment}\"\n}}\n")
    }
}

fn tags(tags: &BTreeMap<String, Value>, indent: usize) -> String {
    let mut text = format!("{:indent$}tags = {{\n", "");
    for (key, value) in tags {
        let _ = writeln!(text, "{:indent$}  \"{key}\" = {}", "", value.write());
    }
    let _ = writeln!(text, "{:indent$}}}", "");
    text
}
