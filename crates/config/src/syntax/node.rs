//! Data as JSON, YAML and TOML have it, each value with its place: what their readers give and what configuration is converted
//! by. Nothing here knows which of the three a value was written in.

use crate::problem::{Place, Problems};
use alloc::{format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;

/// How deep a value may be, and how deep the tables of TOML and the lines of YAML: what is built on it is walked by recursion.
pub(crate) const MOST_DEPTH: usize = 64;

/// A value and where it stands, its quotes included.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As JSON would write it.
    Number(String),
    /// A template, or a text that stands for itself: that depends on where it stands.
    String(String),
    /// An expression that no file holds as such; all of it has the node's place.
    Expression(String),
    List(Vec<Node>),
    Map(Vec<Member>),
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// The name within its quotes.
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// Reports a value that is nested too deeply, at its first character.
pub(super) fn too_deep(place: Place, problems: &mut Problems) {
    let place = Place { end: place.start + 1, ..place };
    problems
        .add(Code::Syntax, place, "the nesting is too deep")
        .help(format!("connfn reads values of at most {MOST_DEPTH} levels"));
}

/// The members that are not comments.
pub(crate) fn without_comments(members: &[Member]) -> impl Iterator<Item = &Member> {
    members.iter().filter(|member| member.name != "//")
}
