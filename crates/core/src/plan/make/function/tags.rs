//! What becomes of a function's tags. A tag that goes, goes before others come: a resource holds no more than fifty.

use super::{
    super::{context::Context, identify::Existing, steps::step},
    target::Target,
};
use crate::ordered::Set;
use crate::{
    address::Address,
    limits::TAGS_MAX,
    observed::ObservedFunction,
    operation::{Operation, TagKeys, TagResource, Tags, UntagResource},
    ownership::{self, Owner, TAGS_TAG},
    plan::{
        document::{OutputRef, StepId},
        words::in_backticks,
    },
    text::Text,
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

/// What is to be done to a function's tags.
pub(super) struct TagChanges {
    /// connfn's own, where they are not as they should be.
    own: Vec<(String, Text<OutputRef>)>,
    changed: Vec<(String, Text<OutputRef>)>,
    removed: Vec<String>,
    /// What must be done before the values are known.
    after: Set<StepId>,
}

impl TagChanges {
    pub(super) fn between(
        context: &mut Context<'_>,
        address: &Address,
        target: &Target<'_>,
        existing: &Existing<'_, ObservedFunction>,
    ) -> Self {
        let mut own = context.own_tags(address, target.tags_all.keys());
        if existing.tags.contains_key(TAGS_TAG) {
            own.entry(TAGS_TAG.to_owned()).or_default();
        }
        let own = own.into_iter().map(|(key, value)| (key, Text::literal(value)));
        let differs = |(key, value): &(String, Text<OutputRef>)| {
            value.known().is_none() || existing.tags.get(key).map(String::as_str) != value.known()
        };
        let goes = |key: &&String| target.manages_tag(existing.tags, key) && !target.tags_all.contains_key(*key);
        note_others(context, address, target, existing);
        Self {
            own: own.filter(differs).collect(),
            changed: target.tags_all.clone().into_iter().filter(differs).collect(),
            removed: existing.tags.keys().filter(goes).cloned().collect(),
            after: target.after.clone(),
        }
    }

    /// Whether a tag changes that is not connfn's own.
    pub(super) fn any_of_others(&self) -> bool {
        !self.removed.is_empty() || !self.changed.is_empty()
    }

    /// Sets connfn's own tags, making room first if there is none. Returns the last step.
    pub(super) fn adopt(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
    ) -> Option<StepId> {
        let removed = if self.makes_room_first(existing) { self.untag(context, address, existing, &[]) } else { None };
        self.tag(context, address, existing, "adopt", &self.own, removed.as_slice())
    }

    /// Does the rest, after `last`. Returns the last step, if there is one.
    pub(super) fn apply(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        adopted: bool,
        last: &[StepId],
    ) -> Option<StepId> {
        let removed = if adopted && self.makes_room_first(existing) {
            None
        } else {
            self.untag(context, address, existing, last)
        };
        let own = if adopted { &[] } else { self.own.as_slice() };
        let tags: Vec<_> = self.changed.iter().chain(own).cloned().collect();
        let tagged =
            self.tag(context, address, existing, "tag", &tags, removed.as_ref().map_or(last, core::slice::from_ref));
        tagged.or(removed)
    }

    /// Why tags change, in words.
    pub(super) fn reasons(
        &self,
        context: &Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        adopted: bool,
    ) -> Vec<String> {
        let mut reasons = Vec::new();
        let others: Set<&str> =
            self.changed.iter().map(|(key, _)| key).chain(&self.removed).map(String::as_str).collect();
        if !others.is_empty() {
            reasons.push(format!("tags differ in {}", in_backticks(others)));
        }
        let record_alone = self.own.iter().all(|(key, _)| key == TAGS_TAG);
        if adopted || self.own.is_empty() || (record_alone && !reasons.is_empty()) {
            return reasons;
        }
        reasons.push(match Owner::of(existing.tags, context.stack) {
            Owner::ThisStack { address: Some(owned) } if owned != *address => format!("moved from `{owned}`"),
            Owner::ThisStack { address: Some(_) } if record_alone => {
                format!("the tag `{TAGS_TAG}` does not tell which tags are the configuration's")
            }
            _ => "its tags do not name its address as connfn writes it".to_string(),
        });
        reasons
    }

    fn makes_room_first(&self, existing: &Existing<'_, ObservedFunction>) -> bool {
        existing.tags.keys().filter(|key| !ownership::is_system_tag(key)).count() + self.own.len() > TAGS_MAX
    }

    fn tag(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        verb: &str,
        tags: &[(String, Text<OutputRef>)],
        after: &[StepId],
    ) -> Option<StepId> {
        if tags.is_empty() {
            return None;
        }
        let resource = Text::literal(existing.resource.arn.as_str());
        let input = TagResource { resource, tags: Tags::new(tags.iter().cloned()) };
        let after = self.after.iter().chain(after).cloned();
        Some(context.push(step(address, verb, Operation::TagResource(input)).after(after)))
    }

    fn untag(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        after: &[StepId],
    ) -> Option<StepId> {
        if self.removed.is_empty() {
            return None;
        }
        let resource = Text::literal(existing.resource.arn.as_str());
        let input = UntagResource { resource, tag_keys: TagKeys { items: self.removed.clone() } };
        Some(context.push(step(address, "untag", Operation::UntagResource(input)).after(after.iter().cloned())))
    }
}

/// Says which tags are left alone since neither the configuration nor connfn gave them.
fn note_others(
    context: &mut Context<'_>,
    address: &Address,
    target: &Target<'_>,
    existing: &Existing<'_, ObservedFunction>,
) {
    let is_of_others = |key: &&str| {
        !ownership::is_own_tag(key)
            && !ownership::is_system_tag(key)
            && !target.manages_tag(existing.tags, key)
            && !target.ignores_tag(key)
    };
    let others: Vec<&str> = existing.tags.keys().map(String::as_str).filter(is_of_others).collect();
    if !others.is_empty() {
        let (noun, verb) = if others.len() == 1 { ("tag", "is") } else { ("tags", "are") };
        let keys = in_backticks(others);
        context.note(address, format!("the {noun} {keys} {verb} not the configuration's and {verb} left alone"));
    }
}
