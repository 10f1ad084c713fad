//! The plan that undoes a run: what its receipt says was before is desired again, of those resources alone. What was before
//! is said by the receipt, what is to be done by the same planning as ever; only what no configuration can ask for is added
//! here: a DEVELOPMENT stage that differs from LIVE, and a resource that leaves the stack and stays.

mod former;

use crate::{
    address::{Address, ResourceType},
    attributes::Attribute,
    diagnostic::Code,
    exported,
    observed::{ObservedFunction, ObservedState, ObservedStore},
    operation::{FunctionConfig, Operation, StoreAssociations, TagKeys, UntagResource, UpdateConnectionFunction},
    ordered::{Map, Set},
    ownership::{Owner, is_own_tag},
    plan::{
        Action, Change, OutputRef, Plan, Step, StepId,
        make::{
            Options, basis,
            content::TargetCode,
            context::Context,
            draft::{bring_about, finish},
            identify::{self, Existing, Identified},
            steps::step,
        },
    },
    run::{Receipt, StepStatus},
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};
use former::{Former, Stage};

/// Computes the plan that brings back what was before a run.
pub fn plan(receipt: &Receipt, observed: &ObservedState) -> Plan {
    let former = Former::of(receipt, observed);
    let options = Options::default();
    let mut context = Context::new(&receipt.stack, observed, &options, &former.desired);
    for (address, note) in &former.notes {
        context.note(address, note.as_str());
    }
    let mut stores = identify::stores(&mut context, &former.desired);
    let mut functions = identify::functions(&mut context, &former.desired);
    leave_what_the_run_made(&mut context, receipt, &former, &mut functions);
    leave_what_the_run_made(&mut context, receipt, &former, &mut stores);
    keep_what_live_names(&mut context, &former, &mut stores);
    let notes = context.notes.len();
    bring_about(&mut context, &former.desired, &functions, &stores);
    // What is noted there speaks of a configuration, and none is meant.
    context.notes.truncate(notes);
    note_what_changed_since(&mut context, receipt);
    for change in &mut context.changes {
        say_why(change, receipt);
    }
    for (address, stage) in &former.development {
        restore_development(&mut context, address, stage, &functions);
    }
    for change in receipt.changes.iter().filter(|change| change.adopt) {
        release(&mut context, &change.address, &functions, &stores);
    }
    for diagnostic in &mut context.blocked {
        if diagnostic.code == Code::NotOwned {
            let help = "a rollback takes nothing over: bring it under the stack first, or leave it as it is";
            diagnostic.help = Some(help.to_owned());
        }
    }
    let basis = basis::of(&former.desired, &functions, &stores);
    let configuration = former.desired.digest_with(&context.code_digests);
    let mut plan = finish(context, configuration, basis, Set::new());
    plan.rollback = Some(receipt.plan.clone());
    plan.seal();
    plan
}

/// Of all that the stack owns and that is not desired, only what the run made goes, and only if it still is what it made.
fn leave_what_the_run_made<T>(
    context: &mut Context<'_>,
    receipt: &Receipt,
    former: &Former,
    identified: &mut Identified<'_, T>,
) {
    let made: Vec<&Change> = receipt.changes.iter().filter(|change| made_new(change)).collect();
    identified.leaving.retain(|(address, existing)| {
        made.iter().any(|change| {
            let is_its_own = change.address == *address
                && name_after(change) == Some(existing.name)
                && !former.left_alone.contains(address);
            let id = made_id(receipt, change);
            let is_same = change.resource_type == ResourceType::KeyValueStore || id.is_none_or(|id| id == existing.id);
            if is_its_own && !is_same {
                let noun = change.resource_type.noun();
                let name = existing.name;
                context.note(
                    address,
                    format!("{noun} `{name}` is not the one that the run made, and stays: its id is `{}`", existing.id),
                );
            }
            is_its_own && is_same
        })
    });
}

/// A store that the run made stays if a LIVE stage names it that cannot be taken back.
fn keep_what_live_names(context: &mut Context<'_>, former: &Former, stores: &mut Identified<'_, ObservedStore>) {
    let observed = context.observed;
    stores.leaving.retain(|(address, existing)| {
        let names_it = |name: &str| {
            let function = observed.functions.values().find(|function| function.name == name);
            let live = function.and_then(|function| function.live.as_ref());
            live.is_some_and(|live| live.store_arns.contains(&existing.resource.arn))
        };
        let user = former.desired.functions.values().find(|function| !function.publish && names_it(&function.name));
        if let Some(user) = user {
            context
                .note(address, format!("it stays: LIVE of `{}` names it, and CloudFront cannot unpublish", user.name));
        }
        user.is_none()
    });
}

fn made_new(change: &Change) -> bool {
    matches!(change.action, Action::Create | Action::Replace)
}

fn name_after(change: &Change) -> Option<&str> {
    match change.after.as_ref()?.get("name") {
        Some(Attribute::String(name)) => Some(name),
        _ => None,
    }
}

/// The id that CloudFront gave to what the run made, if it is known.
fn made_id<'r>(receipt: &'r Receipt, change: &Change) -> Option<&'r str> {
    let creates = |operation: &str| operation.starts_with("Create");
    let step = receipt
        .steps
        .iter()
        .find(|step| step.address == change.address && creates(&step.operation) && step.status == StepStatus::Done)?;
    step.outputs.get("Id").map(String::as_str)
}

/// Gives DEVELOPMENT what it held, once LIVE holds what it held.
fn restore_development(
    context: &mut Context<'_>,
    address: &Address,
    stage: &Stage,
    functions: &Identified<'_, ObservedFunction>,
) {
    let Some(store) = stage.store.as_ref().map_or(Some(None), |arn| context.resolve(arn).map(Some)) else { return };
    let is = |name: &'static str| move |step: &&Step| step.address == *address && step.operation.name() == name;
    let updated = context.steps.iter().find(is("UpdateConnectionFunction"));
    let created = context.steps.iter().find(is("CreateConnectionFunction"));
    let observed = match functions.fates.get(address) {
        Some(identify::Fate::Keep { existing, .. }) => {
            let content = existing.resource.development.content.as_ref();
            content.map(|content| (Text::literal(existing.id), Text::literal(content.etag.as_str())))
        }
        _ => None,
    };
    let (id, etag): (Text<OutputRef>, Text<OutputRef>) = match (updated, created, observed) {
        (Some(update), _, Some((id, _))) => (id, update.output("ETag")),
        (_, Some(create), _) => (create.output("Id"), create.output("ETag")),
        (None, None, Some(observed)) => observed,
        _ => return,
    };
    let before: Vec<StepId> = context
        .steps
        .iter()
        .filter(|step| step.address == *address && step.id.0.contains("/verify-live"))
        .map(|step| step.id.clone())
        .collect();
    let (store_arn, waits) = store.map_or((None, Set::new()), |store| (Some(store.text), store.after));
    let code = TargetCode::new(Text::literal(stage.code.as_str()));
    let input = UpdateConnectionFunction {
        id,
        if_match: None,
        connection_function_config: FunctionConfig {
            comment: Text::literal(stage.comment.as_str()),
            runtime: stage.runtime,
            key_value_store_associations: store_arn.clone().map(StoreAssociations::of),
        },
        connection_function_code: context.code_input(&code),
    };
    let restore = step(address, "restore-development", Operation::UpdateConnectionFunction(input));
    let restore = context.push(restore.expecting(etag).after(before.into_iter().chain(waits)));
    // Whether tagging moves an ETag is not documented, so tags come after all that expects one.
    for step in context.steps.iter_mut().filter(|step| step.address == *address) {
        if matches!(step.operation, Operation::TagResource(_) | Operation::UntagResource(_)) {
            step.after.push(restore.clone());
        }
    }
    let code = context.hold_code(&code).map_or(Attribute::UNKNOWN, Attribute::code);
    let config = exported::config(
        Attribute::string(stage.comment.as_str()),
        Attribute::string(stage.runtime.as_str()),
        store_arn.iter().map(Attribute::text).collect(),
    );
    if let Some(change) = change_of(context, address) {
        if let Some(after) = &mut change.after {
            after.insert("connection_function_code".to_owned(), code);
            after.insert("connection_function_config".to_owned(), config);
            after.insert("etag".to_owned(), Attribute::UNKNOWN);
            after.insert("status".to_owned(), Attribute::UNKNOWN);
        }
        change.reasons.push("LIVE and DEVELOPMENT differed before: DEVELOPMENT gets back its own".to_owned());
    }
}

fn change_of<'c>(context: &'c mut Context<'_>, address: &Address) -> Option<&'c mut Change> {
    context.changes.iter_mut().find(|change| change.address == *address && change.after.is_some())
}

/// Takes from a resource that the run adopted the tags that made it the stack's. They go last, so that a run which dies
/// midway leaves it owned.
fn release(
    context: &mut Context<'_>,
    address: &Address,
    functions: &Identified<'_, ObservedFunction>,
    stores: &Identified<'_, ObservedStore>,
) {
    let (tags, arn) = match (functions.fates.get(address), stores.fates.get(address)) {
        (Some(identify::Fate::Keep { existing, .. }), _) => owned(existing, &existing.resource.arn),
        (_, Some(identify::Fate::Keep { existing, .. })) => owned(existing, &existing.resource.arn),
        _ => return,
    };
    if !matches!(Owner::of(tags, context.stack), Owner::ThisStack { .. }) {
        return;
    }
    let mut keys: Set<String> = tags.keys().filter(|key| is_own_tag(key)).cloned().collect();
    for step in context.steps.iter().filter(|step| step.address == *address) {
        if let Operation::TagResource(input) = &step.operation {
            keys.extend(input.tags.items.iter().filter(|tag| is_own_tag(&tag.key)).map(|tag| tag.key.clone()));
        }
    }
    let after: Vec<StepId> =
        context.steps.iter().filter(|step| step.address == *address).map(|step| step.id.clone()).collect();
    let input =
        UntagResource { resource: Text::literal(arn), tag_keys: TagKeys { items: keys.iter().cloned().collect() } };
    context.push(step(address, "release", Operation::UntagResource(input)).after(after));
    let stack = context.stack.to_owned();
    if let Some(change) = change_of(context, address) {
        change.release = true;
        if change.action == Action::NoOp {
            change.action = Action::Release;
        }
        change.reasons.push(format!("the run brought it under stack `{stack}`"));
    }
}

fn owned<'a, T>(existing: &Existing<'a, T>, arn: &'a str) -> (&'a Map<String, String>, &'a str) {
    (existing.tags, arn)
}

/// The reasons of making and deleting, which speak of a configuration where none is meant.
fn say_why(change: &mut Change, receipt: &Receipt) {
    let is_deleted = |former: &Change| former.after.is_none() && former.name() == change.name();
    match change.action {
        Action::Create => {
            let reason = if receipt.changes.iter().any(is_deleted) {
                "the run deleted it: it is created again"
            } else {
                "it is gone since the run: it is created again"
            };
            change.reasons = Vec::from([reason.to_owned()]);
            change.reasons.push(match change.resource_type {
                ResourceType::ConnectionFunction => "its id and ARN will be new ones".to_owned(),
                ResourceType::KeyValueStore => "its id and ARN will be new ones, and it will hold no keys".to_owned(),
            });
        }
        Action::Delete => {
            change.reasons = Vec::from(["the run created it".to_owned()]);
            if change.resource_type == ResourceType::KeyValueStore {
                change.reasons.push("the keys that it holds go with it".to_owned());
            }
        }
        _ => {}
    }
}

/// Notes where CloudFront is neither what it was before the run nor what the run was to make of it.
fn note_what_changed_since(context: &mut Context<'_>, receipt: &Receipt) {
    for change in &receipt.changes {
        let names = [change.before.as_ref().and_then(name), name_after(change)];
        let is_named = |found: &str| names.contains(&Some(found));
        let now = match change.resource_type {
            ResourceType::ConnectionFunction => {
                let found = context.observed.functions.iter().find(|(_, function)| is_named(&function.name));
                found.map(|(id, function)| exported::function(id, function))
            }
            ResourceType::KeyValueStore => {
                let found = context.observed.stores.iter().find(|(found, _)| is_named(found));
                found.map(|(found, store)| exported::store(found, store))
            }
        };
        let address = &change.address;
        let Some(now) = now else {
            if made_new(change) && change.before.is_none() {
                context.note(address, "it does not exist, so that there is nothing to undo");
            }
            continue;
        };
        let mut changed: Vec<String> = Vec::new();
        let compared: &[&str] = match change.resource_type {
            ResourceType::ConnectionFunction => &["connection_function_code", "connection_function_config"],
            ResourceType::KeyValueStore => &["comment"],
        };
        let sides = [&change.before, &change.after].map(|side| side.as_ref());
        changed.extend(strange(&now, sides, compared).map(|name| format!("`{name}`")));
        let live = context.observed.functions.values().find(|function| is_named(&function.name));
        if let (Some(live), Some(wanted)) = (live.and_then(|function| function.live.as_ref()), &change.live) {
            let sides = [&wanted.before, &wanted.after].map(|side| side.as_ref());
            let names = ["comment", "connection_function_code", "key_value_store_arn", "runtime"];
            changed.extend(strange(&exported::stage(live), sides, &names).map(|name| format!("`{name}` in LIVE")));
        }
        if !changed.is_empty() {
            let changed = changed.join(", ");
            context.note(address, format!("changed since the run, by it or by another hand: {changed}"));
        }
    }
}

fn name(attributes: &Map<String, Attribute>) -> Option<&str> {
    match attributes.get("name") {
        Some(Attribute::String(name)) => Some(name),
        _ => None,
    }
}

/// Which of these attributes are as neither side says. What was not known when the run was planned may be anything.
fn strange<'n>(
    now: &Map<String, Attribute>,
    sides: [Option<&Map<String, Attribute>>; 2],
    names: &'n [&'n str],
) -> impl Iterator<Item = String> {
    let found: Vec<String> = names
        .iter()
        .filter(|name| {
            let value = now.get(**name);
            !sides.iter().flatten().any(|side| {
                let said = side.get(**name);
                said == value || said.is_some_and(holds_unknown)
            })
        })
        .map(|name| (*name).to_string())
        .collect();
    found.into_iter()
}

fn holds_unknown(attribute: &Attribute) -> bool {
    match attribute {
        Attribute::Unknown { .. } => true,
        Attribute::Blocks(blocks) => blocks.iter().any(|block| block.values().any(holds_unknown)),
        Attribute::Map(map) => map.values().any(holds_unknown),
        _ => false,
    }
}
