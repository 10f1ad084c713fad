//! The tables as a JSON Schema of configuration as data, in the long form and the short, for editors and validators. It refuses no configuration that connfn accepts; what a
//! schema cannot say, such as what an expression comes to, is left to connfn.

use crate::{
    schema::{
        Argument, DEFAULT_TAGS, FUNCTION, IGNORE_TAGS, META_ARGUMENTS, META_BLOCKS, Nested, STORE, Schema as Table,
        Type, optional,
    },
    syntax::{BLOCKS, SHORT_FUNCTION, SHORT_STORE},
    testing,
};
use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};
use connfn_core::{
    address::ResourceType,
    checks::{Checks, FeatureState, LOCAL},
    limits::{NAME_MAX_CHARS, Runtime},
};
use schemars::{Schema, json_schema};

/// The JSON Schema of a document of data. The features are those of which a configuration may say how far they can be relied on.
pub fn json_schema(features: &[&str]) -> Schema {
    let mut definitions = Definitions::default();
    let checks = definitions.checks(features);
    let mut blocks: BTreeMap<&str, Schema> =
        BLOCKS.iter().map(|(kind, labels)| (*kind, definitions.top_level(kind, labels.len(), &checks))).collect();
    definitions.short_form(&mut blocks);
    blocks.insert("checks", checks);
    let document = definitions.add("ConfigurationDocument", &object(&blocks, &[], &json_schema!(false)));
    let definitions = definitions.0;
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration",
        "description": "A configuration: the content of `connfn.yaml`, `connfn.toml` or `connfn.json`, or, without `checks`, `functions`, `stores` and `tags`, of a file whose name ends in `.tf.json`.",
        "anyOf": [document, { "type": "array", "items": document }],
        "$defs": definitions,
    })
}

/// What schemas refer to, by name.
#[derive(Default)]
struct Definitions(BTreeMap<String, Schema>);

impl Definitions {
    /// Names a schema and refers to it.
    fn add(&mut self, name: &str, schema: &Schema) -> Schema {
        self.0.insert(name.to_owned(), schema.clone());
        json_schema!({ "$ref": format!("#/$defs/{name}") })
    }

    fn top_level(&mut self, kind: &str, labels: usize, checks: &Schema) -> Schema {
        match kind {
            "resource" => {
                let others = self.other(1);
                let known = ResourceType::ALL.into_iter().map(|kind| {
                    let table = match kind {
                        ResourceType::ConnectionFunction => &FUNCTION,
                        ResourceType::KeyValueStore => &STORE,
                    };
                    let block = self.table(kind.as_str(), table);
                    (kind.as_str(), self.labelled(kind.as_str(), 1, &block))
                });
                let resources = object(&known.collect(), &[], &others);
                repeated(&self.add("ResourceBlocks", &resources))
            }
            "provider" => {
                let tags = self.table("default_tags", &DEFAULT_TAGS);
                let ignored = self.table("ignore_tags", &IGNORE_TAGS);
                let members = BTreeMap::from([
                    ("alias", json_schema!({ "type": "string" })),
                    ("default_tags", any_of([tags.clone(), several(&tags, 0, Some(1)), null()])),
                    ("ignore_tags", any_of([ignored.clone(), several(&ignored, 0, Some(1)), null()])),
                ]);
                self.open(kind, labels, &members)
            }
            "variable" => {
                let flag = json_schema!({ "type": "boolean" });
                let text = json_schema!({ "type": "string" });
                let members = [("default", json_schema!(true)), ("description", text.clone()), ("type", text)];
                let flags = [("nullable", flag.clone()), ("sensitive", flag)];
                self.open(kind, labels, &members.into_iter().chain(flags).collect())
            }
            "import" => {
                let text = json_schema!({ "type": "string", "minLength": 1 });
                let members = BTreeMap::from([("id", text.clone()), ("provider", text.clone()), ("to", text)]);
                let import = self.add("ImportBlock", &object(&members, &["id", "to"], &json_schema!(false)));
                self.labelled(kind, labels, &import)
            }
            "locals" => self.open(kind, labels, &BTreeMap::from([(LOCAL, checks.clone())])),
            _ => self.other(labels),
        }
    }

    /// What is said of the checks of function code.
    fn checks(&mut self, features: &[&str]) -> Schema {
        let states = json_schema!({ "enum": FeatureState::ALL.map(FeatureState::as_str) });
        let state = any_of([states, self.template()]);
        let state = self.add("WrittenFeatureState", &state);
        let mut known = object(&features.iter().map(|id| (*id, state.clone())).collect(), &[], &json_schema!(false));
        known.insert("patternProperties".to_owned(), json_schema!({ "[$%]\\{": state }).to_value());
        let known = any_of([self.add("WrittenFeatures", &known), self.template(), null()]);
        let flag = any_of([self.flag(), null()]);
        let members = Checks::MEMBERS.map(|name| match name {
            "optional_mtls" => (name, described(flag.clone(), "Whether a viewer may connect without a certificate.")),
            _ => (name, described(known.clone(), "How far features of the runtime can be relied on, by their ids.")),
        });
        let checks = self.add("WrittenChecks", &object(&members.into(), &[], &json_schema!(false)));
        any_of([checks, self.template(), null()])
    }

    /// Blocks that connfn does not read.
    fn other(&mut self, labels: usize) -> Schema {
        let block = self.any();
        self.labelled("other", labels, &block)
    }

    /// A block whose other members are its provider's or Terraform's affair.
    fn open(&mut self, kind: &str, labels: usize, members: &BTreeMap<&str, Schema>) -> Schema {
        let block = self.add(&format!("{}Block", pascal(kind)), &object(members, &[], &json_schema!(true)));
        self.labelled(kind, labels, &block)
    }

    /// Bodies by their labels.
    fn labelled(&mut self, kind: &str, labels: usize, body: &Schema) -> Schema {
        (1..=labels).fold(repeated(body), |inside, label| {
            let depth = if label == 1 { String::new() } else { format!("{label}") };
            repeated(&self.add(&format!("{}Blocks{depth}", pascal(kind)), &below_labels(&inside)))
        })
    }

    /// The body of a block that has a table.
    fn table(&mut self, name: &str, table: &'static Table) -> Schema {
        let mut members: BTreeMap<&str, Schema> = BTreeMap::new();
        for argument in table.arguments {
            members.insert(argument.name, self.argument(argument));
        }
        let mut dynamic: BTreeMap<&str, Schema> = BTreeMap::new();
        for Nested { name, schema, required } in table.blocks {
            let block = self.table(name, schema);
            dynamic.insert(name, repeated(&self.dynamic(name, &block)));
            let several = several(&block, usize::from(*required), Some(1));
            members.insert(name, any_of([block, several].into_iter().chain((!required).then(null))));
        }
        if !dynamic.is_empty() {
            members.insert("dynamic", repeated(&object(&dynamic, &[], &json_schema!(false))));
        }
        let blocks = if table.resource.is_some() { META_BLOCKS } else { &[] };
        for name in table.not_honoured.iter().chain(blocks) {
            let block = if *name == "lifecycle" { self.lifecycle() } else { self.any() };
            members.insert(name, any_of([block.clone(), several(&block, 0, None), null()]));
        }
        if table.resource.is_some() {
            members.extend(meta_arguments());
        }
        let arguments = table.arguments.iter().filter(|argument| argument.required).map(|argument| argument.name);
        let nested = table.blocks.iter().filter(|nested| nested.required).map(|nested| nested.name);
        let required: Vec<&str> = arguments.chain(nested).collect();
        self.add(&format!("{}Block", pascal(name)), &object(&members, &required, &json_schema!(false)))
    }

    /// What makes a block for each item of a collection.
    fn dynamic(&mut self, name: &str, block: &Schema) -> Schema {
        let collection = json_schema!({ "type": ["array", "object", "string"] });
        let iterator = json_schema!({ "type": "string" });
        let members = BTreeMap::from([("for_each", collection), ("iterator", iterator), ("content", repeated(block))]);
        self.add(
            &format!("Dynamic{}Block", pascal(name)),
            &object(&members, &["for_each", "content"], &json_schema!(false)),
        )
    }

    /// The members of a document that are short for others.
    fn short_form(&mut self, document: &mut BTreeMap<&str, Schema>) {
        let file = json_schema!({ "type": "string", "minLength": 1, "description": "The file that holds the code." });
        let text = json_schema!({ "type": "string", "minLength": 1, "description": "The code itself." });
        let file = object(&BTreeMap::from([("file", file)]), &["file"], &json_schema!(false));
        let label = json_schema!({ "type": "string" });
        let labels = json_schema!({ "type": "array", "items": label, "maxItems": 1 });
        for (name, schema) in testing::definitions() {
            self.add(name, &schema);
        }
        let tests =
            json_schema!({ "$ref": format!("#/$defs/{}", testing::TESTS), "description": "The function's tests." });
        let function = SHORT_FUNCTION.map(|name| {
            let schema = match name {
                "code" => any_of([file.clone(), text.clone()]),
                "publish" => self.argument(&optional(name, Type::Bool)),
                "stores" => any_of([labels.clone(), label.clone(), null()]),
                "tags" => self.argument(&optional(name, Type::Tags)),
                "tests" => any_of([tests.clone(), null()]),
                _ => self.argument(&optional(name, Type::String)),
            };
            (name, schema)
        });
        let function = self.short("ShortFunction", function.into(), &["code"]);
        let store = SHORT_STORE.map(|name| (name, self.argument(&optional(name, Type::String))));
        let store = self.short("ShortStore", store.into(), &[]);
        let store = any_of([store, null()]);
        document.insert("functions", self.by_label("ShortFunctions", "The functions by their labels.", &function));
        document.insert("stores", self.by_label("ShortStores", "The key value stores by their labels.", &store));
        document.insert("tags", self.argument(&optional("tags", Type::Tags)));
    }

    /// A resource in the short form.
    fn short(&mut self, name: &str, mut members: BTreeMap<&'static str, Schema>, required: &[&str]) -> Schema {
        members.extend(meta_arguments());
        let lifecycle = self.lifecycle();
        members.insert("lifecycle", any_of([lifecycle.clone(), several(&lifecycle, 0, None), null()]));
        self.add(name, &object(&members, required, &json_schema!(false)))
    }

    /// Resources in the short form by their labels.
    fn by_label(&mut self, name: &str, description: &str, resource: &Schema) -> Schema {
        let mut by_label = below_labels(resource);
        by_label.insert("description".to_owned(), description.into());
        let by_label = self.add(name, &by_label);
        any_of([by_label, null()])
    }

    fn lifecycle(&mut self) -> Schema {
        let members = BTreeMap::from([("prevent_destroy", any_of([self.flag(), null()]))]);
        self.add("LifecycleBlock", &object(&members, &[], &json_schema!(true)))
    }

    fn any(&mut self) -> Schema {
        let description = "A block that connfn does not read.";
        let schema = json_schema!({ "type": "object", "description": description, "additionalProperties": true });
        self.add("OtherBlock", &schema)
    }

    fn argument(&mut self, argument: &Argument) -> Schema {
        let value = match argument.kind {
            Type::Bool => self.flag(),
            Type::String => self.text(argument.name),
            Type::Tags => {
                let tag = json_schema!({ "type": ["string", "number", "boolean", "null"] });
                any_of([json_schema!({ "type": "object", "additionalProperties": tag }), self.template()])
            }
            Type::Names => any_of([json_schema!({ "type": "array", "items": { "type": "string" } }), self.template()]),
        };
        let mut schema = if argument.required { value } else { any_of([value, null()]) };
        if let Some(text) = description(argument.name) {
            schema.insert("description".to_owned(), text.into());
        }
        schema
    }

    /// A string, or what Terraform makes one of.
    fn text(&mut self, argument: &str) -> Schema {
        let literal = match argument {
            "name" => json_schema!({ "type": "string", "pattern": format!("^[a-zA-Z0-9_-]{{1,{NAME_MAX_CHARS}}}$") }),
            "runtime" => json_schema!({ "enum": Runtime::ALL.map(Runtime::as_str) }),
            "key_value_store_arn" => json_schema!({
                "type": "string",
                "pattern": "^arn:aws:cloudfront::[0-9]{12}:key-value-store/[0-9a-fA-F-]{36}$",
            }),
            "connection_function_code" => json_schema!({ "type": "string", "minLength": 1 }),
            _ => return json_schema!({ "type": ["string", "number", "boolean"] }),
        };
        let converted = (argument == "name").then(|| json_schema!({ "type": ["number", "boolean"] }));
        any_of([literal, self.template()].into_iter().chain(converted))
    }

    fn flag(&mut self) -> Schema {
        let texts = json_schema!({ "enum": ["true", "false", "1", "0"] });
        any_of([json_schema!({ "type": "boolean" }), texts, self.template()])
    }

    fn template(&mut self) -> Schema {
        let description = "A template, such as `${file(\"gate.js\")}`.";
        self.add("Template", &json_schema!({ "type": "string", "description": description, "pattern": "[$%]\\{" }))
    }
}

fn described(mut schema: Schema, description: &str) -> Schema {
    schema.insert("description".to_owned(), description.into());
    schema
}

fn description(argument: &str) -> Option<&'static str> {
    Some(match argument {
        "name" => "The name in the account: letters, digits, hyphens and underscores.",
        "comment" => "What it is for.",
        "connection_function_code" => "The function's code, or where it is: `${file(\"gate.js\")}`.",
        "publish" => "Whether LIVE is to hold what this says. The default is `false`.",
        "tags" => "Tags by key.",
        "runtime" => "The runtime that the code is written for.",
        "key_value_store_arn" => "The store's ARN: `${aws_cloudfront_key_value_store.LABEL.arn}`.",
        _ => return None,
    })
}

/// What may stand below labels.
fn below_labels(inside: &Schema) -> Schema {
    json_schema!({
        "type": "object",
        "patternProperties": { "^//$": true },
        "additionalProperties": inside,
        // Terraform's rule, as far as ASCII goes.
        "propertyNames": { "pattern": "^(//|[^\\s!-,./0-9:-@\\[-^`{-~-][^\\s!-,./:-@\\[-^`{-~]*)$" },
    })
}

/// Terraform's own arguments of resources.
fn meta_arguments() -> impl Iterator<Item = (&'static str, Schema)> {
    META_ARGUMENTS.iter().map(|name| {
        let schema = match *name {
            "count" => json_schema!({ "type": ["integer", "string"], "minimum": 0 }),
            "depends_on" => json_schema!({ "type": "array", "items": { "type": "string" } }),
            "for_each" => json_schema!({ "type": ["object", "string"], "additionalProperties": true }),
            _ => json_schema!({ "type": "string" }),
        };
        (*name, schema)
    })
}

/// An object, in which a comment may stand.
fn object(members: &BTreeMap<&str, Schema>, required: &[&str], others: &Schema) -> Schema {
    let mut members = members.clone();
    members.insert("//", json_schema!({ "description": "A comment." }));
    json_schema!({ "type": "object", "properties": members, "required": required, "additionalProperties": others })
}

/// What may be left out by `null`, and repeated by an array.
fn repeated(schema: &Schema) -> Schema {
    let one = any_of([schema.clone(), null()]);
    any_of([schema.clone(), null(), json_schema!({ "type": "array", "items": one })])
}

fn several(schema: &Schema, fewest: usize, most: Option<usize>) -> Schema {
    let mut array = json_schema!({ "type": "array", "items": schema });
    let bounds = [("minItems", Some(fewest).filter(|fewest| *fewest > 0)), ("maxItems", most)];
    for (keyword, bound) in bounds {
        if let Some(bound) = bound {
            array.insert(keyword.to_owned(), bound.into());
        }
    }
    array
}

fn any_of(forms: impl IntoIterator<Item = Schema>) -> Schema {
    let forms: Vec<Schema> = forms.into_iter().collect();
    json_schema!({ "anyOf": forms })
}

fn null() -> Schema {
    json_schema!({ "type": "null" })
}

/// `key_value_store` as `KeyValueStore`.
fn pascal(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        format!("{}{rest}", first.to_ascii_uppercase())
    });
    words.collect()
}
