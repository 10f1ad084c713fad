//! Plans one connection function: what becomes of it, and the calls that bring it about.
//!
//! [`target`] says what it should hold, [`live`] what becomes of its LIVE stage, [`tags`] what becomes of its tags.

mod live;
mod remote;
mod tags;
mod target;
mod view;

use super::{
    context::{Context, Planned},
    identify::{Existing, Fate},
    steps::step,
    view::observed_stage,
};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    desired::DesiredFunction,
    diagnostic::{Code, Diagnostic},
    limits::is_store_arn,
    observed::ObservedFunction,
    operation::{CreateConnectionFunction, FunctionVersion, Operation, Tags, UpdateConnectionFunction},
    plan::{
        document::{Action, Change, LiveChange, LiveEffect, StepId},
        words::in_backticks,
    },
    remote_test::RemoteTest,
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};
use tags::TagChanges;
use target::{Target, content};

pub(super) fn plan<'a>(
    context: &mut Context<'a>,
    address: &Address,
    desired: &DesiredFunction,
    fate: &Fate<'a, ObservedFunction>,
) {
    let Some(target) = Target::resolve(context, address, desired) else { return };
    if let Some(arn) = target.content.store_arn.as_ref().and_then(Text::known) {
        check_store_arn(context, address, arn);
    }
    match fate {
        Fate::Create => {
            let Created { planned, remote_tests } = create(context, address, &target);
            let after = view::after(context, &target, None);
            let live = target.publish.then(|| live::published(context, None, &target.content));
            context.changes.push(Change {
                action: Action::Create,
                live,
                remote_tests,
                reasons: vec!["it does not exist".to_owned()],
                ..Change::unchanged(address, None, Some(after))
            });
            context.settle_new_function(target.name, &target.content.stores());
            context.publish_attributes(address, planned);
        }
        Fate::Replace { existing } => replace(context, address, &target, existing),
        Fate::Keep { existing, adopt } => {
            let Some(target) = target.ignoring(context, address, existing) else { return };
            keep(context, address, &target, existing, *adopt);
        }
    }
}

/// Plans the end of a function that the configuration does not have. To be called when every desired function is planned.
pub(super) fn leave<'a>(context: &mut Context<'a>, address: &Address, existing: &Existing<'a, ObservedFunction>) {
    let before = view::before(context, existing, None);
    if context.keeps_leaving(address, existing.name) {
        context.changes.push(Change::unchanged(address, Some(before.clone()), Some(before)));
        return;
    }
    if context.is_released(address) {
        context.release(address, existing.tags, &existing.resource.arn, before);
        return;
    }
    context.check_destruction(address, existing.name);
    // An address that means another function now: that one is to be as it should before this one goes.
    let successor = context.done_of(address);
    let deleted = delete(context, address, existing, successor, IN_USE_HELP);
    let live = existing.resource.live.as_ref().map(|live| LiveChange {
        effect: LiveEffect::Removed,
        before: Some(observed_stage(context, live)),
        after: None,
    });
    let (reason, deposed) = context.reason_of_leaving(address);
    context.changes.push(Change {
        action: Action::Delete,
        deposed,
        live,
        reasons: vec![reason],
        ..Change::unchanged(address, Some(before), None)
    });
    context.settle_function(existing.id, existing.name, &Set::new(), deleted.as_slice());
}

/// A new function as others see it, and the tests that it has to pass.
struct Created {
    planned: Planned,
    remote_tests: Vec<RemoteTest>,
}

/// The steps of a new function.
fn create(context: &mut Context<'_>, address: &Address, target: &Target<'_>) -> Created {
    let own = context.own_tags(address, target.tags_all.keys());
    let own = own.into_iter().map(|(key, value)| (key, Text::literal(value)));
    let tags: Map<String, Text<_>> = target.tags_all.clone().into_iter().chain(own).collect();
    let input = CreateConnectionFunction {
        name: target.name.to_owned(),
        connection_function_config: target.content.config(),
        connection_function_code: context.code_input(&target.content.code),
        tags: Tags::new(tags),
    };
    let create = step(address, "create", Operation::CreateConnectionFunction(input))
        .expecting_absence(target.name)
        .after(target.after.clone());
    let (id, etag) = (create.output("Id"), create.output("ETag"));
    let mut planned = Planned {
        attributes: Map::from([
            ("connection_function_arn", create.output("ConnectionFunctionArn")),
            ("etag", etag.clone()),
            ("id", id.clone()),
            ("live_stage_etag", Text::literal("")),
            ("status", create.output("Status")),
        ]),
        name: target.name.to_owned(),
        ..Planned::default()
    };
    let created = context.push(create);
    planned.ready = Some(created.clone());
    planned.done = vec![created];
    let tests = remote::run(context, address, &id, &etag, &planned.done);
    planned.done.extend(tests.steps);
    if target.publish {
        let publication = live::Publication { id: &id, etag, after: planned.done, differs: None };
        planned.done = vec![live::publish(context, address, &target.content, publication, &mut planned.attributes)];
    }
    Created { planned, remote_tests: tests.shown }
}

fn replace<'a>(
    context: &mut Context<'a>,
    address: &Address,
    target: &Target<'_>,
    existing: &Existing<'a, ObservedFunction>,
) {
    context.check_destruction(address, existing.name);
    let before = view::before(context, existing, Some(target));
    let after = view::after(context, target, None);
    let Created { planned, remote_tests } = create(context, address, target);
    let help = format!(
        "a function in use cannot be renamed in one go: declare `{}` as a resource of its own beside this one, apply, move the \
         association to it, and then remove this one",
        target.name
    );
    let deleted = delete(context, address, existing, planned.done.clone(), &help);
    let live_before = existing.resource.live.as_ref().map(|live| observed_stage(context, live));
    let live = if target.publish {
        Some(live::published(context, live_before, &target.content))
    } else {
        live_before.map(|before| LiveChange { effect: LiveEffect::Removed, before: Some(before), after: None })
    };
    let mut reasons = vec![format!(
        "a connection function cannot be renamed: `{}` is created first, then `{}` is deleted",
        target.name, existing.name
    )];
    let moved_from = existing.moved_from(context.stack, address);
    reasons.extend(moved_from.iter().map(|owned| format!("moved from `{owned}`")));
    context.changes.push(Change {
        action: Action::Replace,
        replace_because: vec!["name".to_owned()],
        moved_from,
        live,
        remote_tests,
        reasons,
        ..Change::unchanged(address, Some(before), Some(after))
    });
    context.settle_function(existing.id, existing.name, &Set::new(), deleted.as_slice());
    context.settle_new_function(target.name, &target.content.stores());
    context.publish_attributes(address, planned);
}

const IN_USE_HELP: &str =
    "remove the association from what uses it first, knowing that viewers connect unchecked from then on";

fn delete<'a>(
    context: &mut Context<'a>,
    address: &Address,
    existing: &Existing<'a, ObservedFunction>,
    after: Vec<StepId>,
    help: &str,
) -> Option<StepId> {
    let distributions = existing.resource.distributions.as_deref().unwrap_or_default();
    if !distributions.is_empty() {
        let users = in_backticks(distributions.iter().map(String::as_str));
        let noun = if distributions.len() == 1 { "distribution" } else { "distributions" };
        let problem = format!("connection function `{}` is used by {noun} {users}", existing.name);
        context.block(Diagnostic::new(Code::InUse, problem).about(address).help(help));
    }
    let etag = content(context, address, &existing.resource.development, existing.name)?.etag.clone();
    let version = FunctionVersion { id: Text::literal(existing.id), if_match: None };
    let delete = step(address, "delete", Operation::DeleteConnectionFunction(version)).after(after);
    Some(context.push(delete.expecting(Text::literal(etag))))
}

fn keep<'a>(
    context: &mut Context<'a>,
    address: &Address,
    target: &Target<'_>,
    existing: &Existing<'a, ObservedFunction>,
    adopt: bool,
) {
    let function = existing.resource;
    let Some(development) = content(context, address, &function.development, existing.name) else { return };
    let differs = target.content.differences(&function.development, development);
    let live_differs = match &function.live {
        None => None,
        Some(live) => match content(context, address, live, existing.name) {
            None => return,
            Some(held) => Some(target.content.differences(live, held)),
        },
    };
    // Whoever changes what is ignored publishes it too.
    let matters = |differs: &Vec<&str>| differs.iter().any(|argument| !target.ignores(argument));
    let publishes = target.publish && live_differs.as_ref().is_none_or(matters);
    let tags = TagChanges::between(context, address, target, existing);
    let id = Text::literal(existing.id);
    let mut etag = Text::literal(development.etag.as_str());
    let mut attributes = view::literals(existing, development);
    let mut reasons = Vec::new();
    let mut last = Vec::new();
    let mut tests = remote::Tests::default();

    // A function that is adopted is tagged first, so that a run which dies midway leaves it owned.
    if adopt {
        reasons.push(format!("it comes under stack `{}`", context.stack));
        last.extend(tags.adopt(context, address, existing));
    }
    if !differs.is_empty() {
        reasons.push(reason_to_update(&differs, target.publish && live_differs.as_ref().is_some_and(Vec::is_empty)));
        let input = UpdateConnectionFunction {
            id: id.clone(),
            if_match: None,
            connection_function_config: target.content.config(),
            connection_function_code: context.code_input(&target.content.code),
        };
        let update = step(address, "update", Operation::UpdateConnectionFunction(input))
            .expecting(etag)
            .after(target.after.iter().cloned().chain(last));
        etag = update.output("ETag");
        attributes.insert("etag", etag.clone());
        attributes.insert("status", update.output("Status"));
        last = vec![context.push(update)];
    }
    if publishes || !differs.is_empty() {
        tests = remote::run(context, address, &id, &etag, &last);
        last.extend(tests.steps);
    }
    if publishes {
        reasons.push(live::reason(live_differs.as_deref()));
        let publication = live::Publication { id: &id, etag, after: last, differs: live_differs.as_deref() };
        last = vec![live::publish(context, address, &target.content, publication, &mut attributes)];
    }
    let stays = function.live.as_ref().filter(|_| !publishes);
    let stores = target.content.stores().into_iter().chain(stays.into_iter().flat_map(|live| live.store_arns.clone()));
    context.settle_function(existing.id, existing.name, &stores.collect(), &last);
    // Whether tagging moves a function's ETag is not documented, so the other tags come after all that expects one.
    let tagged = tags.apply(context, address, existing, adopt, &last);
    let done = tagged.map_or(last, |tagged| vec![tagged]);
    reasons.extend(tags.reasons(context, address, existing, adopt));

    let live = live::change(context, target, function, publishes, live_differs.as_deref());
    live::note_what_stays(context, address, target, live.as_ref());
    let before = view::before(context, existing, Some(target));
    let after = view::after(context, target, Some(&attributes));
    let action = match (reasons.len(), adopt) {
        (0, false) => Action::NoOp,
        (_, true) if differs.is_empty() && !publishes && !tags.any_of_others() => Action::Adopt,
        _ => Action::Update,
    };
    context.changes.push(Change {
        action,
        adopt,
        moved_from: existing.moved_from(context.stack, address),
        live,
        remote_tests: tests.shown,
        reasons,
        ..Change::unchanged(address, Some(before), Some(after))
    });
    context.publish_attributes(address, Planned { attributes, ready: None, done, name: target.name.to_owned() });
}

/// Why DEVELOPMENT is updated. Where LIVE is what the configuration says it once was too, so that it has drifted.
fn reason_to_update(differs: &[&str], drifted: bool) -> String {
    let arguments = in_backticks(differs.iter().copied());
    if drifted {
        format!("DEVELOPMENT has drifted in {arguments}, while LIVE is what the configuration says")
    } else {
        format!("DEVELOPMENT differs in {arguments}")
    }
}

/// A store's ARN must have the form that CloudFront takes, which a configuration can only promise for what it spells out.
fn check_store_arn(context: &mut Context<'_>, address: &Address, arn: &str) {
    if !is_store_arn(arn) {
        context.block(
            Diagnostic::new(Code::InvalidStoreArn, format!("`{arn}` is not the ARN of a key value store"))
                .about(address),
        );
    }
}
