//! Variables: their values come from files for them or from defaults, and are converted to the declared type.

use super::{Resolver, declare::Declared};
use crate::{
    evaluate::{Constraint, Data, Evaluator},
    problem::Problems,
    suggest::did_you_mean,
    syntax::{Body, Kind},
};
use alloc::{format, string::String};
use connfn_core::diagnostic::{Code, Severity};

impl<'d> Declared<'d> {
    /// Takes the values that files for variables give, the later over the earlier.
    pub(super) fn assign(&mut self, assignments: &'d [Body], complete: bool, problems: &mut Problems) {
        for body in assignments {
            for block in &body.blocks {
                problems
                    .add(Code::UnsupportedBlock, block.kind_place, "a file of values holds no blocks")
                    .help(format!("write `{} = {{ … }}`", block.kind));
            }
            for attribute in &body.attributes {
                if self.variables.contains_key(&attribute.name) {
                    self.assigned.insert(attribute.name.clone(), attribute);
                } else if complete {
                    let help = did_you_mean(&attribute.name, self.variables.keys().map(String::as_str), "declared are");
                    let message = format!("the variable `{}` is not declared", attribute.name);
                    let problem = problems.add(Code::UnknownReference, attribute.place, message);
                    // Terraform lets it pass, as one file may serve several configurations.
                    problem.severity(Severity::Warning);
                    if let Some(help) = help {
                        problem.help(help);
                    }
                }
            }
        }
    }
}

impl Resolver<'_, '_> {
    pub(super) fn variable(&mut self, name: &str) {
        let Some(block) = self.declared.variables.get(name).copied() else { return };
        let default = block.body.attribute("default");
        let Some(given) = self.declared.assigned.get(name).copied().or(default) else {
            self.problems
                .add(Code::NotKnownYet, block.header, format!("the variable `{name}` has no value"))
                .help("give it a `default`, or a value in `terraform.tfvars`");
            return;
        };
        let constraint = match block.body.attribute("type").map(|attribute| Constraint::read(&attribute.value)) {
            None => Constraint::Any,
            Some(Ok(constraint)) => constraint,
            Some(Err(part)) => {
                self.problems
                    .add(Code::WrongType, part.place, "this is not a type")
                    .help("types are `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, `object({…})` and `tuple([…])`");
                return;
            }
        };
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let mut value = evaluator.evaluate(&given.value);
        let is_false = |name: &str| {
            block.body.attribute(name).is_some_and(|attribute| matches!(attribute.value.kind, Kind::Bool(false)))
        };
        if let (Data::Null, true, Some(default)) = (&value.data, is_false("nullable"), default) {
            value = evaluator.evaluate(&default.value);
        }
        let place = value.place;
        match constraint.convert(value, &mut |default| evaluator.evaluate(default)) {
            Ok(value) => {
                self.scope.variables.insert(name.into(), value.data);
            }
            Err(error) => {
                self.problems.add(
                    Code::WrongType,
                    place,
                    format!("the value does not fit the type of the variable `{name}`: {error}"),
                );
            }
        }
        self.not_honoured(block);
    }

    fn not_honoured(&mut self, block: &crate::syntax::Block) {
        if let Some(sensitive) = block.body.attribute("sensitive")
            && matches!(sensitive.value.kind, Kind::Bool(true))
        {
            self.problems
                .add(Code::NotHonoured, sensitive.place, "connfn does not honour `sensitive`: a plan shows the value")
                .help("what CloudFront stores in a function, a comment or a tag is no place for a secret");
        }
        let validations = block.body.blocks.iter().filter(|inner| inner.kind == "validation").map(|inner| inner.header);
        let json = block.body.attribute("validation").map(|attribute| attribute.place);
        for place in validations.chain(json) {
            self.problems.add(Code::NotHonoured, place, "connfn does not honour `validation` of a variable");
        }
    }
}
