//! Where the code of a function is written: in a file that it is the text of, or as one literal, here or in a local value.

use super::{Resolver, instances::Instance};
use crate::{
    CodeOrigin,
    problem::Place,
    schema::CODE,
    syntax::{Block, Expression, Kind, Part, StepKind, Traversal},
};
use connfn_core::address::Address;

/// How many local values are gone through: they may name each other in a circle.
const MOST_STEPS: usize = 16;

impl Resolver<'_, '_> {
    /// Keeps where the code of an instance comes from, if it is a desired function and its code is known.
    pub(super) fn keep_code_origin(&mut self, address: &Address, instance: &Instance, block: &Block) {
        let Some(code) = self.found.state.functions.get(address).and_then(|function| function.code.known()) else {
            return;
        };
        let Some(attribute) = block.body.attribute(CODE) else { return };
        let origin = match self.code_written(&attribute.value, instance, MOST_STEPS).or_else(|| self.file_of_text(code))
        {
            Some(origin) => origin,
            None => CodeOrigin::Computed(self.locator.location(attribute.value.place)),
        };
        self.found.code_origins.insert(address.clone(), origin);
    }

    fn code_written(&self, expression: &Expression, instance: &Instance, steps: usize) -> Option<CodeOrigin> {
        match &expression.kind {
            Kind::String(_) => self.code_literal(expression.place),
            Kind::Template(parts) => match parts.as_slice() {
                [Part::Literal(_)] => self.code_literal(expression.place),
                [Part::Interpolation(only)] => self.code_written(only, instance, steps),
                _ => None,
            },
            Kind::Call(call) if call.name == "file" => self.path_of(call, instance).map(CodeOrigin::File),
            Kind::Traversal(traversal) => {
                let local = self.declared.locals.get(local_named(traversal)?)?;
                self.code_written(&local.value, instance, steps.checked_sub(1)?)
            }
            _ => None,
        }
    }

    fn code_literal(&self, place: Place) -> Option<CodeOrigin> {
        let file = self.locator.location(place)?.file;
        Some(CodeOrigin::Literal { file, written: place.start..place.end })
    }

    /// The one file whose text a code is, whichever way it came: through a variable, or as one of several.
    fn file_of_text(&self, code: &str) -> Option<CodeOrigin> {
        let mut files = self.scope.sources.files.iter().filter(|(_, text)| *text == code);
        match (files.next(), files.next()) {
            (Some((name, _)), None) => Some(CodeOrigin::File(name.clone())),
            _ => None,
        }
    }
}

/// The name of the local value that a reference is, and nothing more.
fn local_named(traversal: &Traversal) -> Option<&str> {
    match (&traversal.of.kind, traversal.steps.as_slice()) {
        (Kind::Variable(root), [step]) if root == "local" => match &step.kind {
            StepKind::Attribute(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}
