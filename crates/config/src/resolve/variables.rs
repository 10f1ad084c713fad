//! Variables: their values come from files, the command line, the environment or a default, are converted to the declared type,
//! and must hold to the declared validations. Where a value comes from is all that tells a root's variables from a module's.

use super::{given::Given, resolver::Resolver};
use crate::{
    evaluate::{Constraint, Data, Evaluator, Name, Value, called, references},
    problem::Place,
    schema::{Shape, Verdict, blocks_named, judge},
    sources::VariableValue,
    syntax::{Block, Expression, Kind, parse_expression},
};
use alloc::format;
use connfn_core::diagnostic::Code;

const SHAPE: Shape = Shape {
    what: "a variable",
    required: &[],
    optional: &["type", "default", "description", "sensitive", "nullable", "ephemeral", "deprecated"],
    blocks: &["validation"],
};

/// Names that mean something else in a `module` block, where a variable's value is given by its name.
const RESERVED: &[&str] = &["count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"];

impl Resolver<'_, '_> {
    /// Works a variable out.
    pub(super) fn variable(&mut self, name: &str) {
        let Some(block) = self.declared.variables.get(name).copied() else { return };
        let Some((constraint, default)) = self.declaration(name, block) else { return };
        if self.inputs.is_some() {
            let given = self.input(name);
            // A value that is missing was reported where the module is called.
            if given.is_some() || default.is_some() {
                self.accept(name, block, &constraint, default, given);
            }
            return;
        }
        let given = match self.declared.assigned.get(name).copied() {
            None => None,
            Some(Given::Attribute(attribute)) => {
                if let Some((_, place)) = references(&attribute.value).into_iter().next() {
                    self.problems
                        .add(Code::UnsupportedExpression, place, "a value in a file of values refers to nothing")
                        .help("write the value itself; a string is written in double quotes");
                    return;
                }
                if self.calls(&attribute.value, &[]) {
                    return;
                }
                Some(Evaluator::new(&self.scope, self.problems, self.needs).evaluate(&attribute.value))
            }
            Some(Given::Text(value, file)) => match self.text(value, file, &constraint) {
                None => return,
                given => given,
            },
        };
        self.accept(name, block, &constraint, default, given);
    }

    /// What a variable's block says of its type and its default. `None` if it cannot be used, which is reported.
    pub(super) fn declaration<'b>(
        &mut self,
        name: &str,
        block: &'b Block,
    ) -> Option<(Constraint, Option<&'b Expression>)> {
        SHAPE.check(block, self.problems);
        if let (true, Some(label)) = (RESERVED.contains(&name), block.labels.first()) {
            self.problems
                .add(Code::InvalidLabels, label.place, format!("a variable cannot be called `{name}`"))
                .help("in a `module` block that name means something else");
        }
        for argument in ["description", "deprecated"] {
            self.literal(block, argument, "a plain string", |kind| matches!(kind, Kind::String(_)));
        }
        for argument in ["sensitive", "nullable", "ephemeral"] {
            self.literal(block, argument, "`true` or `false`", |kind| matches!(kind, Kind::Bool(_)));
        }
        let constraint = match block.body.attribute("type").map(|attribute| Constraint::read(&attribute.value)) {
            None => Constraint::Any,
            Some(Ok(constraint)) => {
                // What else is called in a type stands in the default of an attribute.
                let types = ["list", "map", "object", "optional", "set", "tuple"];
                let calls = block.body.attribute("type").is_some_and(|attribute| self.calls(&attribute.value, &types));
                if calls {
                    return None;
                }
                constraint
            }
            Some(Err(part)) => {
                self.problems
                    .add(Code::WrongType, part.place, "this is not a type")
                    .help("types are `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, `object({…})` and `tuple([…])`");
                return None;
            }
        };
        let default = block.body.attribute("default").map(|attribute| &attribute.value);
        if let Some(default) = default {
            if let Some((reference, place)) = references(default).into_iter().next() {
                let message = "the default of a variable refers to nothing";
                let help = format!("write the value itself, or use `{}` where the variable is used", reference.text());
                self.problems.add(Code::UnsupportedExpression, place, message).help(help);
                return None;
            }
            if self.calls(default, &[]) {
                return None;
            }
            if matches!(default.kind, Kind::Null) && is(block, "nullable", false) {
                self.problems
                    .add(Code::WrongType, default.place, format!("the default of the variable `{name}` is null"))
                    .help("with `nullable = false` it is never null: leave the default out, or write another");
                return None;
            }
        }
        Some((constraint, default))
    }

    /// Whether something is called but these, where Terraform lets nothing be called; it is reported.
    fn calls(&mut self, expression: &Expression, allowed: &[&str]) -> bool {
        let found = called(expression).into_iter().find(|(name, _)| !allowed.contains(&name.as_str()));
        let Some((_, place)) = found else { return false };
        self.problems
            .add(Code::UnsupportedExpression, place, "functions cannot be called here")
            .help("write the value itself, or call the function where the variable is used");
        true
    }

    fn literal(&mut self, block: &Block, argument: &str, wanted: &str, is_right: fn(&Kind) -> bool) {
        if let Some(attribute) = block.body.attribute(argument).filter(|attribute| !is_right(&attribute.value.kind)) {
            let message = format!("`{argument}` of a variable is {wanted}");
            self.problems.add(Code::WrongType, attribute.value.place, message);
        }
    }

    /// The value that a text stands for: itself where a simple value is wanted, else an expression. `None` if it is none, which is
    /// reported.
    fn text(&mut self, value: &VariableValue, file: usize, constraint: &Constraint) -> Option<Value> {
        let (_, document) = value.document();
        let start = document.len() - value.value.len();
        let place = Place::new(file, &(start..document.len()));
        let declared = self.declared.variables.get(&value.name);
        let is_typed = declared.is_some_and(|block| block.body.attribute("type").is_some());
        if !is_typed || matches!(constraint, Constraint::String | Constraint::Number | Constraint::Bool) {
            return Some(Value::new(place, Data::text(value.value.clone())));
        }
        let expression = parse_expression(file, &value.value, start, self.problems)?;
        if let Some((_, place)) = references(&expression).into_iter().next() {
            self.problems
                .add(Code::UnsupportedExpression, place, "a value on the command line refers to nothing")
                .help("a string within it is written in double quotes");
            return None;
        }
        if self.calls(&expression, &[]) {
            return None;
        }
        let mark = self.problems.mark();
        let found = Evaluator::new(&self.scope, self.problems, self.needs).evaluate(&expression);
        (!self.problems.failed_since(mark)).then_some(found)
    }

    /// Takes the value that was given to a variable, or its default, and makes it what `var` and the name stand for. The
    /// caller has seen to it that the name is unknown until then.
    pub(super) fn accept(
        &mut self,
        name: &str,
        block: &Block,
        constraint: &Constraint,
        default: Option<&Expression>,
        given: Option<Value>,
    ) {
        if given.is_some() {
            self.check_default(name, constraint, default);
        }
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let mut value = match (given, default) {
            (Some(value), _) => value,
            (None, Some(default)) => evaluator.evaluate(default),
            // It may stand in what could not be read.
            (None, None) if !self.scope.complete => return,
            (None, None) => {
                self.problems
                    .add(Code::NoValue, block.header, format!("the variable `{name}` has no value"))
                    .help(format!(
                        "give it a `default`, or a value in `terraform.tfvars`, by `--var '{name}=…'` or by `TF_VAR_{name}`"
                    ));
                return;
            }
        };
        if value.data.is_null() && is(block, "nullable", false) {
            match default {
                Some(default) => value = evaluator.evaluate(default),
                None => {
                    let message = format!("the variable `{name}` is not nullable, but this is null");
                    self.problems.add(Code::WrongType, value.place, message);
                    return;
                }
            }
        }
        let place = value.place;
        match constraint.convert(value, &mut |default| evaluator.evaluate(default)) {
            Ok(value) => {
                self.scope.variables.insert(name.into(), value.data.hidden_if(is(block, "sensitive", true)));
                self.validate(name, block, place);
                self.warn_of_secret(block);
            }
            Err(error) => {
                self.problems.add(
                    Code::WrongType,
                    place,
                    format!("the value does not fit the type of the variable `{name}`: {error}"),
                );
            }
        }
    }

    /// A default has the variable's type, also where another value is given.
    fn check_default(&mut self, name: &str, constraint: &Constraint, default: Option<&Expression>) {
        let Some(default) = default else { return };
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let value = evaluator.evaluate(default);
        if let Err(error) = constraint.convert(value, &mut |default| evaluator.evaluate(default)) {
            let message = format!("the default does not fit the type of the variable `{name}`: {error}");
            self.problems.add(Code::WrongType, default.place, message);
        }
    }

    fn warn_of_secret(&mut self, block: &Block) {
        if let Some(sensitive) =
            block.body.attribute("sensitive").filter(|_| self.for_resources && is(block, "sensitive", true))
        {
            self.problems
                .add(Code::NotHonoured, sensitive.place, "connfn does not honour `sensitive`: a plan shows the value")
                .help("what CloudFront stores in a function, a comment or a tag is no place for a secret");
        }
    }

    /// Holds a variable to its validations. One that breaks them is unknown to all that use it: they have nothing to add.
    fn validate(&mut self, name: &str, block: &Block, place: Place) {
        let mut holds = true;
        for validation in blocks_named(&block.body, "validation") {
            if let Some(condition) = validation.body.attribute("condition")
                && !references(&condition.value).iter().any(|(of, _)| *of == Name::Variable(name.into()))
            {
                self.problems
                    .add(Code::WrongType, condition.value.place, format!("the condition does not look at `var.{name}`"))
                    .help("a validation judges the variable that it stands in; what is true of something else is a `check`");
                holds = false;
                continue;
            }
            let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
            match judge(&mut evaluator, &validation) {
                Verdict::Fails(said, rule) => {
                    self.problems
                        .add(
                            Code::ConditionFails,
                            place,
                            format!("the value of the variable `{name}` is refused: {said}"),
                        )
                        .related("the condition that it breaks", rule);
                    holds = false;
                }
                Verdict::Bad => holds = false,
                Verdict::Holds | Verdict::Unknown(_) => {}
            }
        }
        if !holds {
            self.scope.variables.insert(name.into(), Data::Unknown);
        }
    }
}

/// Whether an argument is this literal bool.
pub(super) fn is(block: &Block, argument: &str, value: bool) -> bool {
    let literal = block.body.attribute(argument).map(|attribute| &attribute.value.kind);
    matches!(literal, Some(Kind::Bool(found)) if *found == value)
}
