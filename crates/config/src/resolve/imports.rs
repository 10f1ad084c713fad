//! `import` blocks: which existing resource an address is to have. Whether it exists the plan finds out.

use super::{instances::Instance, resolver::Resolver};
use crate::{
    evaluate::{Data, Evaluator, address_text, literal_key, static_address},
    problem::Place,
    suggest::did_you_mean,
    syntax::{Attribute, Block, Expression, Kind},
    write::escape,
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
        let mark = self.problems.mark();
        for instance in self.instances(block).list(block.header) {
            let place = to.value.place;
            let Some(address) = self.target(to, block.body.json, &instance) else { continue };
            self.problems.address = Some(address.clone());
            if let Some(first) = targets.get(&address) {
                self.problems
                    .add(Code::InvalidImport, place, format!("`{address}` is imported twice"))
                    .related("the first import", *first);
                continue;
            }
            targets.insert(address.clone(), place);
            let kind = address.resource_type();
            let Some((id, id_place)) = self.import_id(block, kind, &instance) else { continue };
            if let Some(first) = ids.get(&(kind, id.clone())) {
                self.problems
                    .add(Code::InvalidImport, id_place, format!("the {} `{id}` is imported twice", kind.noun()))
                    .related("the first import", *first);
                continue;
            }
            ids.insert((kind, id.clone()), id_place);
            let location = self.locator.location(block.header);
            self.found.state.imports.insert(address, Import { id, location });
        }
        if self.problems.address.is_some() || self.problems.failed_since(mark) {
            self.other_arguments(block);
        }
    }

    /// Reports arguments that an import does not have. Of an import that is none of connfn's business they do not matter.
    fn other_arguments(&mut self, block: &Block) {
        for attribute in &block.body.attributes {
            match attribute.name.as_str() {
                "to" | "id" | "provider" | "for_each" => {}
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
    }

    /// The managed resource that is the target. `None` if there is none, or the import is none of connfn's business.
    fn target(&mut self, to: &Attribute, is_json: bool, instance: &Instance) -> Option<Address> {
        let place = to.value.place;
        // In JSON an address is written as a string, and nowhere else.
        let quoted = !is_json && matches!(to.value.kind, Kind::String(_));
        let words = static_address(&to.value).filter(|_| !quoted);
        let mut resource = words.as_deref().unwrap_or_default();
        while let [first, _, rest @ ..] = resource
            && first.text == "module"
        {
            resource = rest;
        }
        let ([kind, label], Some(words)) = (resource, &words) else {
            self.problems
                .add(Code::InvalidImport, place, "`to` is not the address of a resource in this configuration")
                .help("write `to = TYPE.LABEL`, with `[INDEX]` or `[\"KEY\"]` for one of several instances");
            return None;
        };
        if words.len() == 2
            && let Err((message, help)) =
                self.declared.target(&[(kind.text.clone(), kind.place), (label.text.clone(), label.place)])
        {
            if self.scope.complete {
                let problem = self.problems.add(Code::InvalidImport, place, message);
                problem.help(help.unwrap_or_else(|| "`to` names a resource in this configuration".to_owned()));
            }
            return None;
        }
        ResourceType::parse(&kind.text)?;
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        evaluator.bound.clone_from(&instance.bound);
        let mut words = words.clone();
        let key = words.last_mut().and_then(|last| last.key.take());
        let base = address_text(&words, |key| key_of(&mut evaluator, key))?;
        let text = match key {
            Some(key) => format!("{base}{}", key_of(&mut evaluator, &key)?),
            None => base.clone(),
        };
        let instances = self.found.instances.get(&base);
        if let Some(found) = instances.and_then(|all| all.iter().find(|address| address.as_str() == text)) {
            return Some(found.clone());
        }
        // What could not be worked out has no instances, and was reported.
        if instances.is_none() && self.found.is_part {
            return None;
        }
        let (message, help) = match instances {
            Some(instances) => (
                format!("there is no instance `{text}`"),
                did_you_mean(&text, instances.iter().map(Address::as_str), "its instances are"),
            ),
            None => (
                format!("`{text}` is not declared"),
                did_you_mean(&text, self.found.instances.keys().map(String::as_str), "declared are"),
            ),
        };
        let problem = self.problems.add(Code::InvalidImport, place, message);
        if let Some(help) = help {
            problem.help(help);
        }
        None
    }

    fn import_id(&mut self, block: &Block, kind: ResourceType, instance: &Instance) -> Option<(String, Place)> {
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
        evaluator.bound.clone_from(&instance.bound);
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

/// The key of an instance in an address. `None` if it is none, which is reported.
fn key_of(evaluator: &mut Evaluator<'_, '_>, key: &Expression) -> Option<String> {
    if let Some(literal) = literal_key(key) {
        return Some(literal);
    }
    let value = evaluator.evaluate(key);
    if value.data.is_unknown() {
        return None;
    }
    if let (Data::Number(_), Some(index)) = (&value.data, value.data.to_index()) {
        return Some(format!("[{index}]"));
    }
    match value.data.to_text().as_ref().map(|text| text.known().map(escape)) {
        Some(Some(key)) => Some(format!("[\"{key}\"]")),
        Some(None) => {
            evaluator.not_known_yet(&value, "the key of an instance");
            None
        }
        None => {
            let message = format!("the key of an instance is a number or a string, but this is {}", value.data.noun());
            evaluator.refuse(Code::InvalidImport, value.place, message);
            None
        }
    }
}
