//! Reads Terraform configuration of CloudFront connection functions into a desired state.
//!
//! The way of a document: `syntax` parses text into a tree, `resolve` orders what the blocks refer to, [`evaluate`] works
//! expressions out, and `schema` decodes resources. Whatever cannot be worked out exactly is an error with a place; a value
//! is never guessed. Nothing here reads a file: the caller gives the texts, and [`Reading::needs`] says which are missing.
#![no_std]

extern crate alloc;

mod code;
mod console;
mod convert;
mod evaluate;
mod folders;
#[cfg(feature = "schema")]
mod json_schema;
mod outputs;
mod path;
mod problem;
mod question;
mod read;
mod resolve;
mod schema;
mod sources;
mod suggest;
mod syntax;
mod testing;
#[cfg(test)]
mod tests;
mod timestamp;
mod unavailable;
mod write;

pub use code::{CodeOrigin, CodePlaces};
pub use console::{Evaluation, evaluate, is_unfinished};
pub use convert::{Conversion, Format, convert};
#[cfg(feature = "schema")]
pub use json_schema::json_schema;
pub use outputs::Output;
pub use question::Answer;
pub use read::{Reading, read, read_with};
pub use sources::{Known, Sources, VariableOrigin, VariableValue, is_configuration};
#[cfg(feature = "schema")]
pub use testing::test_schema;
pub use unavailable::Unavailable;
pub use write::{ImportedFunction, ImportedStore, is_published, label, write_function, write_store};
