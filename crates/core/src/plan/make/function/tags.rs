//! What becomes of a function's tags. A tag that goes, goes before others come: a resource holds no more than fifty.

use super::{
    super::{context::Context, identify::Existing, steps::step, view},
    target::Target,
};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    limits::TAGS_MAX,
    observed::ObservedFunction,
    operation::{Operation, TagKeys, TagResource, Tags, UntagResource},
    ownership::{self, Owner},
    plan::document::{OutputRef, StepId},
    text::Text,
};
use alloc::{
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
        let own: Map<String, Text<OutputRef>> =
            context.own_tags(address).into_iter().map(|(key, value)| (key, Text::literal(value))).collect();
        let differs = |(key, value): &(String, Text<OutputRef>)| {
            value.known().is_none() || existing.tags.get(key).map(String::as_str) != value.known()
        };
        // Tags that begin with `aws:` are AWS's own, and nobody else can set or remove them.
        let goes = |key: &&String| {
            !target.tags_all.contains_key(*key) && !ownership::is_own_tag(key) && !key.starts_with("aws:")
        };
        Self {
            own: own.into_iter().filter(differs).collect(),
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
        let removed = if self.makes_room_first(existing) { self.untag(context, address, existing, None) } else { None };
        self.tag(context, address, existing, "adopt", &self.own, removed.as_ref())
    }

    /// Does the rest, after `last`. Returns the last step, if there is one.
    pub(super) fn apply(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        adopted: bool,
        last: Option<&StepId>,
    ) -> Option<StepId> {
        let removed = if adopted && self.makes_room_first(existing) {
            None
        } else {
            self.untag(context, address, existing, last)
        };
        let own = if adopted { &[] } else { self.own.as_slice() };
        let tags: Vec<_> = self.changed.iter().chain(own).cloned().collect();
        let tagged = self.tag(context, address, existing, "tag", &tags, removed.as_ref().or(last));
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
            reasons.push(format!("tags differ in {}", view::in_backticks(others)));
        }
        if !self.own.is_empty() && !adopted {
            reasons.push(match Owner::of(existing.tags, context.stack) {
                Owner::ThisStack { address: Some(owned) } if owned != *address => format!("its address was `{owned}`"),
                _ => "its tags do not name its address as connfn writes it".to_string(),
            });
        }
        reasons
    }

    fn makes_room_first(&self, existing: &Existing<'_, ObservedFunction>) -> bool {
        existing.tags.keys().filter(|key| !key.starts_with("aws:")).count() + self.own.len() > TAGS_MAX
    }

    fn tag(
        &self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'_, ObservedFunction>,
        verb: &str,
        tags: &[(String, Text<OutputRef>)],
        after: Option<&StepId>,
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
        after: Option<&StepId>,
    ) -> Option<StepId> {
        if self.removed.is_empty() {
            return None;
        }
        let resource = Text::literal(existing.resource.arn.as_str());
        let input = UntagResource { resource, tag_keys: TagKeys { items: self.removed.clone() } };
        Some(context.push(step(address, "untag", Operation::UntagResource(input)).after(after.cloned())))
    }
}
