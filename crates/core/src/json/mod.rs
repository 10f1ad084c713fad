//! connfn's documents as JSON: how one is read, with the place of what is wrong in it, and how one is written.
//!
//! A text becomes a [`Tree`] first, and a value is read from the tree. Reading from one kind of source alone keeps the code of
//! readers, which is compiled for every type, small; it refuses what a reader of the text would let pass, such as a member
//! that stands twice; and what is wrong is told by its path, in words of JSON.

mod error;
mod form;
mod read;
mod tree;
mod write;

pub use error::Error;
pub(crate) use form::read_by;
pub use read::read;
pub use tree::Tree;
pub use write::{compact, indented};

#[cfg(test)]
mod tests;
