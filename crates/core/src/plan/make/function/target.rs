//! What a function should hold, every reference resolved as far as the plan knows, and where a stage differs from it.

use super::super::{
    content::{TargetCode, TargetContent},
    context::Context,
    identify::Existing,
};
use crate::ordered::{Map, Set};
use crate::{
    address::Address,
    desired::{DesiredFunction, IgnoreTags, Value},
    diagnostic::{Code, Diagnostic},
    limits::Runtime,
    observed::{Content, ObservedFunction, ObservedStage},
    ownership,
    plan::document::{OutputRef, StepId},
    text::Text,
};
use alloc::{format, string::String};

/// What a function should be.
pub(super) struct Target<'d> {
    pub(super) name: &'d str,
    pub(super) content: TargetContent,
    pub(super) publish: bool,
    pub(super) tags: Map<String, Text<OutputRef>>,
    pub(super) tags_all: Map<String, Text<OutputRef>>,
    ignore_tags: &'d IgnoreTags,
    /// What the configuration leaves as it is.
    ignore_changes: &'d Set<String>,
    /// What must be done before the function may name what it names.
    pub(super) after: Set<StepId>,
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
            let digest = &content(context, address, stage, existing.name)?.code;
            let Some(code) = context.observed.code.get(digest) else {
                code_is_missing(context, address, existing.name);
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
    pub(super) fn manages_tag(&self, existing: &Map<String, String>, key: &str) -> bool {
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

/// The content of a stage, or a report that the observation is too thin to plan with.
pub(super) fn content<'a>(
    context: &mut Context<'_>,
    address: &Address,
    stage: &'a ObservedStage,
    name: &str,
) -> Option<&'a Content> {
    if stage.content.is_none() {
        code_is_missing(context, address, name);
    }
    stage.content.as_ref()
}

fn code_is_missing(context: &mut Context<'_>, address: &Address, name: &str) {
    let problem = format!("the observed state lists connection function `{name}` but not its code");
    context.block(
        Diagnostic::new(Code::ObservedIncomplete, problem)
            .about(address)
            .help("observe again, for this configuration and stack or with everything"),
    );
}
