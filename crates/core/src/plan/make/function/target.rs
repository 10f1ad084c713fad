//! What a function should hold, every reference resolved as far as the plan knows, and where a stage differs from it.

use super::super::{context::Context, identify::Existing};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    desired::{DesiredFunction, IgnoreTags, Value},
    digest::Digest,
    limits::Runtime,
    observed::{Content, ObservedFunction, ObservedStage},
    operation::{FunctionConfig, StoreAssociations},
    ownership,
    plan::document::{OutputRef, StepId},
    text::Text,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// What a function should be.
pub(in crate::plan::make) struct Target<'d> {
    pub(in crate::plan::make) name: &'d str,
    pub(in crate::plan::make) content: TargetContent,
    pub(in crate::plan::make) publish: bool,
    pub(in crate::plan::make) tags: Map<String, Text<OutputRef>>,
    pub(in crate::plan::make) tags_all: Map<String, Text<OutputRef>>,
    ignore_tags: &'d IgnoreTags,
    /// What the configuration leaves as it is.
    ignore_changes: &'d Set<String>,
    /// What must be done before the function may name what it names.
    pub(super) after: Set<StepId>,
}

/// What a stage should hold.
pub(in crate::plan::make) struct TargetContent {
    pub(in crate::plan::make) code: TargetCode,
    pub(in crate::plan::make) comment: Text<OutputRef>,
    pub(in crate::plan::make) runtime: Runtime,
    pub(in crate::plan::make) store_arn: Option<Text<OutputRef>>,
}

/// Code, and its digest if all of it is known. It is hashed once, since that is most of what planning costs.
pub(in crate::plan::make) struct TargetCode {
    pub(in crate::plan::make) text: Text<OutputRef>,
    pub(in crate::plan::make) digest: Option<Digest>,
}

impl TargetCode {
    pub(in crate::plan::make) fn new(text: Text<OutputRef>) -> Self {
        Self::of(text, None)
    }

    /// Code whose digest is known already, if it is.
    fn of(text: Text<OutputRef>, digest: Option<Digest>) -> Self {
        let digest = digest.or_else(|| text.known().map(|code| Digest::of(code.as_bytes())));
        Self { text, digest }
    }
}

impl<'d> Target<'d> {
    /// `None` if a resource that it refers to is blocked.
    pub(super) fn resolve(context: &Context<'_>, address: &Address, desired: &'d DesiredFunction) -> Option<Self> {
        let mut resolve = Resolve { context, after: Set::new() };
        let content = TargetContent {
            code: TargetCode::of(resolve.value(&desired.code)?, context.code_digest(address)),
            comment: resolve.value(&desired.comment)?,
            runtime: desired.runtime,
            store_arn: match &desired.store_arn {
                None => None,
                Some(arn) => Some(resolve.value(arn)?),
            },
        };
        let tags = resolve.values(&desired.tags)?;
        let tags_all = resolve.values(&desired.tags_all)?;
        Some(Self {
            name: &desired.name,
            content,
            publish: desired.publish,
            tags,
            tags_all,
            ignore_tags: &desired.ignore_tags,
            ignore_changes: &desired.ignore_changes,
            after: resolve.after,
        })
    }

    /// The same for a function that has these tags already: those that are to be ignored are as they are.
    fn ignoring_tags(mut self, existing: &Map<String, String>) -> Self {
        let (own, all) = (self.ignores("tags"), self.ignores("tags_all"));
        if !self.ignore_tags.is_empty() || own || all {
            let own: Set<String> = if own { self.tags.keys().cloned().collect() } else { Set::new() };
            for tags in [&mut self.tags, &mut self.tags_all] {
                tags.retain(|key, value| {
                    if all || own.contains(key) || self.ignore_tags.ignores(key) {
                        match existing.get(key) {
                            Some(found) => *value = Text::literal(found.as_str()),
                            None => return false,
                        }
                    }
                    true
                });
            }
        }
        self
    }

    /// Whether the configuration leaves something as it is.
    pub(super) fn ignores(&self, argument: &str) -> bool {
        self.ignore_changes.contains(argument)
    }

    /// The same for a function that exists: what is to be ignored is as it is. `None` if that was not observed, which is reported.
    pub(super) fn ignoring(
        self,
        context: &mut Context<'_>,
        address: &Address,
        existing: &Existing<'d, ObservedFunction>,
    ) -> Option<Self> {
        let mut target = self.ignoring_tags(existing.tags);
        if target.ignore_changes.is_empty() {
            return Some(target);
        }
        let function = existing.resource;
        let stage = &function.development;
        if target.ignores("name") {
            target.name = existing.name;
        }
        if target.ignores("publish") {
            target.publish = function.live.is_some();
        }
        if target.ignores("comment") {
            target.content.comment = Text::literal(stage.comment.as_str());
        }
        // Of a runtime that connfn does not know none can be asked for.
        if let (true, Some(runtime)) = (target.ignores("runtime"), Runtime::parse(&stage.runtime)) {
            target.content.runtime = runtime;
        }
        if target.ignores("key_value_store_association") {
            target.content.store_arn = stage.store_arns.first().map(|arn| Text::literal(arn.as_str()));
        }
        if target.ignores("connection_function_code") {
            let digest = &super::content(context, address, stage, existing.name)?.code;
            let Some(code) = context.observed.code.get(digest) else {
                super::code_is_missing(context, address, existing.name);
                return None;
            };
            let text = Text::literal(code.as_text().unwrap_or_default());
            context.hold_observed_code(digest);
            target.content.code = TargetCode { text, digest: Some(digest.clone()) };
        }
        Some(target)
    }

    pub(super) fn ignores_tag(&self, key: &str) -> bool {
        self.ignore_tags.ignores(key)
    }

    /// Whether a tag that the function has comes from the configuration, now or as it was, and is not to be ignored. All others
    /// are left alone.
    pub(in crate::plan::make) fn manages_tag(&self, existing: &Map<String, String>, key: &str) -> bool {
        self.tags_all.contains_key(key)
            || (!self.ignores("tags")
                && ownership::is_recorded(existing, key)
                && !self.ignore_tags.ignores(key)
                && !ownership::is_own_tag(key)
                && !ownership::is_system_tag(key))
    }
}

/// Resolves values and gathers what must come before they can be used.
struct Resolve<'c, 'a> {
    context: &'c Context<'a>,
    after: Set<StepId>,
}

impl Resolve<'_, '_> {
    fn value(&mut self, value: &Value) -> Option<Text<OutputRef>> {
        let resolved = self.context.resolve(value)?;
        self.after.extend(resolved.after);
        Some(resolved.text)
    }

    fn values(&mut self, values: &Map<String, Value>) -> Option<Map<String, Text<OutputRef>>> {
        values.iter().map(|(key, value)| Some((key.clone(), self.value(value)?))).collect()
    }
}

impl TargetContent {
    /// The arguments in which a stage differs from what it should hold. What is not known yet differs.
    pub(super) fn differences(&self, stage: &ObservedStage, held: &Content) -> Vec<&'static str> {
        let same_code = self.code.digest.as_ref() == Some(&held.code);
        let same_store = match &self.store_arn {
            None => stage.store_arns.is_empty(),
            Some(arn) => arn.known().is_some_and(|arn| stage.store_arns == [arn]),
        };
        let rows = [
            ("comment", self.comment.known() == Some(&stage.comment)),
            ("connection_function_code", same_code),
            ("key_value_store_association", same_store),
            ("runtime", self.runtime.as_str() == stage.runtime),
        ];
        rows.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }

    /// The ARNs of the stores that it names, as far as they are known.
    pub(super) fn stores(&self) -> Set<String> {
        self.store_arn.as_ref().and_then(Text::known).map(ToOwned::to_owned).into_iter().collect()
    }

    pub(super) fn config(&self) -> FunctionConfig<Text<OutputRef>> {
        FunctionConfig {
            comment: self.comment.clone(),
            runtime: self.runtime,
            key_value_store_associations: self.store_arn.clone().map(StoreAssociations::of),
        }
    }
}
