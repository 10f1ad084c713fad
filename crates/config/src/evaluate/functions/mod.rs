//! Functions of the language: looking them up, preparing their arguments, and saying what is wrong with a call.
//!
//! Each is declared with the types of its parameters, to which its arguments are converted as Terraform does it. A function is
//! given known values only: what is made of a value that is known only after apply is known only after apply. Those that only
//! move values see them as they are.
#![allow(clippy::unnecessary_wraps, reason = "all functions have one signature, whether or not they can fail")]

mod arguments;
mod collections;
mod dates;
mod encoding;
mod files;
mod formatting;
mod hashes;
mod impure;
mod lists;
mod maps;
mod network;
mod numbers;
mod outcome;
mod patterns;
mod sets;
mod special;
mod strings;
mod table;
mod tabular;
mod yaml;

use super::{
    Evaluator,
    value::{Data, Value},
};
use crate::{
    problem::Place,
    suggest::nearest,
    syntax::{Call, Expression, Kind},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use arguments::{Arguments, prepared};
use connfn_core::diagnostic::Code;
use outcome::Fault;
use table::{FUNCTIONS, Function};

impl Evaluator<'_, '_> {
    pub(super) fn call(&mut self, call: &Call, place: Place) -> Data {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        match name {
            "try" => return self.try_(call, place),
            "can" => return self.can(call, place),
            _ => {}
        }
        let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
            return self.unknown_function(name, call);
        };
        let arguments = match self.arguments(call) {
            Ok(arguments) => arguments,
            Err(data) => return data,
        };
        let least = function.least();
        if !(least..=function.most()).contains(&arguments.len()) {
            let most = function.most();
            let message = format!("`{name}` takes {}, but is given {}", count(least, most), arguments.len());
            return self.refuse(Code::FunctionArguments, call.place, message);
        }
        if name == "templatestring"
            && !matches!(call.arguments.first(), Some(Expression { kind: Kind::Traversal(_) | Kind::Variable(_), .. }))
        {
            let help = "a template that is written here needs no function: write it in place of the call";
            let message = "`templatestring`: the template is a reference, such as `local.x`";
            return self.refuse_with(Code::FunctionArguments, call.place, message, help);
        }
        let mut sensitive = false;
        let result = self
            .run(function, arguments, place, &mut sensitive)
            .unwrap_or_else(|(fault, at)| self.refuse(fault.code, at, format!("`{name}`: {}", fault.message)));
        let size = result.size();
        if self.spend(size, place) { result.hidden_if(sensitive) } else { Data::Unknown }
    }

    fn run(
        &mut self,
        function: &Function,
        arguments: Vec<Value>,
        place: Place,
        sensitive: &mut bool,
    ) -> Result<Data, (Fault, Place)> {
        let mut values = Vec::new();
        let mut instead = None;
        for (index, value) in arguments.into_iter().enumerate() {
            let at = value.place;
            let mut value = value;
            if !function.sees_marks() {
                *sensitive |= if function.moves { value.data.open() } else { value.data.reveal() };
            }
            let value = prepared(value, function.parameter(index), index).map_err(|fault| (fault, at))?;
            let unknown = value.data.is_unknown() || (!function.moves && value.data.has_unknown());
            let later = match &value.data {
                Data::Later(cause) => Some(cause.clone()),
                data if !function.moves => data.reference(),
                _ => None,
            };
            match later {
                _ if unknown => instead = Some(Data::Unknown),
                Some(cause) if instead.is_none() && !function.sees_marks() => instead = Some(Data::Later(cause)),
                _ => {}
            }
            values.push(value);
        }
        if let Some(data) = instead {
            return Ok(data);
        }
        let places: Vec<Place> = values.iter().map(|value| value.place).collect();
        let arguments = Arguments { values, place };
        let result = match function.run {
            table::Run::Values(run) => run(&arguments),
            table::Run::Evaluator(run) => run(self, &arguments),
        };
        result.map_err(|fault| {
            let at = fault.argument.and_then(|index| places.get(index)).copied().unwrap_or(place);
            (fault, at)
        })
    }

    /// The arguments' values, the last one spread out if it is followed by `...`.
    fn arguments(&mut self, call: &Call) -> Result<Vec<Value>, Data> {
        let mut values: Vec<_> = call.arguments.iter().map(|argument| self.value(argument)).collect();
        if let (true, Some(mut last)) = (call.expand, if call.expand { values.pop() } else { None }) {
            let sensitive = last.data.open();
            match last.data {
                Data::List(items) | Data::Set(items) => {
                    values.extend(items.into_iter().map(|item| Value::new(item.place, item.data.hidden_if(sensitive))));
                }
                data @ (Data::Unknown | Data::Later(_)) => return Err(data),
                other => {
                    let message = format!("only a list can be followed by `...`, but this is {}", other.noun());
                    return Err(self.refuse(Code::FunctionArguments, last.place, message));
                }
            }
        }
        Ok(values)
    }

    fn unknown_function(&mut self, name: &str, call: &Call) -> Data {
        if let Some((why, help)) = impure::reason(name) {
            return self.refuse_with(Code::ImpureFunction, call.place, format!("`{name}` {why}"), help);
        }
        if name.contains("::") {
            return self.refuse_with(
                Code::UnsupportedExpression,
                call.place,
                format!("connfn does not have the function `{name}`"),
                "write its result, or give it to a variable",
            );
        }
        let names = FUNCTIONS.iter().map(|function| function.name).chain(["can", "try"]);
        let near = nearest(name, names);
        let problem = self.problems.add(Code::UnknownFunction, call.place, format!("there is no function `{name}`"));
        // Terraform finds it only when it calls.
        problem.dynamic();
        if let Some(near) = near {
            problem.help(format!("did you mean `{near}`?"));
        }
        Data::Unknown
    }
}

fn count(least: usize, most: usize) -> String {
    match (least, most) {
        (0, 0) => "no arguments".to_string(),
        (1, 1) => "one argument".to_string(),
        (least, most) if least == most => format!("{least} arguments"),
        (0, usize::MAX) => "any number of arguments".to_string(),
        (1, usize::MAX) => "at least one argument".to_string(),
        (least, usize::MAX) => format!("at least {least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    }
}
