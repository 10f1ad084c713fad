//! Whether a plan agrees with itself: every step does what a change shows, under the condition that belongs to it, and
//! nothing else. A plan that passes can do no more than its reader was shown, wherever it came from.

mod remote;
mod side;

use super::document::{Action, Change, CodeInput, Mode, Plan, Step, StepId};
use crate::ordered::Set;
use crate::{
    address::{self, ResourceType},
    observed,
    operation::Operation,
    ownership::{is_own_tag, is_stack_name},
    text::Text,
};
use alloc::{
    format,
    string::{String, ToString},
};
use side::Side;

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

fn code_of(step: &Step) -> Option<&CodeInput> {
    match &step.operation {
        Operation::CreateConnectionFunction(input) => Some(&input.connection_function_code),
        Operation::UpdateConnectionFunction(input) => Some(&input.connection_function_code),
        _ => None,
    }
}
