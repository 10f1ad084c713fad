//! Plans one connection function: compares what is desired with both stages that exist, and adds the change and its steps.

use super::{
    check_store_arn,
    context::{Context, Planned},
    identify::{Existing, Fate},
    steps::step,
    view,
};
use crate::{
    address::Address,
    desired::{DesiredFunction, Value},
    diagnostic::{Code, Diagnostic},
    limits::Runtime,
    observed::{Content, ObservedFunction, ObservedStage},
    operation::{
        CreateConnectionFunction, FunctionConfig, FunctionStage, FunctionVersion, Operation, Stage, StoreAssociations,
        TagKeys, TagResource, Tags, UntagResource, UpdateConnectionFunction,
    },
    ownership::{self, Owner},
    plan::document::{Action, Change, LiveChange, LiveEffect, Mode, OutputRef, StepId},
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec,
    vec::Vec,
};

/// What a function should hold, every reference resolved as far as the plan knows.
pub(super) struct Target<'d> {
    pub(super) name: &'d str,
    pub(super) content: TargetContent,
    pub(super) publish: bool,
    pub(super) tags: BTreeMap<String, Text<OutputRef>>,
    pub(super) tags_all: BTreeMap<String, Text<OutputRef>>,
    /// What must be done before the function may name what it names.
    after: BTreeSet<StepId>,
}

/// What a stage should hold.
pub(super) struct TargetContent {
    pub(super) code: Text<OutputRef>,
    pub(super) comment: Text<OutputRef>,
    pub(super) runtime: Runtime,
    pub(super) store_arn: Option<Text<OutputRef>>,
}

pub(super) fn plan<'a>(
    context: &mut Context<'a>,
    address: &Address,
    desired: &DesiredFunction,
    fate: &Fate<'a, ObservedFunction>,
) {
    let Some(target) = target(context, desired) else { return };
    if let Some(arn) = target.content.store_arn.as_ref().and_then(Text::known) {
        check_store_arn(context, address, arn);
    }
    match fate {
        Fate::Create => {
            let created = create(context, address, &target);
            let after = view::function_after(context, &target, None);
            let live = target.publish.then(|| published(None, view::target_stage(context, &target.content)));
            context.changes.push(Change {
                action: Action::Create,
                live,
                reasons: vec!["it does not exist".to_owned()],
                ..change(address, None, Some(after))
            });
            context.publish_attributes(address, created.planned);
        }
        Fate::Replace { existing } => replace(context, address, &target, existing),
        Fate::Keep { existing, adopt } => keep(context, address, &target, existing, *adopt),
    }
}

/// Plans the end of a function that the configuration does not have.
pub(super) fn leave<'a>(context: &mut Context<'a>, address: &Address, existing: &Existing<'a, ObservedFunction>) {
    let before = view::function_before(context, existing, None);
    if !context.options.prune && context.options.mode == Mode::Normal {
        context.note(
            address,
            format!(
                "connection function `{}` is not in the configuration; it stays, since pruning is off",
                existing.name
            ),
        );
        context.changes.push(change(address, Some(before.clone()), Some(before)));
        return;
    }
    let deleted = delete(context, address, existing, BTreeSet::new());
    let live = existing.resource.live.as_ref().map(|live| LiveChange {
        effect: LiveEffect::Removed,
        before: Some(view::observed_stage(context, live)),
        after: None,
    });
    let reason = match context.options.mode {
        Mode::Normal => "it is not in the configuration",
        Mode::Destroy => "everything that the stack owns is destroyed",
    };
    context.changes.push(Change {
        action: Action::Delete,
        live,
        reasons: vec![reason.to_owned()],
        ..change(address, Some(before), None)
    });
    context.settle_function(existing.id, existing.name, &BTreeSet::new(), deleted.as_ref());
}

/// A change in which nothing happens yet.
fn change(
    address: &Address,
    before: Option<BTreeMap<String, crate::attributes::Attribute>>,
    after: Option<BTreeMap<String, crate::attributes::Attribute>>,
) -> Change {
    Change {
        address: address.clone(),
        resource_type: address.resource_type(),
        action: Action::NoOp,
        adopt: false,
        before,
        after,
        replace_because: Vec::new(),
        live: None,
        reasons: Vec::new(),
    }
}

fn target<'d>(context: &Context<'_>, desired: &'d DesiredFunction) -> Option<Target<'d>> {
    let mut resolve = Resolve { context, after: BTreeSet::new() };
    let content = TargetContent {
        code: resolve.value(&desired.code)?,
        comment: resolve.value(&desired.comment)?,
        runtime: desired.runtime,
        store_arn: match &desired.store_arn {
            None => None,
            Some(arn) => Some(resolve.value(arn)?),
        },
    };
    let tags = resolve.values(&desired.tags)?;
    let tags_all = resolve.values(&desired.tags_all)?;
    Some(Target { name: &desired.name, content, publish: desired.publish, tags, tags_all, after: resolve.after })
}

/// Resolves values and gathers what must come before they can be used.
struct Resolve<'c, 'a> {
    context: &'c Context<'a>,
    after: BTreeSet<StepId>,
}

impl Resolve<'_, '_> {
    fn value(&mut self, value: &Value) -> Option<Text<OutputRef>> {
        let mut resolved = self.context.resolve(value)?;
        self.after.append(&mut resolved.after);
        Some(resolved.text)
    }

    fn values(&mut self, values: &BTreeMap<String, Value>) -> Option<BTreeMap<String, Text<OutputRef>>> {
        values.iter().map(|(key, value)| Some((key.clone(), self.value(value)?))).collect()
    }
}

/// The steps that a function was given, as far as what follows needs to know.
struct Chain {
    last: StepId,
    planned: Planned,
}

fn create(context: &mut Context<'_>, address: &Address, target: &Target<'_>) -> Chain {
    let own = context.own_tags(address).into_iter().map(|(key, value)| (key, Text::literal(value)));
    let tags: BTreeMap<String, Text<OutputRef>> = target.tags_all.clone().into_iter().chain(own).collect();
    let input = CreateConnectionFunction {
        name: target.name.to_owned(),
        connection_function_config: config(&target.content),
        connection_function_code: context.hold_text(&target.content.code),
        tags: Tags::new(tags),
    };
    let create = step(address, "create", Operation::CreateConnectionFunction(input))
        .expecting_absence(target.name)
        .after(target.after.clone());
    let (id, etag) = (create.output("Id"), create.output("ETag"));
    let mut planned = Planned {
        attributes: BTreeMap::from([
            ("connection_function_arn", create.output("ConnectionFunctionArn")),
            ("etag", etag.clone()),
            ("id", id.clone()),
            ("live_stage_etag", Text::literal("")),
            ("status", create.output("Status")),
        ]),
        ready: None,
    };
    let mut last = context.push(create);
    planned.ready = Some(last.clone());
    if target.publish {
        last = publish(context, address, &id, etag, None, &mut planned);
    }
    Chain { last, planned }
}

/// Publishes, waits until viewers meet the new code, and reads what LIVE holds then. Returns the last step.
fn publish(
    context: &mut Context<'_>,
    address: &Address,
    id: &Text<OutputRef>,
    etag: Text<OutputRef>,
    after: Option<StepId>,
    planned: &mut Planned,
) -> StepId {
    let version = FunctionVersion { id: id.clone(), if_match: None };
    let publish = step(address, "publish", Operation::PublishConnectionFunction(version)).expecting(etag).after(after);
    let publish = context.push(publish);

    let development = FunctionStage { identifier: id.clone(), stage: Stage::Development };
    let wait = step(address, "wait-published", Operation::DescribeConnectionFunction(development))
        .after([publish])
        .until_published();
    planned.attributes.insert("status", wait.output("Status"));
    let wait = context.push(wait);

    let live = FunctionStage { identifier: id.clone(), stage: Stage::Live };
    let read = step(address, "read-live", Operation::DescribeConnectionFunction(live)).after([wait]);
    planned.attributes.insert("live_stage_etag", read.output("ETag"));
    context.push(read)
}

fn replace<'a>(
    context: &mut Context<'a>,
    address: &Address,
    target: &Target<'_>,
    existing: &Existing<'a, ObservedFunction>,
) {
    let before = view::function_before(context, existing, Some(target));
    let after = view::function_after(context, target, None);
    let created = create(context, address, target);
    let deleted = delete(context, address, existing, BTreeSet::from([created.last.clone()]));
    let live_before = existing.resource.live.as_ref().map(|live| view::observed_stage(context, live));
    let live = if target.publish {
        Some(published(live_before, view::target_stage(context, &target.content)))
    } else {
        live_before.map(|before| LiveChange { effect: LiveEffect::Removed, before: Some(before), after: None })
    };
    context.changes.push(Change {
        action: Action::Replace,
        replace_because: vec!["name".to_owned()],
        live,
        reasons: vec![format!(
            "a connection function cannot be renamed: `{}` is created first, then `{}` is deleted",
            target.name, existing.name
        )],
        ..change(address, Some(before), Some(after))
    });
    context.settle_function(existing.id, existing.name, &BTreeSet::new(), deleted.as_ref());
    context.publish_attributes(address, created.planned);
}

fn delete<'a>(
    context: &mut Context<'a>,
    address: &Address,
    existing: &Existing<'a, ObservedFunction>,
    after: BTreeSet<StepId>,
) -> Option<StepId> {
    let distributions = existing.resource.distributions.as_deref().unwrap_or_default();
    if !distributions.is_empty() {
        let users = view::in_backticks(distributions.iter().map(String::as_str));
        let noun = if distributions.len() == 1 { "distribution" } else { "distributions" };
        context.block(
            Diagnostic::new(Code::InUse, format!("connection function `{}` is used by {noun} {users}", existing.name))
                .about(address)
                .help(format!(
                    "remove its association from the {noun} first; CloudFront does not delete what is in use"
                )),
        );
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
    let development_differs = differences(&target.content, &function.development, development);
    let live_differs = match &function.live {
        None => None,
        Some(live) => match content(context, address, live, existing.name) {
            None => return,
            Some(held) => Some(differences(&target.content, live, held)),
        },
    };
    let publishes = target.publish && live_differs.as_ref().is_none_or(|differs| !differs.is_empty());
    let tags = tag_changes(context, address, target, existing);
    let mut reasons = Vec::new();
    let mut planned = Planned { attributes: view::function_literals(existing, development), ready: None };
    let id = Text::literal(existing.id);
    let mut etag = Text::literal(development.etag.as_str());
    let mut last = None;

    if adopt {
        reasons.push(format!("it comes under stack `{}`", context.stack));
        last = tags.set(context, address, function, &BTreeSet::new());
    }
    if !development_differs.is_empty() {
        reasons.push(format!("DEVELOPMENT differs in {}", view::in_backticks(development_differs.iter().copied())));
        let input = UpdateConnectionFunction {
            id: id.clone(),
            if_match: None,
            connection_function_config: config(&target.content),
            connection_function_code: context.hold_text(&target.content.code),
        };
        let update = step(address, "update", Operation::UpdateConnectionFunction(input))
            .expecting(etag)
            .after(target.after.iter().cloned().chain(last));
        etag = update.output("ETag");
        planned.attributes.insert("etag", etag.clone());
        planned.attributes.insert("status", update.output("Status"));
        last = Some(context.push(update));
    }
    if publishes {
        reasons.push(match &live_differs {
            None => "LIVE holds nothing yet".to_owned(),
            Some(differs) => format!("LIVE differs in {}", view::in_backticks(differs.iter().copied())),
        });
        last = Some(publish(context, address, &id, etag, last, &mut planned));
    }
    // Whether tagging moves a function's ETag is not documented, so tags come after all that expects one; but a function
    // that is adopted is tagged first, so that a run which dies midway leaves it owned.
    let settled: BTreeSet<StepId> = last.iter().cloned().collect();
    if !adopt {
        tags.set(context, address, function, &settled);
    }
    tags.unset(context, address, function, &settled);
    reasons.extend(tags.reasons.iter().cloned());

    let stores: BTreeSet<String> =
        final_stores(&target.content, function.live.as_ref().filter(|_| !publishes)).collect();
    context.settle_function(existing.id, existing.name, &stores, last.as_ref());

    let live = live_change(context, target, function, publishes, live_differs.as_deref());
    note_live_stays(context, address, target, live.as_ref());
    let before = view::function_before(context, existing, Some(target));
    let after = view::function_after(context, target, Some(&planned.attributes));
    let action = match (reasons.len(), adopt) {
        (0, false) => Action::NoOp,
        (_, true) if development_differs.is_empty() && !publishes && !tags.any_of_others() => Action::Adopt,
        _ => Action::Update,
    };
    context.changes.push(Change { action, adopt, live, reasons, ..change(address, Some(before), Some(after)) });
    context.publish_attributes(address, planned);
}

/// The content of a stage, or a report that the observation is too thin to plan with.
fn content<'a>(
    context: &mut Context<'_>,
    address: &Address,
    stage: &'a ObservedStage,
    name: &str,
) -> Option<&'a Content> {
    if stage.content.is_none() {
        context.block(
            Diagnostic::new(
                Code::ObservedIncomplete,
                format!("the observed state lists connection function `{name}` but not its code"),
            )
            .about(address)
            .help("observe again, for this configuration and stack or with everything"),
        );
    }
    stage.content.as_ref()
}

/// The arguments in which a stage differs from what it should hold. What is not known yet differs.
fn differences(target: &TargetContent, stage: &ObservedStage, held: &Content) -> Vec<&'static str> {
    let same_code = target.code.known().is_some_and(|code| crate::digest::Digest::of(code.as_bytes()) == held.code);
    let same_store = match &target.store_arn {
        None => stage.store_arns.is_empty(),
        Some(arn) => arn.known().is_some_and(|arn| stage.store_arns == [arn]),
    };
    let rows = [
        ("comment", target.comment.known() == Some(&stage.comment)),
        ("connection_function_code", same_code),
        ("key_value_store_association", same_store),
        ("runtime", target.runtime.as_str() == stage.runtime),
    ];
    rows.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

/// The ARNs that a function names when its steps are done: what it is given, and what LIVE still holds if that stays.
fn final_stores(target: &TargetContent, live_stays: Option<&ObservedStage>) -> impl Iterator<Item = String> {
    let given = target.store_arn.as_ref().and_then(Text::known).map(ToOwned::to_owned);
    given.into_iter().chain(live_stays.into_iter().flat_map(|live| live.store_arns.clone()))
}

fn config(content: &TargetContent) -> FunctionConfig<Text<OutputRef>> {
    FunctionConfig {
        comment: content.comment.clone(),
        runtime: content.runtime,
        key_value_store_associations: content.store_arn.clone().map(StoreAssociations::of),
    }
}

fn published(
    before: Option<BTreeMap<String, crate::attributes::Attribute>>,
    after: BTreeMap<String, crate::attributes::Attribute>,
) -> LiveChange {
    LiveChange { effect: LiveEffect::Publish, before, after: Some(after) }
}

fn live_change(
    context: &mut Context<'_>,
    target: &Target<'_>,
    function: &ObservedFunction,
    publishes: bool,
    differs: Option<&[&str]>,
) -> Option<LiveChange> {
    let before = function.live.as_ref().map(|live| view::observed_stage(context, live));
    if publishes {
        return Some(published(before, view::target_stage(context, &target.content)));
    }
    let effect = if differs?.is_empty() { LiveEffect::Same } else { LiveEffect::Stays };
    Some(LiveChange { effect, after: before.clone(), before })
}

fn note_live_stays(context: &mut Context<'_>, address: &Address, target: &Target<'_>, live: Option<&LiveChange>) {
    match live.map(|live| live.effect) {
        Some(LiveEffect::Stays) => context.note(
            address,
            "LIVE stays as it is and differs from the configuration, since `publish` is false; viewers keep meeting what \
             was published before",
        ),
        Some(LiveEffect::Same) if !target.publish => context.note(
            address,
            "LIVE stays as it is although `publish` is false: CloudFront cannot unpublish, only delete",
        ),
        _ => {}
    }
}

/// What is to be done to a resource's tags.
struct TagChanges {
    changed: Vec<(String, Text<OutputRef>)>,
    removed: Vec<String>,
    after: BTreeSet<StepId>,
    reasons: Vec<String>,
}

fn tag_changes(
    context: &mut Context<'_>,
    address: &Address,
    target: &Target<'_>,
    existing: &Existing<'_, ObservedFunction>,
) -> TagChanges {
    let own: BTreeMap<String, Text<OutputRef>> =
        context.own_tags(address).into_iter().map(|(key, value)| (key, Text::literal(value))).collect();
    let differs = |(key, value): &(String, Text<OutputRef>)| {
        existing.tags.get(key).map(String::as_str) != value.known() || value.known().is_none()
    };
    let changed: Vec<_> = target.tags_all.clone().into_iter().chain(own).filter(differs).collect();
    let removed: Vec<String> = existing
        .tags
        .keys()
        .filter(|key| !target.tags_all.contains_key(*key) && !ownership::is_own_tag(key) && !key.starts_with("aws:"))
        .cloned()
        .collect();
    let mut reasons = Vec::new();
    let others = changed.iter().map(|(key, _)| key).chain(&removed).filter(|key| !ownership::is_own_tag(key));
    let mut others: Vec<&str> = others.map(String::as_str).collect();
    others.sort_unstable();
    if !others.is_empty() {
        reasons.push(format!("tags differ in {}", view::in_backticks(others)));
    }
    if let Owner::ThisStack { address: owned } = Owner::of(existing.tags, context.stack)
        && owned.as_ref() != Some(address)
    {
        reasons.push(match owned {
            Some(owned) => format!("its address was `{owned}`"),
            None => "its tags name no address".to_owned(),
        });
    }
    TagChanges { changed, removed, after: target.after.clone(), reasons }
}

impl TagChanges {
    /// Whether a tag changes that is not connfn's own.
    fn any_of_others(&self) -> bool {
        !self.removed.is_empty() || self.changed.iter().any(|(key, _)| !ownership::is_own_tag(key))
    }

    fn set(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        function: &ObservedFunction,
        after: &BTreeSet<StepId>,
    ) -> Option<StepId> {
        if self.changed.is_empty() {
            return None;
        }
        let tags = Tags::new(self.changed.clone());
        let input = TagResource { resource: Text::literal(function.arn.as_str()), tags };
        let after = after.union(&self.after).cloned();
        Some(context.push(step(address, "tag", Operation::TagResource(input)).after(after)))
    }

    fn unset(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        function: &ObservedFunction,
        after: &BTreeSet<StepId>,
    ) {
        if !self.removed.is_empty() {
            let tag_keys = TagKeys { items: self.removed.clone() };
            let input = UntagResource { resource: Text::literal(function.arn.as_str()), tag_keys };
            context.push(step(address, "untag", Operation::UntagResource(input)).after(after.iter().cloned()));
        }
    }
}
