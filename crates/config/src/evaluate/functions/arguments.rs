//! A call's arguments after conversion to the types of the parameters.
//!
//! A parameter is one letter: `s` a string, `n` a number, `b` a bool, `S` a list of strings, `N` a list of numbers, `B` a list of
//! bools, `L` a list, `T` a set, `M` a map, `U` a map of lists of strings, `D` any value but null, `A` any value.

use super::outcome::{Fault, Outcome, fault};
use crate::{
    evaluate::{
        convert::convert,
        number::Number,
        types::Type,
        value::{Data, Members, Value},
    },
    problem::Place,
};
use alloc::{format, rc::Rc, string::String, vec::Vec};

pub(super) struct Arguments {
    pub(super) values: Vec<Value>,
    /// Of the whole call.
    pub(super) place: Place,
}

/// An argument as its parameter wants it.
pub(super) fn prepared(value: Value, parameter: u8, index: usize) -> Result<Value, Fault> {
    let list = |of| Type::List(Rc::new(of));
    let of = match parameter {
        b's' => Type::String,
        b'n' => Type::Number,
        b'b' => Type::Bool,
        b'S' => list(Type::String),
        b'N' => list(Type::Number),
        b'B' => list(Type::Bool),
        b'L' => list(Type::Any),
        b'T' => Type::Set(Rc::new(Type::Any)),
        b'M' => Type::Map(Rc::new(Type::Any)),
        b'U' => Type::Map(Rc::new(list(Type::String))),
        _ => Type::Any,
    };
    if value.data.is_null() && parameter != b'A' {
        return fault(index, "the argument must not be null");
    }
    convert(value, &of).or_else(|error| fault(index, error))
}

fn wrong<T>(index: usize, wanted: &str, data: &Data) -> Result<T, Fault> {
    fault(index, format!("expected {wanted}, but this is {}", data.noun()))
}

impl Arguments {
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn value(&self, index: usize) -> Result<&Value, Fault> {
        self.values.get(index).map_or_else(|| fault(index, "an argument is missing"), Ok)
    }

    pub(super) fn data(&self, index: usize) -> Result<&Data, Fault> {
        self.value(index).map(|value| &value.data)
    }

    pub(super) fn text(&self, index: usize) -> Result<&str, Fault> {
        match self.data(index)? {
            Data::Text(text) => text.known().map_or_else(|| fault(index, "the string is known only after apply"), Ok),
            other => wrong(index, "a string", other),
        }
    }

    pub(super) fn number(&self, index: usize) -> Result<&Number, Fault> {
        match self.data(index)? {
            Data::Number(number) => Ok(number),
            other => wrong(index, "a number", other),
        }
    }

    pub(super) fn whole(&self, index: usize) -> Result<i64, Fault> {
        self.number(index)?.to_i64().map_or_else(|| fault(index, "expected a whole number"), Ok)
    }

    /// The items of a list, a set or a tuple.
    pub(super) fn items(&self, index: usize) -> Result<&[Value], Fault> {
        match self.data(index)? {
            Data::List(items) | Data::Set(items) => Ok(items),
            other => wrong(index, "a list", other),
        }
    }

    /// The members of a map or an object.
    pub(super) fn members(&self, index: usize) -> Result<&Members, Fault> {
        match self.data(index)? {
            Data::Object(members) => Ok(members),
            other => wrong(index, "a map or an object", other),
        }
    }

    /// The strings of a list of them.
    pub(super) fn strings(&self, index: usize) -> Result<Vec<&str>, Fault> {
        let mut found = Vec::new();
        for item in self.items(index)? {
            match &item.data {
                Data::Text(text) if text.known().is_some() => found.extend(text.known()),
                other => return fault(index, format!("expected strings, but one item is {}", other.noun())),
            }
        }
        Ok(found)
    }

    /// A string at the place of the call.
    pub(super) fn made(&self, text: impl Into<String>) -> Value {
        Value::new(self.place, Data::text(text))
    }

    /// A list of strings at the place of the call.
    pub(super) fn list_of_strings<T: Into<String>>(&self, items: impl IntoIterator<Item = T>) -> Outcome {
        Ok(Data::strings(self.place, items))
    }
}
