//! Generates configurations, and what other hands do to an account.
//!
//! Values come from small sets, so that two configurations that follow each other share names, labels and contents, and
//! so meet renames, swaps and things that stay as they are.

use crate::{
    model::{Account, Function},
    spec::{FunctionSpec, Spec, StoreSpec, Value, function_address, store_address},
};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A configuration of 0 to 6 functions and 0 to 3 stores.
pub fn spec() -> impl Strategy<Value = Spec> {
    let functions = proptest::collection::vec(function(), 0..=6);
    let stores = proptest::collection::vec(0..4_usize, 0..=3);
    let names = (permutation(8), permutation(5));
    let labels = (permutation(7), permutation(4));
    let default_tags = proptest::collection::btree_map(tag_key(), tag_value(), 0..=2);
    (functions, stores, names, labels, default_tags).prop_map(
        |(functions, stores, (function_names, store_names), (function_labels, store_labels), default_tags)| {
            let mut spec = Spec { default_tags, ..Spec::default() };
            for (index, comment) in stores.into_iter().enumerate() {
                let name = format!("store-{}", store_names[index]);
                let store = StoreSpec { name, comment: COMMENTS[comment].to_owned() };
                spec.stores.insert(format!("s{}", store_labels[index]), store);
            }
            for (index, seed) in functions.into_iter().enumerate() {
                let name = format!("function-{}", function_names[index]);
                let label = format!("f{}", function_labels[index]);
                let function = seed.grow(name, &label, &spec, &function_labels[..index]);
                spec.functions.insert(label, function);
            }
            spec
        },
    )
}

const COMMENTS: [&str; 4] = ["", "a comment", "another", "ümlaut \\\"quoted\\\""];
pub const CODES: [&str; 3] = [
    "function connectionHandler(connection) {\n  connection.allow();\n}\n",
    "function connectionHandler(connection) {\n  connection.deny();\n}\n",
    "// ${not} a template \"é\"\nfunction connectionHandler(c) { c.allow(); }",
];
pub const RUNTIMES: [&str; 2] = ["cloudfront-js-2.0", "cloudfront-js-1.0"];
/// Those that do not move by themselves; `status` does.
const FUNCTION_OUTPUTS: [&str; 4] = ["id", "connection_function_arn", "etag", "live_stage_etag"];

/// A function before it is known what it can refer to.
#[derive(Clone, Debug)]
struct Seed {
    code: usize,
    comment: usize,
    old_runtime: bool,
    store: usize,
    publish: bool,
    tags: BTreeMap<String, String>,
    /// Where a reference goes (nowhere, comment, code, tag), and to what.
    reference: (usize, usize),
}

fn function() -> impl Strategy<Value = Seed> {
    let tags = proptest::collection::btree_map(tag_key(), tag_value(), 0..=2);
    (
        0..3_usize,
        0..4_usize,
        proptest::bool::weighted(0.1),
        0..5_usize,
        any::<bool>(),
        tags,
        (0..6_usize, any::<usize>()),
    )
        .prop_map(|(code, comment, old_runtime, store, publish, tags, reference)| Seed {
            code,
            comment,
            old_runtime,
            store,
            publish,
            tags,
            reference,
        })
}

impl Seed {
    /// Refers only to functions that came before it, so that there is no circle.
    fn grow(self, name: String, label: &str, spec: &Spec, earlier: &[usize]) -> FunctionSpec {
        let stores = spec.stores.keys().map(|store| (store_address(store), vec!["arn", "id"]));
        let functions = earlier.iter().map(|other| (function_address(&format!("f{other}")), FUNCTION_OUTPUTS.to_vec()));
        let targets: Vec<String> = stores
            .chain(functions)
            .flat_map(|(address, outputs)| outputs.into_iter().map(move |output| format!("{address}.{output}")))
            .collect();
        let (place, target) = self.reference;
        let reference = (!targets.is_empty()).then(|| targets[target % targets.len()].clone());
        let at = |wanted| reference.clone().filter(|_| place == wanted);
        let mut tags: BTreeMap<String, Value> =
            self.tags.into_iter().map(|(key, value)| (key, Value { text: value, reference: None })).collect();
        if let Some(reference) = at(3) {
            tags.insert("Reference".to_owned(), Value { text: format!("of {label} "), reference: Some(reference) });
        }
        FunctionSpec {
            name,
            code: Value { text: CODES[self.code].to_owned(), reference: at(2) },
            comment: Value { text: COMMENTS[self.comment].replace('\\', ""), reference: at(1) },
            runtime: RUNTIMES[usize::from(self.old_runtime)],
            store: spec.stores.keys().nth(self.store).cloned(),
            publish: self.publish,
            tags,
        }
    }
}

fn permutation(length: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..length).collect::<Vec<_>>()).prop_shuffle()
}

fn tag_key() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["Team", "Stage", "Größe:x"]).prop_map(str::to_owned)
}

fn tag_value() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["", "edge", "prod", "a b"]).prop_map(str::to_owned)
}

/// What another hand does. The number says to which resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    Code(usize),
    Comment(usize),
    Publish(usize),
    Tag(usize),
    Untag(usize),
    /// A distribution uses it from now on.
    Associate(usize),
    /// A tag of connfn's own, as a clean-up script might remove it.
    LoseAddress(usize),
    /// The tag that says whose it is.
    LoseOwner(usize),
    LoseOwnerOfStore(usize),
    Delete(usize),
    StoreComment(usize),
    /// Somebody else's function and store.
    Foreign,
    /// Somebody else's function, of a name that a configuration may have.
    TakeName(usize),
}

pub const EDITED: &str = "function connectionHandler(c) { c.deny(); } // edited by hand";

pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(edit(), 0..=4)
}

pub fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<usize>().prop_map(Edit::Code),
        any::<usize>().prop_map(Edit::Comment),
        any::<usize>().prop_map(Edit::Publish),
        any::<usize>().prop_map(Edit::Tag),
        any::<usize>().prop_map(Edit::Untag),
        any::<usize>().prop_map(Edit::Associate),
        any::<usize>().prop_map(Edit::LoseAddress),
        any::<usize>().prop_map(Edit::Delete),
        any::<usize>().prop_map(Edit::StoreComment),
        Just(Edit::Foreign),
    ]
}

impl Edit {
    /// Does it, if there is what it needs.
    pub fn make(&self, account: &mut Account, now_ms: u64) {
        let etag = account.fresh_etag();
        match self {
            Self::StoreComment(which) => {
                if let Some(store) = nth(&mut account.stores, *which) {
                    "edited by hand".clone_into(&mut store.comment);
                    store.etag = etag;
                }
            }
            Self::LoseOwnerOfStore(which) => {
                nth(&mut account.stores, *which).map(|store| store.tags.remove(connfn::STACK_TAG));
            }
            Self::Delete(which) => account.delete_by_hand(*which),
            Self::Foreign => account.add_foreign(now_ms),
            Self::TakeName(which) => account.take_name(&format!("function-{which}")),
            _ => {
                if let Some(function) = nth(&mut account.functions, self.which()) {
                    self.make_of(function, etag, now_ms);
                }
            }
        }
    }

    fn which(&self) -> usize {
        match self {
            Self::Code(which)
            | Self::Comment(which)
            | Self::Publish(which)
            | Self::Tag(which)
            | Self::Untag(which)
            | Self::Associate(which)
            | Self::LoseAddress(which)
            | Self::LoseOwner(which)
            | Self::LoseOwnerOfStore(which)
            | Self::Delete(which)
            | Self::StoreComment(which)
            | Self::TakeName(which) => *which,
            Self::Foreign => 0,
        }
    }

    fn make_of(&self, function: &mut Function, etag: String, now_ms: u64) {
        match self {
            Self::Code(_) => {
                EDITED.clone_into(&mut function.development.code);
                function.development.etag = etag;
            }
            Self::Comment(_) => {
                "edited by hand".clone_into(&mut function.development.config.comment);
                function.development.etag = etag;
            }
            Self::Publish(_) => {
                function.live = Some(crate::model::Stage { etag, ..function.development.clone() });
                function.published_at_ms = Some(now_ms);
            }
            Self::Tag(_) => {
                function.tags.insert("Hand".to_owned(), "1".to_owned());
            }
            Self::Untag(_) => {
                let own = function.tags.keys().find(|key| !key.starts_with("connfn:")).cloned();
                own.map(|key| function.tags.remove(&key));
            }
            Self::Associate(_) => {
                // Only LIVE can be associated.
                if function.live.is_some() {
                    function.distributions = vec!["E1SITE".to_owned()];
                }
            }
            Self::LoseAddress(_) => {
                function.tags.remove(connfn::ADDRESS_TAG);
            }
            Self::LoseOwner(_) => {
                function.tags.remove(connfn::STACK_TAG);
            }
            Self::LoseOwnerOfStore(_) | Self::Delete(_) | Self::StoreComment(_) | Self::Foreign | Self::TakeName(_) => {
            }
        }
    }
}

fn nth<T>(map: &mut BTreeMap<String, T>, which: usize) -> Option<&mut T> {
    let length = map.len();
    map.values_mut().nth(which.checked_rem(length)?)
}
