//! Configuration as data: the readers of its three formats, and the way from what they give to the document tree.

mod blocks;
pub(super) mod json;
mod nested;
mod offsets;
mod short;
pub(super) mod toml;
pub(super) mod yaml;

pub(crate) use blocks::blocks_in;
pub(super) use blocks::{assignments, document};
pub(crate) use nested::blocks_of;
pub(crate) use offsets::offsets;
#[cfg(feature = "schema")]
pub(crate) use short::{FUNCTION as SHORT_FUNCTION, STORE as SHORT_STORE};
pub(crate) use short::{tests_of, written_out};
pub(crate) use toml::NULL as NULL_IN_TOML;
