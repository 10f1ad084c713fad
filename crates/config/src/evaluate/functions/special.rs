//! `try` and `can`, which see expressions and not values, and what has to do with marks.

use super::{arguments::Arguments, outcome::Outcome};
use crate::{
    evaluate::{Evaluator, value::Data},
    problem::Place,
    syntax::Call,
};
use connfn_core::diagnostic::Code;

impl Evaluator<'_, '_> {
    /// The first argument that can be evaluated without an error.
    pub(super) fn try_(&mut self, call: &Call, place: Place) -> Data {
        let mark = self.problems.mark();
        if call.expand {
            let values = match self.arguments(call) {
                Ok(values) => values,
                Err(data) => return data,
            };
            if let (false, Some(first)) = (self.problems.failed_since(mark), values.into_iter().next()) {
                return first.data;
            }
        }
        for argument in &call.arguments {
            let value = self.value(argument);
            if !self.problems.failed_since(mark) {
                return value.data;
            }
            if self.problems.forget_dynamic(mark) {
                return Data::Unknown;
            }
        }
        self.refuse(Code::FunctionArguments, place, "no argument of `try` has a value")
    }

    pub(super) fn can(&mut self, call: &Call, place: Place) -> Data {
        let [argument] = call.arguments.as_slice() else {
            return self.refuse(Code::FunctionArguments, place, "`can` takes one argument");
        };
        let mark = self.problems.mark();
        let value = self.value(argument);
        if !self.problems.failed_since(mark) {
            return match (value.data.has_unknown(), value.data.reference()) {
                (true, _) => Data::Unknown,
                // Whether it works out is known only when its value is.
                (false, Some(cause)) if !matches!(value.data, Data::Text(_)) => Data::Later(cause),
                _ => Data::Bool(true),
            };
        }
        if self.problems.forget_dynamic(mark) { Data::Unknown } else { Data::Bool(false) }
    }
}

pub(super) fn sensitive(arguments: &Arguments) -> Outcome {
    Ok(arguments.data(0)?.clone().hidden_if(true))
}

pub(super) fn nonsensitive(arguments: &Arguments) -> Outcome {
    let mut data = arguments.data(0)?.clone();
    data.open();
    Ok(data)
}

pub(super) fn issensitive(arguments: &Arguments) -> Outcome {
    Ok(match arguments.data(0)? {
        Data::Later(cause) => Data::Later(cause.clone()),
        data => Data::Bool(matches!(data, Data::Sensitive(_))),
    })
}

/// The value itself: nothing that connfn reads is ephemeral.
pub(super) fn same(arguments: &Arguments) -> Outcome {
    arguments.data(0).cloned()
}
