//! A configuration as the desired state that it means, without writing it down and reading it: that is most of what a
//! plan of a small configuration costs. A law holds the two ways to each other.

use crate::spec::{FunctionSpec, Spec, Value, function_address, store_address};
use connfn::{Address, DesiredState, Sources};
use connfn_core::{
    desired::{AttributeRef, DesiredFunction, DesiredStore},
    limits::Runtime,
    text::{Part, Text},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// A function and a store without anything that was asked for, as the configuration's reader makes them.
static BARE: LazyLock<(DesiredFunction, DesiredStore)> = LazyLock::new(|| {
    let text = r#"
        resource "aws_cloudfront_key_value_store" "bare" {
          name = "bare"
        }
        resource "aws_cloudfront_connection_function" "bare" {
          name                     = "bare"
          connection_function_code = "bare"
          connection_function_config {
            runtime = "cloudfront-js-2.0"
            comment = ""
          }
        }"#;
    let mut sources = Sources::default();
    sources.files.insert("main.tf".to_owned(), text.to_owned());
    let desired = connfn::check(&connfn::CheckRequest { sources }).desired;
    let mut function = desired.functions.values().next().expect("a function is declared").clone();
    let mut store = desired.stores.values().next().expect("a store is declared").clone();
    function.location = None;
    store.location = None;
    (function, store)
});

/// What the configuration asks for.
pub fn desired(spec: &Spec) -> DesiredState {
    let mut state = DesiredState::default();
    for (label, store) in &spec.stores {
        // It is kept as it is written down.
        let comment = store.comment.replace("\\\"", "\"");
        let wanted = DesiredStore { name: store.name.clone(), comment: comment.as_str().into(), ..BARE.1.clone() };
        state.stores.insert(address(&store_address(label)), wanted);
    }
    for (label, function) in &spec.functions {
        state.functions.insert(address(&function_address(label)), desired_function(function, &spec.default_tags));
    }
    state
}

fn desired_function(function: &FunctionSpec, default_tags: &BTreeMap<String, String>) -> DesiredFunction {
    let own: BTreeMap<String, Text<AttributeRef>> =
        function.tags.iter().map(|(key, value)| (key.clone(), text(value))).collect();
    let mut all: BTreeMap<String, Text<AttributeRef>> =
        default_tags.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect();
    all.extend(own.clone());
    let arn = |store: &String| Text::reference(reference(&format!("{}.arn", store_address(store))));
    DesiredFunction {
        name: function.name.clone(),
        code: text(&function.code),
        comment: text(&function.comment),
        runtime: Runtime::parse(function.runtime).expect("the runtime exists"),
        store_arn: function.store.as_ref().map(arn),
        publish: function.publish,
        tags: own.into_iter().collect(),
        tags_all: all.into_iter().collect(),
        ..BARE.0.clone()
    }
}

fn text(value: &Value) -> Text<AttributeRef> {
    let literal = Part::Literal(value.text.clone());
    Text::from_parts([literal].into_iter().chain(value.reference.as_deref().map(|to| Part::Reference(reference(to)))))
}

fn reference(to: &str) -> AttributeRef {
    let (of, attribute) = to.rsplit_once('.').expect("a reference names an attribute");
    AttributeRef { address: address(of), attribute: attribute.to_owned() }
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("the address is one")
}
