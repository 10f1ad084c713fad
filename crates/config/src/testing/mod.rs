//! The tests of a configuration's functions: where they are written and what they say. A document beside a function's code tests
//! every function that is made of that code. Whether a function passes is not known here: nothing is run.

mod connection;
mod document;
mod find;
mod json;
mod members;
mod object;
mod reader;
#[cfg(feature = "schema")]
mod schema;
mod store;

pub(crate) use find::{Surroundings, Tested, read};
#[cfg(feature = "schema")]
pub use schema::json_schema as test_schema;
#[cfg(feature = "schema")]
pub(crate) use schema::{TESTS, definitions};
