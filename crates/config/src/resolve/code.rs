//! Where the code of a function comes from: the files that it is read from, by which its tests are found, and the place in which it is
//! written, so that what is said of it is said there.

use super::{instances::Instance, resolver::Resolver};
use crate::{
    code::CodeOrigin,
    evaluate::{Data, Evaluator, Name, calls, references},
    path::Normalised,
    problem::{Place, Problems},
    syntax::{Call, Expression, Kind, Part, StepKind, Traversal},
};
use alloc::string::String;
use connfn_core::ordered::Set;

/// How many local values are gone through: they may name each other in a circle.
const MOST_STEPS: usize = 16;

impl Resolver<'_, '_> {
    /// The files that code is read from, given the code if it is known. One of them that the code is the whole text of stands for all.
    pub(super) fn files_of_code(&self, written: &Expression, code: Option<&str>, instance: &Instance) -> Set<String> {
        let mut read = Set::new();
        self.files_read(written, instance, &mut Set::new(), &mut read);
        let Some(code) = code else { return read };
        let files = &self.scope.sources.files;
        let is_code = |name: &&String| files.get(*name).is_some_and(|text| text == code);
        // It may have come through a variable of a module, which nothing here reads.
        let same: Set<String> = if read.is_empty() {
            files.keys().filter(is_code).cloned().collect()
        } else {
            read.iter().filter(is_code).cloned().collect()
        };
        if same.is_empty() { read } else { same }
    }

    /// Where code stands, given the files that it is read from: in one of them, as one literal, or, worked out, nowhere as it is.
    pub(super) fn code_origin(&self, written: &Expression, code: &str, files: &Set<String>) -> CodeOrigin {
        let literal = self.literal_code(written, MOST_STEPS).and_then(|place| {
            let file = self.locator.location(place)?.file;
            Some(CodeOrigin::Literal { file, written: place.start..place.end })
        });
        let mut names = files.iter();
        let only = names.next().filter(|_| names.next().is_none());
        let file = only.filter(|name| self.scope.sources.files.get(*name).is_some_and(|text| text == code));
        literal
            .or_else(|| file.cloned().map(CodeOrigin::File))
            .unwrap_or_else(|| CodeOrigin::Computed(self.locator.location(written.place)))
    }

    /// The place of the literal that an expression is, itself or by a local value.
    fn literal_code(&self, expression: &Expression, steps: usize) -> Option<Place> {
        match &expression.kind {
            Kind::String(_) => Some(expression.place),
            Kind::Template(parts) => match parts.as_slice() {
                [Part::Literal(_)] => Some(expression.place),
                [Part::Interpolation(only)] => self.literal_code(only, steps),
                _ => None,
            },
            Kind::Traversal(traversal) => {
                let local = self.declared.locals.get(local_named(traversal)?)?;
                self.literal_code(&local.value, steps.checked_sub(1)?)
            }
            _ => None,
        }
    }

    /// Gathers the files whose text an expression takes, itself or by a local value.
    fn files_read(
        &self,
        expression: &Expression,
        instance: &Instance,
        seen: &mut Set<String>,
        files: &mut Set<String>,
    ) {
        let reads = calls(expression).into_iter().filter(|call| matches!(call.name.as_str(), "file" | "templatefile"));
        files.extend(reads.filter_map(|call| self.path_of(call, instance)));
        for (name, _) in references(expression) {
            if let Name::Local(local) = name
                && let Some(attribute) = self.declared.locals.get(&local)
                && seen.insert(local)
            {
                self.files_read(&attribute.value, instance, seen, files);
            }
        }
    }

    /// The file that a call reads. Whatever is wrong with the call was said when it was evaluated.
    fn path_of(&self, call: &Call, instance: &Instance) -> Option<String> {
        let (mut problems, mut needs) = (Problems::default(), Set::new());
        let mut evaluator = Evaluator::new(&self.scope, &mut problems, &mut needs);
        evaluator.bound.clone_from(&instance.bound);
        let Data::Text(path) = evaluator.evaluate(call.arguments.first()?).data else { return None };
        match self.scope.locate(path.known()?) {
            Normalised::Inside(name) => Some(name),
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
