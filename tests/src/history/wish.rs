//! The configuration of a history, and how it changes. Whatever is asked for, it stays one that can be read: a name belongs
//! to one label, and what refers to a store refers to one that is declared.

use super::event::Want;
use crate::{
    generate::{CODES, RUNTIMES},
    spec::{FunctionSpec, Spec, StoreSpec, Value, store_address},
};
use std::collections::BTreeMap;

const COMMENTS: [&str; 3] = ["", "a comment", "another"];
const TAG_KEYS: [&str; 3] = ["Team", "Stage", "Größe:x"];
const TAG_VALUES: [&str; 3] = ["", "edge", "a b"];

pub(super) fn change(spec: &mut Spec, want: Want) {
    match want {
        Want::Function { label, name } => declare_function(spec, label, name),
        Want::NoFunction { label } => drop(spec.functions.remove(&function_label(label))),
        Want::Relabel { label, to } => {
            let (label, to) = (function_label(label), function_label(to));
            if !spec.functions.contains_key(&to)
                && let Some(function) = spec.functions.remove(&label)
            {
                spec.functions.insert(to, function);
            }
        }
        Want::SwapNames { one, other } => {
            let (one, other) = (function_label(one), function_label(other));
            let names = [&one, &other].map(|label| spec.functions.get(label).map(|function| function.name.clone()));
            if let [Some(first), Some(second)] = names {
                spec.functions.entry(one).and_modify(|function| function.name = second);
                spec.functions.entry(other).and_modify(|function| function.name = first);
            }
        }
        Want::Code { label, code } => edit(spec, label, |function| function.code = CODES[code].into()),
        Want::Comment { label, comment } => edit(spec, label, |function| function.comment = COMMENTS[comment].into()),
        Want::CommentOf { label, store } => {
            let reference = Some(format!("{}.arn", store_address(&store_label(store))));
            edit(spec, label, |function| function.comment = Value { text: "reads ".to_owned(), reference });
        }
        Want::OtherRuntime { label } => edit(spec, label, |function| {
            function.runtime = RUNTIMES[usize::from(function.runtime == RUNTIMES[0])];
        }),
        Want::Publish { label, publish } => edit(spec, label, |function| function.publish = publish),
        Want::StoreOf { label, store } => edit(spec, label, |function| function.store = store.map(store_label)),
        Want::Tag { label, key, value } => edit(spec, label, |function| match value {
            Some(value) => drop(function.tags.insert(TAG_KEYS[key].to_owned(), TAG_VALUES[value].into())),
            None => drop(function.tags.remove(TAG_KEYS[key])),
        }),
        Want::DefaultTag { key, value } => match value {
            Some(value) => drop(spec.default_tags.insert(TAG_KEYS[key].to_owned(), TAG_VALUES[value].to_owned())),
            None => drop(spec.default_tags.remove(TAG_KEYS[key])),
        },
        Want::Store { label, name } => declare_store(spec, label, name),
        Want::NoStore { label } => drop(spec.stores.remove(&store_label(label))),
        Want::StoreComment { label, comment } => {
            let store = spec.stores.entry(store_label(label));
            store.and_modify(|store| COMMENTS[comment].clone_into(&mut store.comment));
        }
    }
    forget_what_is_gone(spec);
}

fn function_label(number: usize) -> String {
    format!("f{number}")
}

fn store_label(number: usize) -> String {
    format!("s{number}")
}

fn declare_function(spec: &mut Spec, label: usize, name: usize) {
    let (label, name) = (function_label(label), format!("function-{name}"));
    if spec.functions.values().any(|function| function.name == name) {
        return;
    }
    let new = FunctionSpec {
        name: name.clone(),
        code: CODES[0].into(),
        comment: "".into(),
        runtime: RUNTIMES[0],
        store: None,
        publish: true,
        tags: BTreeMap::new(),
    };
    spec.functions.entry(label).or_insert(new).name = name;
}

fn declare_store(spec: &mut Spec, label: usize, name: usize) {
    let (label, name) = (store_label(label), format!("store-{name}"));
    if spec.stores.values().all(|store| store.name != name) {
        let new = StoreSpec { name: name.clone(), comment: String::new() };
        spec.stores.entry(label).or_insert(new).name = name;
    }
}

fn edit(spec: &mut Spec, label: usize, edit: impl FnOnce(&mut FunctionSpec)) {
    spec.functions.entry(function_label(label)).and_modify(edit);
}

fn forget_what_is_gone(spec: &mut Spec) {
    let arns: Vec<String> = spec.stores.keys().map(|label| format!("{}.arn", store_address(label))).collect();
    for function in spec.functions.values_mut() {
        function.store.take_if(|label| !spec.stores.contains_key(label));
        function.comment.reference.take_if(|reference| !arns.contains(reference));
    }
}
