//! Which blocks a member of a body is, once a schema says that it is a block.

use crate::{
    problem::Problems,
    syntax::tree::{Attribute, Block, Body, Entry, Key, Kind},
};
use alloc::{string::String, vec, vec::Vec};

/// The blocks that a member of a body of data is, if its schema says that it is a block. `None` if it cannot be one.
pub(crate) fn blocks_of(attribute: &Attribute) -> Option<Vec<Block>> {
    let block = |entries: &[Entry]| {
        let mut body = Body::of_json();
        for entry in entries {
            let (name, place) = match &entry.key {
                Key::Word(name, place) => (name.clone(), *place),
                // No argument has such a name, so it will be refused.
                Key::Expression(key) => (String::new(), key.place),
            };
            if name != "//" {
                // The object has each key once.
                body.push(Attribute { name, place, value: entry.value.clone() }, &mut Problems::default());
            }
        }
        Block {
            kind: attribute.name.clone(),
            labels: Vec::new(),
            header: attribute.place,
            kind_place: attribute.place,
            body,
        }
    };
    match &attribute.value.kind {
        Kind::Null => Some(Vec::new()),
        Kind::Object(entries) => Some(vec![block(entries)]),
        Kind::List(items) => items
            .iter()
            .map(|item| match &item.kind {
                Kind::Object(entries) => Some(block(entries)),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}
