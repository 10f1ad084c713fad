//! References: what the first words of a traversal name.

use super::{
    Evaluator,
    value::{Data, Value},
};
use crate::{
    problem::{Place, Problem},
    suggest::{did_you_mean, nearest},
    syntax::{Kind, Step, StepKind, Traversal},
};
use alloc::{
    borrow::{Cow, ToOwned},
    format,
    string::String,
    vec::Vec,
};
use connfn_core::ordered::Map;
use connfn_core::{address::ResourceType, diagnostic::Code};

impl<'a> Evaluator<'a, '_> {
    /// A bare name.
    pub(super) fn variable(&mut self, name: &str, place: Place) -> Data {
        if let Some((_, data)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            let data = data.clone();
            return if self.spend(data.size(), place) { data } else { Data::Unknown };
        }
        if self.isolated {
            return self.not_given(name, place);
        }
        if ResourceType::parse(name).is_some() || matches!(name, "var" | "local" | "path" | "module") {
            let help = format!("write `{name}.` and a name");
            return self.refuse_with(Code::UnknownReference, place, format!("`{name}` alone has no value"), help);
        }
        let help = format!("a string is written in double quotes: `\"{name}\"`");
        self.refuse_with(Code::UnknownReference, place, format!("there is no value named `{name}`"), help)
    }

    /// A name in a template that it was not given.
    fn not_given(&mut self, name: &str, place: Place) -> Data {
        let help = did_you_mean(name, self.bound.iter().map(|(bound, _)| bound.as_str()), "given are");
        let message = format!("the template is not given `{name}`");
        let help = help.unwrap_or_else(|| "a template sees only what its second argument holds".to_owned());
        self.problems.add(Code::FunctionArguments, place, message).help(help);
        Data::Unknown
    }

    pub(super) fn traversal(&mut self, traversal: &Traversal, place: Place) -> Value {
        let (data, steps) = match &traversal.of.kind {
            Kind::Variable(root) if !self.bound.iter().any(|(bound, _)| bound == root) => {
                self.root(root, traversal, place)
            }
            _ => (Cow::Owned(self.value(&traversal.of).data), traversal.steps.as_slice()),
        };
        let found = self.steps(&data, place, steps);
        if found.has_unknown()
            && let (Kind::Variable(root), Some(StepKind::Attribute(name))) =
                (&traversal.of.kind, traversal.steps.first().map(|step| &step.kind))
        {
            if root == "local"
                && let Some(deferred) = self.scope.deferred.get(name)
            {
                self.problems.extend(deferred);
            }
            if root == "module"
                && let Some(deferred) = self.scope.deferred_outputs.get(name)
            {
                self.blame_outputs(deferred, &traversal.steps);
            }
        }
        Value::new(place, found)
    }

    /// The value that the first words name, and the steps that are left.
    fn root<'t>(&mut self, root: &str, traversal: &'t Traversal, place: Place) -> (Cow<'a, Data>, &'t [Step]) {
        const NOWHERE: &[Step] = &[];
        let scope = self.scope;
        if self.isolated {
            return (Cow::Owned(self.not_given(root, traversal.of.place)), NOWHERE);
        }
        let [first, rest @ ..] = traversal.steps.as_slice() else { return (Cow::Owned(Data::Unknown), NOWHERE) };
        let named = traversal.of.place.to(first.place);
        let unsupported = |evaluator: &mut Self, message: &str, help: &str| {
            (Cow::Owned(evaluator.refuse_with(Code::UnsupportedExpression, place, message, help)), NOWHERE)
        };
        match root {
            "data" => return (Cow::Owned(self.data_source(traversal, place)), NOWHERE),
            "each" | "count" => {
                let argument = if root == "each" { "for_each" } else { "count" };
                let message = format!("`{root}` has a value only in a resource with `{argument}`");
                return (Cow::Owned(self.refuse(Code::UnknownReference, place, message)), NOWHERE);
            }
            "self" | "ephemeral" => {
                let message = format!("connfn cannot know the value of `{root}`");
                return unsupported(self, &message, "write the value itself");
            }
            _ => {}
        }
        let StepKind::Attribute(name) = &first.kind else {
            let help = "the first step is a name, such as `local.x`";
            let message = format!("`{root}` is not a list");
            return (Cow::Owned(self.refuse_with(Code::UnknownReference, place, message, help)), NOWHERE);
        };
        let data = match root {
            "path" => match name.as_str() {
                "root" => Data::text("."),
                "module" => Data::text(if scope.path.is_empty() { "." } else { scope.path.as_str() }),
                "cwd" => self.refuse_with(
                    Code::UnsupportedExpression,
                    named,
                    "`path.cwd` differs from machine to machine",
                    "use `path.module`",
                ),
                _ => self.missing(
                    named,
                    format!("there is no `path.{name}`"),
                    did_you_mean(name, ["module", "root"], "there are"),
                ),
            },
            "terraform" => match name.as_str() {
                "workspace" => Data::text("default"),
                _ => self.missing(
                    named,
                    format!("there is no `terraform.{name}`"),
                    did_you_mean(name, ["workspace"], "there is"),
                ),
            },
            "local" => match scope.locals.get(name) {
                Some(data) => return (Cow::Borrowed(data), rest),
                None => {
                    let help = did_you_mean(name, scope.locals.keys().map(String::as_str), "declared are");
                    self.missing(named, format!("the local value `{name}` is not declared"), help)
                }
            },
            "var" => match scope.variables.get(name) {
                Some(data) => return (Cow::Borrowed(data), rest),
                None => {
                    let help = did_you_mean(name, scope.variables.keys().map(String::as_str), "declared are");
                    self.missing(named, format!("the variable `{name}` is not declared"), help)
                }
            },
            // What it gives is as little known as a resource of another type.
            "module" if scope.elsewhere.contains(name) => Data::Later(format!("module.{name}").into()),
            "module" => return (self.module(name, named, rest), rest),
            root => match ResourceType::parse(root) {
                Some(kind) => return (self.resource(kind, name, named, rest), rest),
                None => self.foreign(root, name, named),
            },
        };
        (Cow::Owned(data), rest)
    }

    fn missing(&mut self, place: Place, message: String, help: Option<String>) -> Data {
        if self.scope.complete {
            let problem = self.problems.add(Code::UnknownReference, place, message);
            if let Some(help) = help {
                problem.help(help);
            }
        }
        Data::Unknown
    }

    /// A word that is no type connfn manages. What such a resource has is known only after it was applied.
    fn foreign(&mut self, root: &str, name: &str, place: Place) -> Data {
        if self.scope.others.contains(&(root.to_owned(), name.to_owned())) {
            return Data::Later(format!("{root}.{name}").into());
        }
        let words = ResourceType::ALL.iter().map(|kind| kind.as_str()).chain(["var", "local", "path", "module"]);
        let help = nearest(root, words).map(|near| format!("did you mean `{near}`?"));
        self.missing(place, format!("`{root}.{name}` is not declared"), help)
    }

    /// A data source, which Terraform may read only while it applies, and connfn never.
    fn data_source(&mut self, traversal: &Traversal, place: Place) -> Data {
        let [
            Step { kind: StepKind::Attribute(kind), .. },
            Step { kind: StepKind::Attribute(name), place: end, .. },
            ..,
        ] = traversal.steps.as_slice()
        else {
            let help = "a data source is named by its type and its label: `data.TYPE.LABEL`";
            return self.refuse_with(Code::UnknownReference, place, "this names no data source", help);
        };
        self.foreign(&format!("data.{kind}"), name, traversal.of.place.to(*end))
    }

    /// A managed resource's value. What is wrong with its first step Terraform finds without evaluating.
    fn resource(&mut self, kind: ResourceType, name: &str, place: Place, rest: &[Step]) -> Cow<'a, Data> {
        let scope = self.scope;
        let Some(data) = scope.resources.get(&(kind, name.to_owned())) else {
            let declared = scope.resources.keys().filter(|(other, _)| *other == kind).map(|(_, name)| name.as_str());
            let help = did_you_mean(name, declared, "declared are");
            let message = format!("the {} `{kind}.{name}` is not declared", kind.noun());
            return Cow::Owned(self.missing(place, message, help));
        };
        self.instances(data, &format!("{kind}.{name}"), rest)
    }

    /// A called module's value: its outputs, or those of each of its instances.
    fn module(&mut self, name: &str, place: Place, rest: &[Step]) -> Cow<'a, Data> {
        let scope = self.scope;
        match scope.modules.get(name) {
            Some(data) => self.instances(data, &format!("module.{name}"), rest),
            None => {
                let help = did_you_mean(name, scope.modules.keys().map(String::as_str), "called are");
                Cow::Owned(self.missing(place, format!("the module `{name}` is not called"), help))
            }
        }
    }

    /// The value of something that may have instances, once its first step was looked at.
    fn instances(&mut self, data: &'a Data, called: &str, rest: &[Step]) -> Cow<'a, Data> {
        let Some(Step { kind: StepKind::Attribute(attribute), place: at, .. }) = rest.first() else {
            return Cow::Borrowed(data);
        };
        match data {
            Data::Object(members) if !members.contains_key(attribute) => {
                self.no_attribute(attribute, members, *at);
                Cow::Owned(Data::Unknown)
            }
            Data::List(_) => Cow::Owned(self.refuse_with(
                Code::UnknownReference,
                *at,
                format!("`{called}` has instances, and `{attribute}` is an attribute of each"),
                format!("write `{called}[0].{attribute}`"),
            )),
            _ => Cow::Borrowed(data),
        }
    }

    /// Says what is wrong with the outputs that steps into a module name, or with all if they name none.
    fn blame_outputs(&mut self, deferred: &Map<String, Vec<Problem>>, steps: &[Step]) {
        let mut names = steps.iter().skip(1).filter_map(|step| match &step.kind {
            StepKind::Attribute(name) => Some(name),
            _ => None,
        });
        let named = names.clone().find_map(|name| deferred.get(name));
        match named {
            Some(problems) => self.problems.extend(problems),
            None if names.next().is_some() => {}
            None => deferred.values().for_each(|problems| self.problems.extend(problems)),
        }
    }
}
