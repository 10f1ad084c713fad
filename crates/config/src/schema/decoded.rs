//! What a decoded block holds, before single values are judged.

use crate::{
    evaluate::{Data, Value},
    problem::Place,
};
use alloc::{string::String, vec::Vec};
use connfn_core::desired;
use connfn_core::ordered::{Map, Set};

/// An argument's value after conversion to its type.
#[derive(Clone, Debug, Default)]
pub(crate) enum Given {
    /// Not written, or null.
    #[default]
    Absent,
    /// Written, and either reported already or waiting for a file.
    Bad,
    Text(Place, desired::Value),
    Bool(bool),
    /// Tags, and whether they are all of them: of some the value was reported already, or waits for a file.
    Tags(Place, Map<String, Tag>, bool),
    Names(Set<String>),
}

#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) key: Place,
    pub(crate) place: Place,
    pub(crate) value: desired::Value,
}

impl Given {
    /// A bool that is false unless it is given. `None` if it cannot be used.
    pub(super) const fn flag(&self) -> Option<bool> {
        match self {
            Self::Absent => Some(false),
            Self::Bool(value) => Some(*value),
            Self::Bad | Self::Text(..) | Self::Tags(..) | Self::Names(_) => None,
        }
    }

    /// The value as other resources see it.
    pub(crate) fn data(&self) -> Data {
        match self {
            Self::Absent => Data::NULL,
            // No resource refers to a provider's names.
            Self::Bad | Self::Tags(_, _, false) | Self::Names(_) => Data::Unknown,
            Self::Text(_, text) => Data::Text(text.clone()),
            Self::Bool(value) => Data::Bool(*value),
            Self::Tags(_, tags, true) => Data::object(
                tags.iter()
                    .map(|(key, tag)| (key.clone(), tag.key, Value::new(tag.place, Data::Text(tag.value.clone())))),
            ),
        }
    }
}

/// A decoded block.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(super) values: Map<&'static str, Given>,
    pub(super) blocks: Map<&'static str, (Place, Decoded)>,
    /// Nested blocks that were written but not understood.
    pub(super) bad_blocks: Vec<&'static str>,
    /// Of `lifecycle`.
    pub(super) prevent_destroy: Given,
    pub(super) ignore_changes: IgnoredChanges,
    /// What the unknown names are likely to mean.
    pub(super) misspelled: Vec<&'static str>,
}

impl Decoded {
    pub(crate) fn take(&mut self, name: &str) -> Given {
        self.values.remove(name).unwrap_or_default()
    }

    /// The nested block of a name and its header.
    pub(crate) fn take_block(&mut self, name: &str) -> Option<(Place, Self)> {
        self.blocks.remove(name)
    }

    pub(super) fn mark_bad(&mut self, name: &'static str) {
        self.bad_blocks.push(name);
    }

    /// Whether a nested block of the name is there but cannot be used.
    pub(crate) fn is_bad(&self, name: &str) -> bool {
        self.bad_blocks.contains(&name)
    }
}

/// What `ignore_changes` names, of one resource.
#[derive(Clone, Debug, Default)]
pub(crate) struct IgnoredChanges {
    /// Of the desired resource's `IGNORABLE`.
    pub(crate) arguments: Set<String>,
    pub(crate) tag_keys: Set<String>,
}
