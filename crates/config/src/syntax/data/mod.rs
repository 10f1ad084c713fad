//! Data as JSON, YAML and TOML have it, each value with its place: what their readers give and what configuration is converted
//! by. Nothing here knows which of the three a value was written in, but for how a string's characters stand in its file.

mod blocks;
mod nested;
mod offsets;
mod short;

pub(super) use blocks::{assignments, document, too_deep};
pub(crate) use blocks::{blocks_in, labels_of, without_comments};
pub(crate) use nested::blocks_of;
pub(crate) use offsets::offsets;
#[cfg(feature = "schema")]
pub(crate) use short::{FUNCTION as SHORT_FUNCTION, STORE as SHORT_STORE};
pub(crate) use short::{tests_of, written_out};

use crate::problem::Place;
use alloc::{string::String, vec::Vec};

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
