//! Data as the compact JSON of a connection object, and such data merged.

use crate::syntax::{Datum, Node, node::Member};
use alloc::{string::String, vec::Vec};
use connfn_core::json::compact;

/// The JSON of a map of these members.
pub(super) fn object(members: &[Member]) -> String {
    let mut out = String::new();
    map(members, &mut out);
    out
}

fn map(members: &[Member], out: &mut String) {
    out.push('{');
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&compact(&member.name));
        out.push(':');
        value(&member.node, out);
    }
    out.push('}');
}

fn value(node: &Node, out: &mut String) {
    match &node.value {
        Datum::Null => out.push_str("null"),
        Datum::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Datum::Number(text) => out.push_str(text),
        Datum::String(text) | Datum::Expression(text) => out.push_str(&compact(text)),
        Datum::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                value(item, out);
            }
            out.push(']');
        }
        Datum::Map(members) => map(members, out),
    }
}

/// Members with others laid over them: map into map, and what is null stays, since it takes a member of what is below away.
pub(super) fn merged(below: &[Member], over: &[Member]) -> Vec<Member> {
    let mut merged = below.to_vec();
    for member in over {
        match merged.iter_mut().find(|other| other.name == member.name) {
            None => merged.push(member.clone()),
            Some(other) => {
                other.node.value = match (&other.node.value, &member.node.value) {
                    (Datum::Map(below), Datum::Map(over)) => Datum::Map(self::merged(below, over)),
                    (_, over) => over.clone(),
                };
            }
        }
    }
    merged
}
