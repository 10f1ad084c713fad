//! What is known of a function that its tests are found by: its label, whether it has a store, and the files of its code.

use super::{Resolver, instances::Instance};
use crate::{
    evaluate::{Data, Evaluator, Name, Normalised, calls, references},
    problem::Problems,
    schema::CODE,
    syntax::{Block, Call, Expression},
    testing::Tested,
};
use alloc::string::String;
use connfn_core::{address::Address, ordered::Set};

impl Resolver<'_, '_> {
    /// Keeps what is known of an instance, if it is a function that is desired.
    pub(super) fn keep_tested(&mut self, address: &Address, instance: &Instance, block: &Block) {
        let Some(function) = self.found.state.functions.get(address) else { return };
        let Some(label) = block.labels.last() else { return };
        let mut files = Set::new();
        if let Some(attribute) = block.body.attribute(CODE) {
            self.files_read(&attribute.value, instance, &mut Set::new(), &mut files);
        }
        if let (true, Some(code)) = (files.is_empty(), function.code.known()) {
            // It may have come through a variable of a module, or as one of several.
            let same = self.scope.sources.files.iter().filter(|(_, text)| *text == code);
            files.extend(same.map(|(name, _)| name.clone()));
        }
        let mut own = self.module.folder.documents.iter().flat_map(|document| &document.tests);
        self.found.tested.push(Tested {
            address: address.clone(),
            label: label.text.clone(),
            folder: self.module.folder.path.clone(),
            files: files.into_iter().collect(),
            has_store: function.store_arn.is_some(),
            own: own.find(|(of, _)| *of == label.text).map(|(_, tests)| tests.clone()),
        });
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
    pub(super) fn path_of(&self, call: &Call, instance: &Instance) -> Option<String> {
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
