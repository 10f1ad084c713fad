//! Values that have one of several forms, which a tag or the kind of value tells. The readers that serde derives for such types
//! copy what they read into a tree of serde's own, and the code of that is compiled for each of them; these look at our tree.

use super::{error::Error, read::unexpected, tree::Tree};
use alloc::borrow::ToOwned;
use serde::{Deserialize, Deserializer};

/// Reads a value whose form `read` finds out from its tree. For the body of `Deserialize::deserialize`.
pub(crate) fn read_by<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: fn(&Tree<'_>) -> Result<T, Error>,
) -> Result<T, D::Error> {
    let tree = Tree::deserialize(deserializer)?;
    read(&tree).map_err(Error::pass_on)
}

impl Tree<'_> {
    /// Reads the member that tells, or goes with, a form.
    pub(crate) fn required<'de, T: Deserialize<'de>>(&'de self, name: &'static str) -> Result<T, Error> {
        self.required_member(name)?.read().map_err(|error| error.within_member(name))
    }

    /// The text of the member that tells the form.
    pub(crate) fn tag(&self, name: &'static str) -> Result<&str, Error> {
        match self.required_member(name)? {
            Self::String(tag) => Ok(tag),
            other => Err(unexpected(other, "a string").within_member(name)),
        }
    }

    fn required_member(&self, name: &'static str) -> Result<&Self, Error> {
        match self {
            Self::Object(members) => members.get(name).ok_or_else(|| serde::de::Error::missing_field(name)),
            other => Err(unexpected(other, "an object")),
        }
    }
}

impl Error {
    /// The value has none of the forms of its type.
    pub(crate) fn no_form() -> Self {
        Self::new("this has none of the forms that it may have".to_owned())
    }

    /// The tag, which this member is, is none of those of the type.
    pub(crate) fn no_tag(member: &'static str, found: &str, expected: &'static [&'static str]) -> Self {
        <Self as serde::de::Error>::unknown_variant(found, expected).within_member(member)
    }
}
