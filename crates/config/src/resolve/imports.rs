//! `import` blocks: which existing resource an address is to have. Whether it exists the plan finds out.

use super::Resolver;
use crate::{
    evaluate::{Data, Evaluator, static_address},
    problem::Place,
    suggest::did_you_mean,
    syntax::{Attribute, Block},
};
use alloc::{borrow::ToOwned, format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{
    address::{Address, ResourceType},
    desired::Import,
    diagnostic::Code,
};

impl Resolver<'_, '_> {
    pub(super) fn imports(&mut self) {
        let mut targets: Map<Address, Place> = Map::new();
        let mut ids: Map<(ResourceType, String), Place> = Map::new();
        for block in &self.declared.imports {
            self.import(block, &mut targets, &mut ids);
            self.problems.address = None;
        }
    }

    fn import(
        &mut self,
        block: &Block,
        targets: &mut Map<Address, Place>,
        ids: &mut Map<(ResourceType, String), Place>,
    ) {
        let Some(to) = block.body.attribute("to") else {
            self.problems
                .add(Code::MissingArgument, block.header, "the import lacks the required argument `to`")
                .help("`to` is the address of a resource in this configuration");
            return;
        };
        let place = to.value.place;
        let Some(address) = self.target(to) else { return };
        let kind = address.resource_type();
        self.problems.address = Some(address.clone());
        for attribute in &block.body.attributes {
            match attribute.name.as_str() {
                "to" | "id" | "provider" => {}
                name => {
                    self.problems
                        .add(
                            Code::InvalidImport,
                            attribute.place,
                            format!("connfn does not support `{name}` in an import"),
                        )
                        .help("an import has `to` and `id`");
                }
            }
        }
        if let Some(first) = targets.get(&address) {
            self.problems
                .add(Code::InvalidImport, place, format!("`{address}` is imported twice"))
                .related("the first import", *first);
            return;
        }
        targets.insert(address.clone(), place);
        let Some((id, id_place)) = self.import_id(block, kind) else { return };
        if let Some(first) = ids.get(&(kind, id.clone())) {
            self.problems
                .add(Code::InvalidImport, id_place, format!("the {} `{id}` is imported twice", kind.noun()))
                .related("the first import", *first);
            return;
        }
        ids.insert((kind, id.clone()), id_place);
        self.state.imports.insert(address, Import { id, location: self.locator.location(block.header) });
    }

    /// The managed resource that is the target. `None` if there is none, or the import is none of connfn's business.
    fn target(&mut self, to: &Attribute) -> Option<Address> {
        let place = to.value.place;
        let Some((words, index)) = static_address(&to.value) else {
            self.problems
                .add(Code::InvalidImport, place, "`to` is not the address of a resource in this configuration")
                .help("write `to = TYPE.LABEL`, with `[INDEX]` or `[\"KEY\"]` for one of several instances");
            return None;
        };
        if words.first().is_some_and(|(word, _)| word == "module") {
            // A module's resources are its own, and notes say that connfn does not read it.
            return None;
        }
        match self.declared.target(&words) {
            Ok(target) => {
                let key = target?;
                // Without its instances there was an error already.
                let instances = self.instances.get(&key)?;
                let text = format!("{}{index}", Address::root(key.0, &key.1));
                match instances.iter().find(|address| address.as_str() == text) {
                    Some(address) => Some(address.clone()),
                    None => {
                        let help = did_you_mean(&text, instances.iter().map(Address::as_str), "its instances are");
                        let problem =
                            self.problems.add(Code::InvalidImport, place, format!("there is no instance `{text}`"));
                        if let Some(help) = help {
                            problem.help(help);
                        }
                        None
                    }
                }
            }
            Err(_) if !self.scope.complete => None,
            Err((message, help)) => {
                let problem = self.problems.add(Code::InvalidImport, place, message);
                problem.help(help.unwrap_or_else(|| "`to` names a resource in this configuration".to_owned()));
                None
            }
        }
    }

    fn import_id(&mut self, block: &Block, kind: ResourceType) -> Option<(String, Place)> {
        let what = match kind {
            ResourceType::ConnectionFunction => "a connection function is imported by its id, such as `E1PA6795UKMFR9`",
            ResourceType::KeyValueStore => "a key value store is imported by its name",
        };
        let Some(attribute) = block.body.attribute("id") else {
            self.problems
                .add(Code::MissingArgument, block.header, "the import lacks the required argument `id`")
                .help(what);
            return None;
        };
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let value = evaluator.evaluate(&attribute.value);
        if value.data.is_unknown() {
            return None;
        }
        match value.data.to_text().as_ref().map(|text| text.known().map(ToOwned::to_owned)) {
            Some(Some(id)) if !id.is_empty() => Some((id, value.place)),
            Some(None) => {
                evaluator.not_known_yet(&value, "the id of an import");
                None
            }
            None if value.data.reference().is_some() => {
                evaluator.not_known_yet(&value, "the id of an import");
                None
            }
            _ => {
                let noun = if matches!(value.data, Data::Text(_)) { "empty" } else { value.data.noun() };
                self.problems
                    .add(Code::InvalidImport, value.place, format!("the id of an import is {noun}"))
                    .help(what);
                None
            }
        }
    }
}
