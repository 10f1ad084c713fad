//! What becomes of a function's LIVE stage, the one that viewers meet. CloudFront copies DEVELOPMENT to it, and cannot
//! take it back.

use super::{
    super::{content::TargetContent, context::Context, steps::step, view},
    target::Target,
};
use crate::ordered::Map;
use crate::{
    address::Address,
    attributes::Attribute,
    observed::ObservedFunction,
    operation::{FunctionStage, FunctionVersion, Operation, Stage},
    plan::{
        document::{LiveChange, LiveEffect, OutputRef, StepId, Until},
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

/// What is published, and when.
pub(super) struct Publication<'a> {
    pub(super) id: &'a Text<OutputRef>,
    /// The version of DEVELOPMENT.
    pub(super) etag: Text<OutputRef>,
    pub(super) after: Vec<StepId>,
    /// What LIVE differs in, if it holds anything.
    pub(super) differs: Option<&'a [&'static str]>,
}

/// Publishes, waits until viewers meet the new version, and sees that LIVE holds it. Returns the last step.
pub(super) fn publish(
    context: &mut Context<'_>,
    address: &Address,
    content: &TargetContent,
    publication: Publication<'_>,
    attributes: &mut Map<&'static str, Text<OutputRef>>,
) -> StepId {
    let Publication { id, etag, after, differs } = publication;
    let version = FunctionVersion { id: id.clone(), if_match: None };
    let publish = step(address, "publish", Operation::PublishConnectionFunction(version)).expecting(etag).after(after);
    let publish = context.push(publish);

    let development = FunctionStage { identifier: id.clone(), stage: Stage::Development };
    let wait = step(address, "wait-published", Operation::DescribeConnectionFunction(development))
        .after([publish])
        .until_published();
    attributes.insert("status", wait.output("Status"));
    let wait = context.push(wait);

    // A status read too early is that of the publication before; what LIVE holds cannot lie.
    let live = FunctionStage { identifier: id.clone(), stage: Stage::Live };
    let verify = |operation| step(address, "verify-live", operation).after([wait]);
    let read = if differs.is_none_or(|differs| differs.contains(&"connection_function_code")) {
        let code = context.code_input(&content.code);
        verify(Operation::GetConnectionFunction(live)).until_live_holds(Until::Code(code))
    } else {
        verify(Operation::DescribeConnectionFunction(live)).until_live_holds(Until::Config(content.config()))
    };
    attributes.insert("live_stage_etag", read.output("ETag"));
    context.push(read)
}

/// Why a function is published. `differs` is absent if LIVE holds nothing.
pub(super) fn reason(differs: Option<&[&'static str]>) -> String {
    match differs {
        None => "LIVE holds nothing yet".to_owned(),
        Some(differs) => format!("LIVE differs in {}", in_backticks(differs.iter().copied())),
    }
}

pub(super) fn published(
    context: &mut Context<'_>,
    before: Option<Map<String, Attribute>>,
    content: &TargetContent,
) -> LiveChange {
    LiveChange { effect: LiveEffect::Publish, before, after: Some(view::target_stage(context, content)) }
}

/// What becomes of the LIVE stage of a function that stays. `differs` is absent if LIVE holds nothing.
pub(super) fn change(
    context: &mut Context<'_>,
    target: &Target<'_>,
    function: &ObservedFunction,
    publishes: bool,
    differs: Option<&[&str]>,
) -> Option<LiveChange> {
    let before = function.live.as_ref().map(|live| view::observed_stage(context, live));
    if publishes {
        return Some(published(context, before, &target.content));
    }
    let effect = if differs?.is_empty() { LiveEffect::Same } else { LiveEffect::Stays };
    Some(LiveChange { effect, after: before.clone(), before })
}

pub(super) fn note_what_stays(
    context: &mut Context<'_>,
    address: &Address,
    target: &Target<'_>,
    live: Option<&LiveChange>,
) {
    let message = match live.map(|live| live.effect) {
        Some(LiveEffect::Stays) if target.publish => {
            "LIVE differs from DEVELOPMENT only in what `ignore_changes` names, and stays as it is"
        }
        Some(LiveEffect::Stays) => {
            "LIVE stays as it is and differs from the configuration, since `publish` is false; viewers keep meeting what \
             was published before"
        }
        Some(LiveEffect::Same) if !target.publish => {
            "LIVE stays as it is although `publish` is false: CloudFront cannot unpublish, only delete"
        }
        _ => return,
    };
    context.note(address, message.to_string());
}
