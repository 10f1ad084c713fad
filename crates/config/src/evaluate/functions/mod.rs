//! Functions of the language: looking them up, preparing their arguments, and saying what is wrong with a call.
//!
//! A function is given known values only; what depends on CloudFront is refused before it. `file` and the functions
//! that choose among values see their arguments as they are.

mod collections;
mod encoding;
mod files;
mod names;
mod strings;

use super::{
    Evaluator,
    value::{Data, Value},
};
use crate::{
    problem::Place,
    suggest::nearest,
    syntax::{Call, Expression},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::diagnostic::Code;

/// Why a function has no result: which argument is at fault, and how.
pub(super) struct Fault {
    code: Code,
    argument: Option<usize>,
    message: String,
}

pub(super) fn fault<T>(argument: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { code: Code::FunctionArguments, argument: Some(argument), message: message.into() })
}

/// The argument is right, but connfn's own function does less than Terraform's.
pub(super) fn limit<T>(argument: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { code: Code::UnsupportedExpression, argument: Some(argument), message: message.into() })
}

type Pure = fn(&[Value]) -> Result<Data, Fault>;

/// A function of known values: the least and the most arguments it takes.
struct Function {
    name: &'static str,
    least: usize,
    most: usize,
    /// Whether values within its arguments may be known only after apply, as it only moves them.
    moves: bool,
    run: Pure,
}

const fn function(name: &'static str, least: usize, most: usize, run: Pure) -> Function {
    Function { name, least, most, moves: false, run }
}

const fn moving(name: &'static str, least: usize, most: usize, run: Pure) -> Function {
    Function { name, least, most, moves: true, run }
}

const FUNCTIONS: &[Function] = &[
    function("chomp", 1, 1, strings::chomp),
    moving("coalesce", 1, usize::MAX, collections::coalesce),
    moving("concat", 1, usize::MAX, collections::concat),
    function("contains", 2, 2, collections::contains),
    function("distinct", 1, 1, collections::distinct),
    function("endswith", 2, 2, strings::ends_with),
    moving("flatten", 1, 1, collections::flatten),
    function("format", 1, usize::MAX, strings::format_),
    function("join", 2, 2, strings::join),
    function("jsonencode", 1, 1, encoding::json),
    moving("keys", 1, 1, collections::keys),
    moving("length", 1, 1, collections::length),
    moving("lookup", 2, 3, collections::lookup),
    function("lower", 1, 1, strings::lower),
    moving("merge", 1, usize::MAX, collections::merge),
    moving("nonsensitive", 1, 1, collections::same),
    function("replace", 3, 3, strings::replace),
    moving("sensitive", 1, 1, collections::same),
    function("split", 2, 2, strings::split),
    function("startswith", 2, 2, strings::starts_with),
    function("strcontains", 2, 2, strings::contains),
    function("tobool", 1, 1, strings::to_bool),
    moving("tolist", 1, 1, collections::to_list),
    moving("tomap", 1, 1, collections::to_map),
    function("tonumber", 1, 1, strings::to_number),
    moving("tostring", 1, 1, strings::to_string),
    function("toset", 1, 1, collections::to_set),
    function("trim", 2, 2, strings::trim),
    function("trimprefix", 2, 2, strings::trim_prefix),
    function("trimspace", 1, 1, strings::trim_space),
    function("trimsuffix", 2, 2, strings::trim_suffix),
    function("upper", 1, 1, strings::upper),
    moving("values", 1, 1, collections::values),
];

impl Evaluator<'_, '_> {
    pub(super) fn call(&mut self, call: &Call, place: Place) -> Data {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        match name {
            "try" => return self.try_(&call.arguments, place),
            "can" => return self.can(call, place),
            _ => {}
        }
        let Some(arguments) = self.arguments(call) else { return Data::Unknown };
        if name == "file" {
            return self.file(&arguments, call.place);
        }
        let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
            return self.unknown_function(name, call.place);
        };
        if !(function.least..=function.most).contains(&arguments.len()) {
            let message =
                format!("`{name}` takes {}, but is given {}", count(function.least, function.most), arguments.len());
            return self.refuse(Code::FunctionArguments, call.place, message);
        }
        let mut unknown = false;
        for argument in &arguments {
            if argument.data.is_unknown() || (!function.moves && argument.data.has_unknown()) {
                unknown = true;
            } else if !function.moves && !argument.data.is_known() {
                self.not_known_yet(argument, &format!("what is given to `{name}`"));
                unknown = true;
            }
        }
        if unknown {
            return Data::Unknown;
        }
        (function.run)(&arguments).unwrap_or_else(|fault| {
            let at = fault.argument.and_then(|index| arguments.get(index)).map_or(place, |value| value.place);
            self.refuse(fault.code, at, format!("`{name}`: {}", fault.message))
        })
    }

    /// The arguments' values, the last one spread out if it is followed by `...`.
    fn arguments(&mut self, call: &Call) -> Option<Vec<Value>> {
        let mut values: Vec<_> = call.arguments.iter().map(|argument| self.evaluate(argument)).collect();
        if call.expand {
            let last = values.pop()?;
            match last.data {
                Data::List(items) | Data::Set(items) => values.extend(items),
                Data::Unknown => return None,
                other => {
                    let message = format!("only a list can be followed by `...`, but this is {}", other.noun());
                    self.problems.add(Code::FunctionArguments, last.place, message);
                    return None;
                }
            }
        }
        Some(values)
    }

    fn unknown_function(&mut self, name: &str, place: Place) -> Data {
        let supported = || FUNCTIONS.iter().map(|function| function.name).chain(["can", "file", "try"]);
        if names::UNSUPPORTED.binary_search(&name).is_ok() || name.contains("::") {
            return self.refuse_with(
                Code::UnsupportedExpression,
                place,
                format!("connfn does not have the function `{name}`"),
                "write its result, or give it to a variable",
            );
        }
        let near = nearest(name, supported().chain(names::UNSUPPORTED.iter().copied()));
        let problem = self.problems.add(Code::UnknownFunction, place, format!("there is no function `{name}`"));
        if let Some(near) = near {
            problem.help(format!("did you mean `{near}`?"));
        }
        Data::Unknown
    }

    /// The first argument that can be evaluated without an error.
    fn try_(&mut self, arguments: &[Expression], place: Place) -> Data {
        let mark = self.problems.mark();
        for argument in arguments {
            let value = self.evaluate(argument);
            if !self.problems.failed_since(mark) {
                return value.data;
            }
            if self.problems.forget_dynamic(mark) {
                return Data::Unknown;
            }
        }
        self.refuse(Code::FunctionArguments, place, "no argument of `try` has a value")
    }

    fn can(&mut self, call: &Call, place: Place) -> Data {
        let [argument] = call.arguments.as_slice() else {
            return self.refuse(Code::FunctionArguments, place, "`can` takes one argument");
        };
        let mark = self.problems.mark();
        let value = self.evaluate(argument);
        if !self.problems.failed_since(mark) {
            return if value.data.has_unknown() { Data::Unknown } else { Data::Bool(true) };
        }
        if self.problems.forget_dynamic(mark) { Data::Unknown } else { Data::Bool(false) }
    }
}

fn count(least: usize, most: usize) -> String {
    match (least, most) {
        (1, 1) => "one argument".to_string(),
        (least, most) if least == most => format!("{least} arguments"),
        (1, usize::MAX) => "at least one argument".to_string(),
        (least, usize::MAX) => format!("at least {least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    }
}
