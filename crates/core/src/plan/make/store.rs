//! Plans one key value store. Terraform's resource has no tags, so only connfn's own two are set and all others left alone.

use super::{
    context::{Context, Planned, Resolved},
    identify::{Existing, Fate},
    steps::step,
    view,
};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    attributes::Attribute,
    desired::DesiredStore,
    diagnostic::{Code, Diagnostic},
    observed::ObservedStore,
    operation::{CreateStore, Operation, StoreName, StoreVersion, TagResource, Tags, UpdateStore},
    ownership::Owner,
    plan::{
        document::{Action, Change, OutputRef, StepId},
        words::in_backticks,
    },
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};

pub(super) fn plan<'a>(
    context: &mut Context<'a>,
    address: &Address,
    desired: &DesiredStore,
    fate: &Fate<'a, ObservedStore>,
) {
    let Some(comment) = context.resolve(&desired.comment) else { return };
    match fate {
        Fate::Create => {
            let planned = create(context, address, &desired.name, &comment.text, comment.after);
            context.changes.push(Change {
                action: Action::Create,
                reasons: vec!["it does not exist".to_owned()],
                ..Change::unchanged(address, None, Some(view::store_after(&desired.name, &comment.text, None)))
            });
            context.publish_attributes(address, planned);
        }
        Fate::Replace { existing } => {
            context.check_destruction(address, existing.name);
            let planned = create(context, address, &desired.name, &comment.text, comment.after);
            let mut reasons = vec![format!(
                "a key value store cannot be renamed: `{}` is created first, then `{}` is deleted with its keys",
                desired.name, existing.name
            )];
            let moved_from = existing.moved_from(context.stack, address);
            reasons.extend(moved_from.iter().map(|owned| format!("moved from `{owned}`")));
            context.changes.push(Change {
                action: Action::Replace,
                replace_because: vec!["name".to_owned()],
                moved_from,
                reasons,
                ..Change::unchanged(
                    address,
                    Some(view::store_before(existing)),
                    Some(view::store_after(&desired.name, &comment.text, None)),
                )
            });
            context.publish_attributes(address, planned);
        }
        Fate::Keep { existing, adopt } => {
            let ignored = desired.ignore_changes.contains("comment");
            let comment = if ignored {
                Resolved { text: Text::literal(existing.resource.comment.as_str()), after: Set::new() }
            } else {
                comment
            };
            keep(context, address, comment, existing, *adopt);
        }
    }
}

/// Plans the end of a store that the configuration does not have. To be called when every function is planned.
pub(super) fn leave<'a>(context: &mut Context<'a>, address: &Address, existing: &Existing<'a, ObservedStore>) {
    let before = Some(view::store_before(existing));
    if context.keeps_leaving(address, existing.name) {
        context.changes.push(Change::unchanged(address, before.clone(), before));
        return;
    }
    if context.is_released(address) {
        context.release(address, existing.tags, &existing.resource.arn, view::store_before(existing));
        return;
    }
    context.check_destruction(address, existing.name);
    delete(context, address, existing);
    let (reason, deposed) = context.reason_of_leaving(address);
    context.changes.push(Change {
        action: Action::Delete,
        deposed,
        reasons: vec![reason, "the keys that it holds go with it".to_owned()],
        ..Change::unchanged(address, before, None)
    });
}

/// Deletes a store once no function names it any more, and once its successor, if any, is ready. To be called when every
/// function is planned.
pub(super) fn delete<'a>(context: &mut Context<'a>, address: &Address, existing: &Existing<'a, ObservedStore>) {
    let successor = context.done_of(address);
    let users = context.users_of(&existing.resource.arn);
    if !users.is_empty() {
        let names = in_backticks(users.iter().map(String::as_str));
        context.block(
            Diagnostic::new(
                Code::InUse,
                format!("key value store `{}` is used by connection function {names}", existing.name),
            )
            .about(address)
            .help(
                "remove the association from the function, and publish it if its LIVE stage names the store; \
                     CloudFront does not delete what is in use",
            ),
        );
    }
    let Some(etag) = etag(context, address, existing) else { return };
    let after = context.releases_of(&existing.resource.arn).into_iter().chain(successor);
    let version = StoreVersion { name: existing.name.to_owned(), if_match: None };
    let delete = step(address, "delete", Operation::DeleteKeyValueStore(version)).after(after);
    context.push(delete.expecting(Text::literal(etag)));
}

fn create(
    context: &mut Context<'_>,
    address: &Address,
    name: &str,
    comment: &Text<OutputRef>,
    after: Set<StepId>,
) -> Planned {
    let own = context.own_tags(address, [].into_iter());
    let tags = own.into_iter().map(|(key, value)| (key, Text::literal(value)));
    let input = CreateStore { name: name.to_owned(), comment: comment.clone(), tags: Tags::new(tags) };
    let create = step(address, "create", Operation::CreateKeyValueStore(input)).expecting_absence(name).after(after);
    let mut attributes = Map::from([
        ("arn", create.output("ARN")),
        ("id", create.output("Id")),
        ("last_modified_time", create.output("LastModifiedTime")),
    ]);
    let create = context.push(create);
    let described = StoreName { name: name.to_owned() };
    let wait = step(address, "wait-ready", Operation::DescribeKeyValueStore(described)).after([create]).until_ready();
    attributes.insert("status", wait.output("Status"));
    attributes.insert("etag", wait.output("ETag"));
    let ready = context.push(wait);
    Planned { attributes, ready: Some(ready.clone()), done: [ready].into(), name: name.to_owned() }
}

fn keep<'a>(
    context: &mut Context<'a>,
    address: &Address,
    comment: Resolved,
    existing: &Existing<'a, ObservedStore>,
    adopt: bool,
) {
    let store = existing.resource;
    let mut planned =
        Planned { attributes: view::store_literals(store), name: existing.name.to_owned(), ..Planned::default() };
    let mut reasons = Vec::new();
    let own = context.own_tags(address, [].into_iter());
    let stray: Vec<(String, String)> =
        own.into_iter().filter(|(key, value)| existing.tags.get(key) != Some(value)).collect();
    let mut last = None;
    if !stray.is_empty() {
        reasons.push(if adopt {
            format!("it comes under stack `{}`", context.stack)
        } else {
            match Owner::of(existing.tags, context.stack) {
                Owner::ThisStack { address: Some(owned) } if owned != *address => format!("moved from `{owned}`"),
                _ => "its tags do not name its address as connfn writes it".to_owned(),
            }
        });
        let tags = Tags::new(stray.into_iter().map(|(key, value)| (key, Text::literal(value))));
        let input = TagResource { resource: Text::literal(store.arn.as_str()), tags };
        last = Some(context.push(step(address, "tag", Operation::TagResource(input))));
    }
    let mut updated = false;
    if comment.text.known() != Some(&store.comment) {
        let Some(etag) = etag(context, address, existing) else { return };
        reasons.push("`comment` differs".to_owned());
        let input = UpdateStore { name: existing.name.to_owned(), if_match: None, comment: comment.text.clone() };
        let update = step(address, "update", Operation::UpdateKeyValueStore(input))
            .expecting(Text::literal(etag))
            .after(comment.after.into_iter().chain(last.clone()));
        planned.attributes.insert("etag", update.output("ETag"));
        planned.attributes.insert("last_modified_time", update.output("LastModifiedTime"));
        last = Some(context.push(update));
        updated = true;
    }
    planned.done.extend(last);
    let action = match (reasons.is_empty(), adopt && !updated) {
        (true, _) => Action::NoOp,
        (false, true) => Action::Adopt,
        (false, false) => Action::Update,
    };
    let before: Map<String, Attribute> = view::store_before(existing);
    let after = view::store_after(existing.name, &comment.text, Some(&planned.attributes));
    context.changes.push(Change {
        action,
        adopt,
        moved_from: existing.moved_from(context.stack, address),
        reasons,
        ..Change::unchanged(address, Some(before), Some(after))
    });
    context.publish_attributes(address, planned);
}

fn etag<'a>(context: &mut Context<'_>, address: &Address, existing: &Existing<'a, ObservedStore>) -> Option<&'a str> {
    if existing.resource.etag.is_none() {
        context.block(
            Diagnostic::new(
                Code::ObservedIncomplete,
                format!("the observed state lists key value store `{}` but not its ETag", existing.name),
            )
            .about(address)
            .help("observe again, for this configuration and stack or with everything"),
        );
    }
    existing.resource.etag.as_deref()
}
