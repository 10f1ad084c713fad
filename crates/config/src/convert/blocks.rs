//! Blocks whose bodies are data: between what a document holds and what one in another format does.

use super::shape::Context;
use crate::{
    problem::{Place, Problems},
    syntax::{
        Label,
        data::blocks_in,
        node::{Member, Node, Value, without_comments},
    },
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use connfn_core::diagnostic::Code;

/// A block of the top level.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: String,
    pub(super) place: Place,
    pub(super) labels: Vec<Label>,
    pub(super) members: Vec<Member>,
}

impl Block {
    pub(super) fn context(&self) -> Context<'_> {
        let label = self.labels.first().map_or("", |label| label.text.as_str());
        Context { top: &self.kind, label, within: Vec::new() }
    }
}

/// Adds the blocks of a document of data.
pub(super) fn of_data(root: &Node, blocks: &mut Vec<Block>, problems: &mut Problems) {
    for found in blocks_in(root, problems) {
        blocks.push(Block {
            kind: found.kind.to_owned(),
            place: found.place,
            labels: found.labels,
            members: without_comments(found.members).cloned().collect(),
        });
    }
}

/// One document of all blocks.
pub(super) fn document(blocks: Vec<Block>, problems: &mut Problems) -> Node {
    let mut root = Vec::new();
    for Block { kind, place, labels, members } in blocks {
        let value = Value::Map(members);
        put(&mut root, (&kind, place), &labels, Node { place, value }, problems);
    }
    Node { place: Place { file: 0, start: 0, end: 0 }, value: Value::Map(root) }
}

/// Puts a block below its kind and its labels, beside others of the same ones.
pub(super) fn put(
    members: &mut Vec<Member>,
    (name, place): (&str, Place),
    labels: &[Label],
    body: Node,
    problems: &mut Problems,
) {
    let index = members.iter().position(|member| member.name == name).unwrap_or(members.len());
    let is_new = index == members.len();
    if is_new {
        let empty = Node { place, value: Value::Map(Vec::new()) };
        members.push(Member { name: name.to_owned(), place, node: empty });
    }
    let Some(member) = members.get_mut(index) else { return };
    match (labels, &mut member.node.value) {
        ([], _) if is_new => member.node = body,
        ([], Value::List(items)) => items.push(body),
        ([], Value::Map(_)) => {
            let first = member.node.clone();
            member.node.value = Value::List(Vec::from([first, body]));
        }
        ([label, labels @ ..], Value::Map(members)) => {
            put(members, (&label.text, label.place), labels, body, problems);
        }
        _ => {
            let help = "give one of them another name";
            refuse(problems, place, "this name stands for an argument and for a block", help);
        }
    }
}

/// Reports what another format cannot hold.
pub(super) fn refuse(problems: &mut Problems, place: Place, message: &str, help: &str) {
    problems.add(Code::NotConvertible, place, message).help(help);
}
