//! One side of a change, and whether what a step does is what that side shows.

use crate::ordered::Map;
use crate::{
    address::ResourceType,
    attributes::Attribute,
    exported,
    operation::{FunctionConfig, Operation, Tags},
    ownership::{is_own_tag, own_tags},
    plan::document::{Action, Change, CodeInput, OutputRef, Plan, Precondition, Step, StepId},
    text::{Part, Text},
};
use alloc::{
    format,
    string::{String, ToString},
};

type Attributes = Map<String, Attribute>;

/// What a change shows of its resource, before or after.
pub(super) struct Side<'p> {
    pub(super) attributes: Option<&'p Attributes>,
    pub(super) change: &'p Change,
    pub(super) plan: &'p Plan,
}

impl Side<'_> {
    pub(super) fn action(&self, allowed: &[Action], kind: ResourceType) -> Result<(), String> {
        if allowed.contains(&self.change.action) && self.change.resource_type == kind {
            Ok(())
        } else {
            Err("does what its change does not show".to_string())
        }
    }

    pub(super) fn shown(&self, name: &str) -> Option<&Attribute> {
        self.attributes.and_then(|attributes| attributes.get(name))
    }

    pub(super) fn tag(&self, key: &str) -> Option<&Attribute> {
        match self.shown("tags_all") {
            Some(Attribute::Map(tags)) => tags.get(key),
            _ => None,
        }
    }

    pub(super) const fn arn_attribute(&self) -> &'static str {
        match self.change.resource_type {
            ResourceType::ConnectionFunction => "connection_function_arn",
            ResourceType::KeyValueStore => "arn",
        }
    }

    /// A value is shown as it is: what is known as itself, the rest as known after apply.
    pub(super) fn shows(&self, name: &str, value: &Text<OutputRef>) -> Result<(), String> {
        if self.shown(name) == Some(&Attribute::text(value)) {
            Ok(())
        } else {
            Err(format!("gives `{name}` another value than its change shows"))
        }
    }

    /// A value is known and the one that the resource was observed to have.
    pub(super) fn is(&self, name: &str, value: &Text<OutputRef>) -> Result<(), String> {
        let known = value.known().is_some_and(|value| self.shown(name) == Some(&Attribute::string(value)));
        if known { self.in_basis() } else { Err(format!("is about another resource: `{name}` differs")) }
    }

    /// A value is the one observed, or what an earlier step for the same resource answers.
    pub(super) fn is_or_comes_from(&self, name: &str, value: &Text<OutputRef>, step: &Step) -> Result<(), String> {
        if value.known().is_some() { self.is(name, value) } else { self.own_output(value, step) }
    }

    pub(super) fn own_output(&self, value: &Text<OutputRef>, step: &Step) -> Result<(), String> {
        let own = |output: &OutputRef| {
            self.plan.step(&output.step).is_some_and(|other| other.address == step.address && other.operation.mutates())
        };
        match value.parts() {
            [Part::Reference(output)] if own(output) => Ok(()),
            _ => Err("takes a value from a step for another resource".to_string()),
        }
    }

    /// The step expects the version that was observed.
    pub(super) fn etag(&self, step: &Step, given: Option<&String>) -> Result<(), String> {
        match (&step.precondition, given) {
            (Some(Precondition::Etag(etag)), None) => self.is("etag", etag),
            _ => Err("does not expect the version that was observed".to_string()),
        }
    }

    /// The step expects the version that was observed or that an earlier step for the same resource makes.
    pub(super) fn etag_or_output(&self, step: &Step, given: Option<&String>) -> Result<(), String> {
        match (&step.precondition, given) {
            (Some(Precondition::Etag(etag)), None) => self.is_or_comes_from("etag", etag, step),
            _ => Err("does not expect a version".to_string()),
        }
    }

    /// The step expects that nothing of the name exists, as was observed.
    pub(super) fn absent(&self, step: &Step, name: &str) -> Result<(), String> {
        let basis = match self.change.resource_type {
            ResourceType::ConnectionFunction => &self.plan.basis.functions,
            ResourceType::KeyValueStore => &self.plan.basis.stores,
        };
        let expects = matches!(&step.precondition, Some(Precondition::Absent { name: absent }) if absent == name);
        let shown = self.shown("name") == Some(&Attribute::string(name));
        if expects && shown && matches!(basis.get(name), Some(None)) {
            Ok(())
        } else {
            Err("creates what is not known to be absent".to_string())
        }
    }

    /// The resource is one that the plan compares with reality before its first change.
    pub(super) fn in_basis(&self) -> Result<(), String> {
        let basis = match self.change.resource_type {
            ResourceType::ConnectionFunction => &self.plan.basis.functions,
            ResourceType::KeyValueStore => &self.plan.basis.stores,
        };
        match self.shown("name") {
            Some(Attribute::String(name)) if matches!(basis.get(name), Some(Some(_))) => Ok(()),
            _ => Err("changes what the plan was not made from".to_string()),
        }
    }

    /// The content that the change shows, or the one that LIVE is to hold, if DEVELOPMENT gets its own after that.
    pub(super) fn content_in_the_end(
        &self,
        step: &Step,
        config: &FunctionConfig<Text<OutputRef>>,
        code: &CodeInput,
    ) -> Result<(), String> {
        let shown = self.content(config, code);
        let is_lives = self.change.publishes() && self.live_after() == Some(&stage(config, code));
        let is_followed = || {
            self.plan.steps.iter().any(|other| {
                let updates = matches!(&other.operation, Operation::UpdateConnectionFunction(update)
                    if self.content(&update.connection_function_config, &update.connection_function_code).is_ok());
                updates && other.address == step.address && etag_from(other) == Some(&step.id)
            })
        };
        if shown.is_err() && is_lives && is_followed() { Ok(()) } else { shown }
    }

    pub(super) fn live_after(&self) -> Option<&Attributes> {
        self.change.live.as_ref().and_then(|live| live.after.as_ref())
    }

    /// What is published is what DEVELOPMENT holds at the version that the step expects: it has to be what LIVE is shown to
    /// hold then.
    pub(super) fn publishes_what_is_shown(&self, step: &Step) -> Result<(), String> {
        let published = match etag_from(step) {
            None => self.attributes.and_then(exported::development),
            Some(id) => self.plan.step(id).and_then(|source| match &source.operation {
                Operation::CreateConnectionFunction(input) => {
                    Some(stage(&input.connection_function_config, &input.connection_function_code))
                }
                Operation::UpdateConnectionFunction(input) => {
                    Some(stage(&input.connection_function_config, &input.connection_function_code))
                }
                _ => None,
            }),
        };
        if published.is_some() && published.as_ref() == self.live_after() {
            Ok(())
        } else {
            Err("publishes another content than its change shows".to_string())
        }
    }

    pub(super) fn content(&self, config: &FunctionConfig<Text<OutputRef>>, code: &CodeInput) -> Result<(), String> {
        let code = match code {
            CodeInput::Held { code } => Attribute::code(code),
            CodeInput::Text(_) => Attribute::UNKNOWN,
        };
        let stores = config.key_value_store_associations.iter().flat_map(|associations| &associations.items);
        let block = exported::config(
            Attribute::text(&config.comment),
            Attribute::string(config.runtime.as_str()),
            stores.map(|item| Attribute::text(&item.key_value_store_arn)).collect(),
        );
        let shown = self.shown("connection_function_code") == Some(&code)
            && self.shown("connection_function_config") == Some(&block);
        if shown { Ok(()) } else { Err("gives the function another content than its change shows".to_string()) }
    }

    /// The tags of a new resource: all that the change shows, and connfn's own.
    pub(super) fn all_tags(&self, tags: &Tags<Text<OutputRef>>) -> Result<(), String> {
        self.some_tags(tags)?;
        let shown = match self.shown("tags_all") {
            Some(Attribute::Map(shown)) => shown.len(),
            _ => 0,
        };
        let own = tags.items.iter().filter(|tag| is_own_tag(&tag.key)).count();
        if own == self.own_tags().len() && tags.items.len() == shown + own {
            Ok(())
        } else {
            Err("leaves tags out".to_string())
        }
    }

    /// connfn's own tags.
    pub(super) fn own_tags(&self) -> Map<String, String> {
        let none = Map::new();
        let shown = match self.shown("tags_all") {
            Some(Attribute::Map(shown)) => shown,
            _ => &none,
        };
        own_tags(&self.plan.stack, &self.change.address, shown.keys()).unwrap_or_default()
    }

    /// Tags that the change shows, or connfn's own for this address and stack.
    pub(super) fn some_tags(&self, tags: &Tags<Text<OutputRef>>) -> Result<(), String> {
        let own = self.own_tags();
        let is_shown = |key: &String, value: &Text<OutputRef>| {
            if is_own_tag(key) {
                // What there is no longer anything to tell of is emptied.
                Some(own.get(key).map_or("", String::as_str)) == value.known()
            } else {
                self.tag(key) == Some(&Attribute::text(value))
            }
        };
        match tags.items.iter().find(|tag| !is_shown(&tag.key, &tag.value)) {
            Some(tag) => Err(format!("sets the tag `{}` to what its change does not show", tag.key)),
            None => Ok(()),
        }
    }
}

/// The step whose answer gives the version that a step expects.
pub(super) fn etag_from(step: &Step) -> Option<&StepId> {
    match &step.precondition {
        Some(Precondition::Etag(etag)) => etag.references().next().map(|output| &output.step),
        _ => None,
    }
}

/// What a stage holds that is given this.
fn stage(config: &FunctionConfig<Text<OutputRef>>, code: &CodeInput) -> Attributes {
    let code = match code {
        CodeInput::Held { code } => Attribute::code(code),
        CodeInput::Text(_) => Attribute::UNKNOWN,
    };
    let stores = config.key_value_store_associations.iter().flat_map(|associations| &associations.items);
    exported::stage_of(
        code,
        Attribute::text(&config.comment),
        Attribute::string(config.runtime.as_str()),
        stores.map(|item| Attribute::text(&item.key_value_store_arn)).next().unwrap_or(Attribute::Null),
    )
}
