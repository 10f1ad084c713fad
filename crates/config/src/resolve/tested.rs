//! What is kept of a function beside what is desired: what its tests are found by, and where its code is written.

use super::{instances::Instance, resolver::Resolver};
use crate::{schema::CODE, syntax::Block, testing::Tested};
use connfn_core::{address::Address, ordered::Set};

impl Resolver<'_, '_> {
    /// Keeps what is known of an instance, if it is a function that is desired.
    pub(super) fn keep_beside(&mut self, address: &Address, instance: &Instance, block: &Block) {
        let Some(function) = self.found.state.functions.get(address) else { return };
        let Some(label) = block.labels.last() else { return };
        let code = function.code.known();
        let has_store = function.store_arn.is_some();
        let mut files = Set::new();
        let mut origin = None;
        if let Some(attribute) = block.body.attribute(CODE) {
            files = self.files_of_code(&attribute.value, code, instance);
            origin = code.map(|code| self.code_origin(&attribute.value, code, &files));
        }
        let mut own = self.module.folder.documents.iter().flat_map(|document| &document.tests);
        self.found.tested.push(Tested {
            address: address.clone(),
            label: label.text.clone(),
            folder: self.module.folder.path.clone(),
            files: files.into_iter().collect(),
            has_store,
            own: own.find(|(of, _)| *of == label.text).map(|(_, tests)| tests.clone()),
        });
        if let Some(origin) = origin {
            self.found.code_origins.insert(address.clone(), origin);
        }
    }
}
