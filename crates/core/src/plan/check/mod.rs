//! Whether a plan agrees with itself: every step does what a change shows, under the condition that belongs to it, and
//! nothing else. A plan that passes can do no more than its reader was shown, wherever it came from.

mod remote;

use super::document::{Action, Change, CodeInput, Mode, OutputRef, Plan, Precondition, Step, StepId};
use crate::ordered::{Map, Set};
use crate::{
    address::{self, ResourceType},
    attributes::Attribute,
    exported, observed,
    operation::{FunctionConfig, Operation, Tags},
    ownership::{is_own_tag, is_stack_name, own_tags},
    text::Text,
};
use alloc::{
    format,
    string::{String, ToString},
};

type Attributes = Map<String, Attribute>;

/// Says what is wrong with a plan, if something is.
pub(crate) fn check(plan: &Plan) -> Result<(), String> {
    if !is_stack_name(&plan.stack) && plan.report.blocked.is_empty() {
        return Err("the plan names no stack".to_string());
    }
    if !plan.report.blocked.is_empty() && !plan.steps.is_empty() {
        return Err("a blocked plan has steps".to_string());
    }
    if plan.mode == Mode::RefreshOnly && !plan.steps.is_empty() {
        return Err("a drift report has steps".to_string());
    }
    if plan.mode != Mode::RefreshOnly && plan.has_drift() {
        return Err("a plan reports drift instead of setting it right".to_string());
    }
    check_targets(plan)?;
    let mut before: Set<&StepId> = Set::new();
    for step in &plan.steps {
        check_order(step, &before)?;
        check_step(plan, step).map_err(|problem| format!("step `{}` {problem}", step.id))?;
        if !before.insert(&step.id) {
            return Err(format!("two steps have the id `{}`", step.id));
        }
    }
    remote::check(plan)
}

/// A plan for some resources names them, once each, and is not about what it says that it leaves out.
fn check_targets(plan: &Plan) -> Result<(), String> {
    if !plan.targets.is_sorted_by(|a, b| a < b) {
        return Err("the targets are not in order".to_string());
    }
    if !plan.is_partial() && !plan.report.left_out.is_empty() {
        return Err("the plan leaves resources out although it has no targets".to_string());
    }
    if let Some(change) = plan.changes.iter().find(|change| plan.report.left_out.contains(&change.address)) {
        return Err(format!("the plan changes `{}` and says that it leaves it out", change.address));
    }
    // What a blocked plan names may be what blocks it.
    let unmeant = |target: &&String| !address::is_target(target);
    match plan.targets.iter().find(unmeant).filter(|_| plan.report.blocked.is_empty()) {
        Some(target) => Err(format!("the target `{target}` is no address")),
        None => Ok(()),
    }
}

/// A step waits for steps before it, and for each whose output it uses.
fn check_order(step: &Step, before: &Set<&StepId>) -> Result<(), String> {
    if let Some(id) = step.after.iter().find(|id| !before.contains(id)) {
        return Err(format!("step `{}` waits for `{id}`, which does not come before it", step.id));
    }
    match step.outputs_used().into_iter().find(|output| !step.after.contains(&output.step)) {
        Some(output) => Err(format!("step `{}` uses an output of `{}` without waiting for it", step.id, output.step)),
        None => Ok(()),
    }
}

/// A step does what some change of its address shows.
fn check_step(plan: &Plan, step: &Step) -> Result<(), String> {
    if let Some(CodeInput::Held { code }) = code_of(step)
        && plan.code.get(code).and_then(observed::Code::as_text).is_none()
    {
        return Err(format!("needs code `{code}`, which the plan does not hold"));
    }
    let is_test = matches!(step.operation, Operation::TestConnectionFunction(_));
    if !step.operation.mutates() && !is_test {
        let reads = matches!(
            step.operation,
            Operation::DescribeConnectionFunction(_)
                | Operation::GetConnectionFunction(_)
                | Operation::DescribeKeyValueStore(_)
        );
        return if reads { Ok(()) } else { Err("reads what no plan needs".to_string()) };
    }
    let mut problem = "belongs to no change".to_string();
    for change in plan.changes.iter().filter(|change| change.address == step.address) {
        match allowed_by(plan, change, step) {
            Ok(()) => return Ok(()),
            Err(reason) => problem = reason,
        }
    }
    Err(problem)
}

fn allowed_by(plan: &Plan, change: &Change, step: &Step) -> Result<(), String> {
    use Operation as Op;
    let new = Side { attributes: change.after.as_ref(), change, plan };
    let old = Side { attributes: change.before.as_ref(), change, plan };
    match &step.operation {
        Op::CreateConnectionFunction(input) => {
            new.action(&[Action::Create, Action::Replace], ResourceType::ConnectionFunction)?;
            new.absent(step, &input.name)?;
            new.content_in_the_end(step, &input.connection_function_config, &input.connection_function_code)?;
            new.all_tags(&input.tags)
        }
        Op::UpdateConnectionFunction(input) => {
            new.action(&[Action::Update, Action::Create, Action::Replace], ResourceType::ConnectionFunction)?;
            match change.action {
                Action::Update => old.is("id", &input.id)?,
                // What was just created for LIVE's sake gets what DEVELOPMENT is to hold.
                _ => new.own_output(&input.id, step)?,
            }
            old.etag_or_output(step, input.if_match.as_ref())?;
            new.content_in_the_end(step, &input.connection_function_config, &input.connection_function_code)
        }
        Op::TestConnectionFunction(input) => remote::allowed(change, &old, step, input),
        Op::PublishConnectionFunction(input) => {
            if !change.publishes() {
                return Err("publishes what no change shows as published".to_string());
            }
            old.is_or_comes_from("id", &input.id, step)?;
            old.etag_or_output(step, input.if_match.as_ref())?;
            old.publishes_what_is_shown(step)
        }
        Op::DeleteConnectionFunction(input) => {
            old.action(&[Action::Delete, Action::Replace], ResourceType::ConnectionFunction)?;
            old.is("id", &input.id)?;
            old.etag(step, input.if_match.as_ref())
        }
        Op::CreateKeyValueStore(input) => {
            new.action(&[Action::Create, Action::Replace], ResourceType::KeyValueStore)?;
            new.absent(step, &input.name)?;
            new.shows("comment", &input.comment)?;
            new.all_tags(&input.tags)
        }
        Op::UpdateKeyValueStore(input) => {
            new.action(&[Action::Update], ResourceType::KeyValueStore)?;
            old.is("name", &Text::literal(input.name.as_str()))?;
            old.etag(step, input.if_match.as_ref())?;
            new.shows("comment", &input.comment)
        }
        Op::DeleteKeyValueStore(input) => {
            old.action(&[Action::Delete, Action::Replace], ResourceType::KeyValueStore)?;
            old.is("name", &Text::literal(input.name.as_str()))?;
            old.etag(step, input.if_match.as_ref())
        }
        Op::TagResource(input) => {
            new.action(&[Action::Adopt, Action::Update], change.resource_type)?;
            old.is(old.arn_attribute(), &input.resource)?;
            new.some_tags(&input.tags)
        }
        Op::UntagResource(input) if change.release && input.tag_keys.items.iter().all(|key| is_own_tag(key)) => {
            new.action(&[Action::Release, Action::Update], change.resource_type)?;
            old.is(old.arn_attribute(), &input.resource)
        }
        Op::UntagResource(input) => {
            new.action(&[Action::Adopt, Action::Update], ResourceType::ConnectionFunction)?;
            old.is(old.arn_attribute(), &input.resource)?;
            let goes = |key: &&String| !is_own_tag(key) && old.tag(key).is_some() && new.tag(key).is_none();
            match input.tag_keys.items.iter().find(|key| !goes(key)) {
                Some(key) => Err(format!("removes the tag `{key}`, which is to stay")),
                None => Ok(()),
            }
        }
        _ => Err("is no change".to_string()),
    }
}

/// What a change shows of its resource, before or after.
struct Side<'p> {
    attributes: Option<&'p Attributes>,
    change: &'p Change,
    plan: &'p Plan,
}

impl Side<'_> {
    fn action(&self, allowed: &[Action], kind: ResourceType) -> Result<(), String> {
        if allowed.contains(&self.change.action) && self.change.resource_type == kind {
            Ok(())
        } else {
            Err("does what its change does not show".to_string())
        }
    }

    fn shown(&self, name: &str) -> Option<&Attribute> {
        self.attributes.and_then(|attributes| attributes.get(name))
    }

    fn tag(&self, key: &str) -> Option<&Attribute> {
        match self.shown("tags_all") {
            Some(Attribute::Map(tags)) => tags.get(key),
            _ => None,
        }
    }

    const fn arn_attribute(&self) -> &'static str {
        match self.change.resource_type {
            ResourceType::ConnectionFunction => "connection_function_arn",
            ResourceType::KeyValueStore => "arn",
        }
    }

    /// A value is shown as it is: what is known as itself, the rest as known after apply.
    fn shows(&self, name: &str, value: &Text<OutputRef>) -> Result<(), String> {
        if self.shown(name) == Some(&Attribute::text(value)) {
            Ok(())
        } else {
            Err(format!("gives `{name}` another value than its change shows"))
        }
    }

    /// A value is known and the one that the resource was observed to have.
    fn is(&self, name: &str, value: &Text<OutputRef>) -> Result<(), String> {
        let known = value.known().is_some_and(|value| self.shown(name) == Some(&Attribute::string(value)));
        if known { self.in_basis() } else { Err(format!("is about another resource: `{name}` differs")) }
    }

    /// A value is the one observed, or what an earlier step for the same resource answers.
    fn is_or_comes_from(&self, name: &str, value: &Text<OutputRef>, step: &Step) -> Result<(), String> {
        if value.known().is_some() { self.is(name, value) } else { self.own_output(value, step) }
    }

    fn own_output(&self, value: &Text<OutputRef>, step: &Step) -> Result<(), String> {
        let own = |output: &OutputRef| {
            self.plan.step(&output.step).is_some_and(|other| other.address == step.address && other.operation.mutates())
        };
        match value.parts() {
            [crate::text::Part::Reference(output)] if own(output) => Ok(()),
            _ => Err("takes a value from a step for another resource".to_string()),
        }
    }

    /// The step expects the version that was observed.
    fn etag(&self, step: &Step, given: Option<&String>) -> Result<(), String> {
        match (&step.precondition, given) {
            (Some(Precondition::Etag(etag)), None) => self.is("etag", etag),
            _ => Err("does not expect the version that was observed".to_string()),
        }
    }

    /// The step expects the version that was observed or that an earlier step for the same resource makes.
    fn etag_or_output(&self, step: &Step, given: Option<&String>) -> Result<(), String> {
        match (&step.precondition, given) {
            (Some(Precondition::Etag(etag)), None) => self.is_or_comes_from("etag", etag, step),
            _ => Err("does not expect a version".to_string()),
        }
    }

    /// The step expects that nothing of the name exists, as was observed.
    fn absent(&self, step: &Step, name: &str) -> Result<(), String> {
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
    fn in_basis(&self) -> Result<(), String> {
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
    fn content_in_the_end(
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

    fn live_after(&self) -> Option<&Attributes> {
        self.change.live.as_ref().and_then(|live| live.after.as_ref())
    }

    /// What is published is what DEVELOPMENT holds at the version that the step expects: it has to be what LIVE is shown to
    /// hold then.
    fn publishes_what_is_shown(&self, step: &Step) -> Result<(), String> {
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

    fn content(&self, config: &FunctionConfig<Text<OutputRef>>, code: &CodeInput) -> Result<(), String> {
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
    fn all_tags(&self, tags: &Tags<Text<OutputRef>>) -> Result<(), String> {
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
    fn own_tags(&self) -> Map<String, String> {
        let none = Map::new();
        let shown = match self.shown("tags_all") {
            Some(Attribute::Map(shown)) => shown,
            _ => &none,
        };
        own_tags(&self.plan.stack, &self.change.address, shown.keys()).unwrap_or_default()
    }

    /// Tags that the change shows, or connfn's own for this address and stack.
    fn some_tags(&self, tags: &Tags<Text<OutputRef>>) -> Result<(), String> {
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
fn etag_from(step: &Step) -> Option<&StepId> {
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

fn code_of(step: &Step) -> Option<&CodeInput> {
    match &step.operation {
        Operation::CreateConnectionFunction(input) => Some(&input.connection_function_code),
        Operation::UpdateConnectionFunction(input) => Some(&input.connection_function_code),
        _ => None,
    }
}
