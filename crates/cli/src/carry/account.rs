//! What a run came to, in words on standard error: what changed, or what failed, what that held up, and how to go on.

use crate::{output::Output, text::visible, words::Words};
use connfn::{Action, Mode, Plan, Receipt, RunResult, StepId, StepRecord, StepStatus};
use std::collections::BTreeMap;

pub(super) fn say(output: Output, plan: &Plan, receipt: &Receipt, skipped_because: &BTreeMap<StepId, StepId>) {
    output.say("");
    if receipt.result == RunResult::Complete {
        output.say(&complete(plan));
        return;
    }
    for step in with_status(receipt, StepStatus::Failed) {
        failed(output, plan, step);
    }
    list(output, "Done", with_status(receipt, StepStatus::Done), |_| String::new());
    list(output, "Not done", with_status(receipt, StepStatus::Skipped), |step| {
        skipped_because.get(&step.id).map(|because| format!(", since `{because}` failed")).unwrap_or_default()
    });
    let unbegun = receipt
        .steps
        .iter()
        .filter(|step| matches!(step.status, StepStatus::NotStarted | StepStatus::InProgress))
        .collect();
    list(output, "Not done", unbegun, |step| match step.status {
        StepStatus::InProgress => ", begun and not seen to its end".to_owned(),
        _ => String::new(),
    });
    let word = if plan.rollback.is_some() { "Rollback" } else { name(plan.mode) };
    let ended = if receipt.result == RunResult::Failed { "failed" } else { "was interrupted" };
    let done = with_status(receipt, StepStatus::Done).len();
    let total = receipt.steps.len();
    output.say(&format!("{word} {ended}: {done} of {total} steps are done. Plan again: it starts from what is there."));
}

fn complete(plan: &Plan) -> String {
    let count = |wanted: &dyn Fn(Action) -> bool| plan.changes.iter().filter(|change| wanted(change.action)).count();
    let destroyed = count(&|action| matches!(action, Action::Delete | Action::Replace));
    if plan.mode == Mode::Destroy {
        return format!("Destroy complete! Resources: {destroyed} destroyed.");
    }
    let added = count(&|action| matches!(action, Action::Create | Action::Replace));
    let changed = count(&|action| action == Action::Update);
    let adopted = plan.changes.iter().filter(|change| change.adopt).count();
    let published = plan.changes.iter().filter(|change| change.publishes()).count();
    let word = if plan.rollback.is_some() { "Rollback" } else { name(plan.mode) };
    let mut text = format!("{word} complete! Resources: ");
    if adopted > 0 {
        text.push_str(&format!("{adopted} adopted, "));
    }
    let released = plan.changes.iter().filter(|change| change.release).count();
    if released > 0 {
        text.push_str(&format!("{released} released, "));
    }
    text.push_str(&format!("{added} added, {changed} changed, {destroyed} destroyed."));
    if published > 0 {
        text.push_str(&format!(" {published} published."));
    }
    text
}

fn failed(output: Output, plan: &Plan, step: &StepRecord) {
    let words = plan.step(&step.id).map(Words::of).unwrap_or_default();
    let error = step.error.as_deref().unwrap_or("it failed");
    let message = format!("{}: {} failed: {}: {error}", step.address, words.noun, step.operation);
    output.error(&message, step.help.as_deref());
    output.say("");
}

fn with_status(receipt: &Receipt, status: StepStatus) -> Vec<&StepRecord> {
    receipt.steps.iter().filter(|step| step.status == status).collect()
}

fn list(output: Output, title: &str, steps: Vec<&StepRecord>, note: impl Fn(&StepRecord) -> String) {
    if steps.is_empty() {
        return;
    }
    output.say(&format!("{title}:"));
    for step in steps {
        output.say(&visible(&format!("  {}{}", step.id, note(step))));
    }
    output.say("");
}

const fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Normal | Mode::RefreshOnly => "Apply",
        Mode::Destroy => "Destroy",
    }
}
