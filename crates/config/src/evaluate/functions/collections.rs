//! Conversions, and functions of any kind of collection.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault},
    strings::characters,
};
use crate::evaluate::{convert::convert, types::Type, unify::unify, value::Data};
use alloc::{borrow::ToOwned, format, rc::Rc};
use connfn_core::diagnostic::Code;

fn converted(arguments: &Arguments, of: &Type) -> Outcome {
    match convert(arguments.value(0)?.clone(), of) {
        Ok(value) => Ok(value.data),
        Err(error) => fault(0, error),
    }
}

pub(super) fn to_string(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::String)
}

pub(super) fn to_bool(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::Bool)
}

pub(super) fn to_number(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::Number)
}

pub(super) fn to_list(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::List(Rc::new(Type::Any)))
}

pub(super) fn to_set(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::Set(Rc::new(Type::Any)))
}

pub(super) fn to_map(arguments: &Arguments) -> Outcome {
    converted(arguments, &Type::Map(Rc::new(Type::Any)))
}

/// An argument's fault that is no single one's.
pub(super) fn none_fits<T>(message: &str) -> Result<T, Fault> {
    Err(Fault { code: Code::FunctionArguments, argument: None, message: message.to_owned() })
}

pub(super) fn coalesce(arguments: &Arguments) -> Outcome {
    let kinds: alloc::vec::Vec<Type> = arguments.values.iter().map(|value| value.data.kind()).collect();
    let Some(of) = unify(&kinds) else { return none_fits("all arguments must have the same type") };
    for value in &arguments.values {
        match &value.data {
            Data::Null(_) => {}
            Data::Text(text) if text.known() == Some("") => {}
            _ => {
                return match convert(value.clone(), &of) {
                    Ok(value) => Ok(value.data),
                    Err(error) => none_fits(&error),
                };
            }
        }
    }
    none_fits("every argument is null or empty")
}

pub(super) fn length(arguments: &Arguments) -> Outcome {
    let count = match arguments.data(0)? {
        Data::List(items) | Data::Set(items) => items.len(),
        Data::Object(members) => members.len(),
        Data::Text(text) => match text.known() {
            Some(text) => characters(text).count(),
            None => return Ok(arguments.data(0)?.reference().map_or(Data::Unknown, Data::Later)),
        },
        other => return fault(0, format!("expected a list, an object or a string, but this is {}", other.noun())),
    };
    Ok(Data::index(count))
}
