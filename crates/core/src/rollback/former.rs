//! What was before a run, as what is desired again. What cannot be asked for is said and left alone.

use crate::exported;
use crate::{
    address::{Address, ResourceType},
    attributes::Attribute,
    desired::{AttributeRef, DesiredFunction, DesiredState, DesiredStore, IgnoreTags, Value},
    limits::Runtime,
    observed::{Code, ObservedState},
    ordered::{Map, Set},
    plan::{Action, Change},
    run::Receipt,
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

type Attributes = Map<String, Attribute>;

/// What was before a run.
#[derive(Debug, Default)]
pub(super) struct Former {
    pub(super) desired: DesiredState,
    /// What DEVELOPMENT held, where LIVE held something else that it has to get back first.
    pub(super) development: Map<Address, Stage>,
    /// What is not brought back, and so not taken away either.
    pub(super) left_alone: Set<Address>,
    pub(super) notes: Vec<(Address, String)>,
}

/// What one stage held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stage {
    pub(super) code: String,
    pub(super) comment: String,
    pub(super) runtime: Runtime,
    pub(super) store: Option<Value>,
}

impl Former {
    pub(super) fn of(receipt: &Receipt, observed: &ObservedState) -> Self {
        let mut former = Self::default();
        for change in &receipt.changes {
            let Some(before) = &change.before else { continue };
            let address = address_before(change);
            // Of two that had one address, as after a replacement that was cut short, the one that stayed has it.
            let is_taken = |other: &Change| {
                !other.deposed && other.before.is_some() && address_before(other) == address && other != change
            };
            if change.deposed && receipt.changes.iter().any(is_taken) {
                if change.action == Action::Delete {
                    let name = string(before, "name").unwrap_or_default();
                    former
                        .note(address, format!("`{name}` was left over from a replacement, and is not created again"));
                }
                continue;
            }
            let added = match change.resource_type {
                ResourceType::ConnectionFunction => former.add_function(receipt, observed, change, before),
                ResourceType::KeyValueStore => former.add_store(address, before),
            };
            if let Err(problem) = added {
                former.note(address, format!("it is left as it is now: {problem}"));
                former.left_alone.insert(address.clone());
            }
        }
        former
    }

    fn note(&mut self, address: &Address, message: String) {
        self.notes.push((address.clone(), message));
    }

    fn add_store(&mut self, address: &Address, before: &Attributes) -> Result<(), String> {
        let store = DesiredStore {
            name: string(before, "name")?.to_owned(),
            comment: Value::literal(string(before, "comment")?),
            ignore_changes: Set::new(),
            prevent_destroy: false,
            location: None,
        };
        self.desired.stores.insert(address.clone(), store);
        Ok(())
    }

    fn add_function(
        &mut self,
        receipt: &Receipt,
        observed: &ObservedState,
        change: &Change,
        before: &Attributes,
    ) -> Result<(), String> {
        let address = address_before(change);
        let name = string(before, "name")?;
        let development = stage(receipt, observed, &of_function(before)?)?;
        let live_before = change.live.as_ref().and_then(|live| live.before.as_ref());
        let live = live_before.map(|live| stage(receipt, observed, live)).transpose()?;
        let now = observed.functions.values().find(|function| function.name == name);
        let live_now = now.and_then(|function| function.live.as_ref()).map(exported::stage);
        let (wanted, publish) = match live {
            None => {
                if live_now.is_some() {
                    let note =
                        "it was not published before the run, and LIVE stays: CloudFront cannot unpublish, only delete";
                    self.note(address, note.to_owned());
                }
                (development, false)
            }
            Some(live) if live == development => (live, true),
            // LIVE is what it was: to leave it alone is all that it needs.
            Some(_) if live_now.as_ref() == live_before => (development, false),
            Some(live) => {
                self.development.insert(address.clone(), development);
                (live, true)
            }
        };
        let function = DesiredFunction {
            name: name.to_owned(),
            code: Value::literal(wanted.code),
            comment: Value::literal(wanted.comment),
            runtime: wanted.runtime,
            store_arn: wanted.store,
            publish,
            tags: tags(before, "tags")?,
            tags_all: tags(before, "tags_all")?,
            ignore_tags: IgnoreTags::default(),
            ignore_changes: Set::new(),
            prevent_destroy: false,
            location: None,
        };
        self.desired.functions.insert(address.clone(), function);
        Ok(())
    }
}

/// The address that a resource had before the run.
pub(super) fn address_before(change: &Change) -> &Address {
    change.moved_from.as_ref().unwrap_or(&change.address)
}

fn string<'a>(attributes: &'a Attributes, name: &str) -> Result<&'a str, String> {
    match attributes.get(name) {
        Some(Attribute::String(text)) => Ok(text),
        _ => Err(format!("the receipt does not say what its `{name}` was")),
    }
}

fn tags(attributes: &Attributes, name: &str) -> Result<Map<String, Value>, String> {
    let Some(Attribute::Map(tags)) = attributes.get(name) else {
        return Err(format!("the receipt does not say what its `{name}` were"));
    };
    let tags = tags.iter().map(|(key, _)| Ok((key.clone(), Value::literal(string(tags, key)?))));
    tags.collect()
}

/// A function's own stage as the attributes of a stage.
fn of_function(function: &Attributes) -> Result<Attributes, String> {
    exported::development(function).ok_or_else(|| "the receipt does not say what it held".to_string())
}

fn stage(receipt: &Receipt, observed: &ObservedState, stage: &Attributes) -> Result<Stage, String> {
    let code = match stage.get("connection_function_code") {
        Some(Attribute::Code { code }) => receipt.code.get(code),
        _ => None,
    };
    let code = match code {
        Some(Code::Text(code)) => code.clone(),
        Some(Code::Binary { .. }) => return Err("its code was no text".to_owned()),
        None => return Err("the receipt does not hold its code".to_owned()),
    };
    let runtime = string(stage, "runtime")?;
    let runtime = Runtime::parse(runtime).ok_or_else(|| format!("its runtime was `{runtime}`, which is not known"))?;
    let store = match stage.get("key_value_store_arn") {
        Some(Attribute::String(arn)) => Some(store(receipt, observed, arn)?),
        _ => None,
    };
    Ok(Stage { code, comment: string(stage, "comment")?.to_owned(), runtime, store })
}

/// The store that a function named: one that the run deleted is created again under another ARN.
fn store(receipt: &Receipt, observed: &ObservedState, arn: &str) -> Result<Value, String> {
    if observed.store_by_arn(arn).is_some() {
        return Ok(Value::literal(arn));
    }
    let is_it = |change: &&Change| {
        change.resource_type == ResourceType::KeyValueStore
            && change.before.as_ref().is_some_and(|before| before.get("arn") == Some(&Attribute::string(arn)))
    };
    match receipt.changes.iter().find(is_it) {
        Some(change) => {
            let reference = AttributeRef { address: address_before(change).clone(), attribute: "arn".to_owned() };
            Ok(Value::reference(reference))
        }
        None => Err(format!("the key value store `{arn}` that it named is gone")),
    }
}
