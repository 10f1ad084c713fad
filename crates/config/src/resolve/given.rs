//! The values that are given to variables from outside: where they stand, before they are evaluated.

use crate::{
    sources::VariableValue,
    syntax::{Attribute, Body},
};

/// Values for variables, in one form or the other.
#[derive(Debug)]
pub(crate) enum Assignments<'s> {
    Body(Body),
    /// The text of one value, and the file that it stands in.
    Text(&'s VariableValue, usize),
}

/// One value that was given to a variable.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'d> {
    Attribute(&'d Attribute),
    Text(&'d VariableValue, usize),
}
