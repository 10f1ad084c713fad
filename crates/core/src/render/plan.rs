//! A plan as a Terraform user expects to read one, and what it does to LIVE.

use super::{
    attributes::Writer,
    code,
    paint::{Ink, Palette, visible},
    tested,
};
use crate::ordered::{Map, Set};
use crate::{
    attributes::Attribute,
    diagnostic::{Diagnostic, Location},
    exported,
    nearest::some_of,
    observed::Code,
    plan::{Action, Change, DriftKind, LiveChange, LiveEffect, Mode, Plan},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Renders a plan.
pub fn plan(plan: &Plan, palette: Palette) -> String {
    let mut out = String::new();
    let changes: Vec<&Change> = plan.changes.iter().filter(|change| change.action != Action::NoOp).collect();
    if !changes.is_empty() {
        if plan.mode == Mode::RefreshOnly {
            out.push_str(
                "CloudFront differs from the configuration: what CloudFront holds -> what the configuration says\n\n",
            );
        } else {
            legend(&mut out, &changes, palette);
        }
        for change in &changes {
            resource(&mut out, plan, change, palette);
        }
    }
    without_change(&mut out, plan, palette);
    partial(&mut out, plan, palette);
    tests(&mut out, plan, palette);
    notes(&mut out, plan, palette);
    blocked(&mut out, &plan.report.blocked, palette);
    out.push_str(&summary(plan, &changes, palette));
    out
}

fn legend(out: &mut String, changes: &[&Change], palette: Palette) {
    out.push_str("Actions are indicated with the following symbols:\n");
    let actions: Set<Action> = changes.iter().map(|change| change.action).collect();
    for action in actions {
        let words = match action {
            Action::NoOp => continue,
            Action::Create => "create",
            Action::Adopt => "adopt",
            Action::Release => "release from the stack",
            Action::Update => "update in-place",
            Action::Replace => "create replacement and then destroy",
            Action::Delete => "destroy",
        };
        out.push_str(&format!("{} {words}\n", symbol(action, palette)));
    }
    out.push('\n');
}

/// The symbol of an action, right-aligned in three columns.
fn symbol(action: Action, palette: Palette) -> String {
    match action {
        Action::NoOp => "   ".to_string(),
        Action::Create => format!("  {}", palette.paint(Ink::Add, "+")),
        Action::Adopt => format!("  {}", palette.paint(Ink::Change, "&")),
        Action::Release => format!("  {}", palette.paint(Ink::Change, "%")),
        Action::Update => format!("  {}", palette.paint(Ink::Change, "~")),
        Action::Replace => format!("{}/{}", palette.paint(Ink::Add, "+"), palette.paint(Ink::Remove, "-")),
        Action::Delete => format!("  {}", palette.paint(Ink::Remove, "-")),
    }
}

/// What becomes of a resource, as the rest of a sentence.
pub(super) fn fate(mode: Mode, change: &Change) -> &'static str {
    let drifted = mode == Mode::RefreshOnly;
    match (change.action, change.adopt) {
        (Action::Create, _) if drifted => "is missing",
        (Action::Adopt, _) if drifted => "is not owned",
        (Action::Update, true) if drifted => "differs and is not owned",
        (Action::Update, false) if drifted => "differs",
        (Action::Replace, _) if drifted => "has another name",
        (Action::Delete, _) if drifted => "is not in the configuration",
        (Action::NoOp, _) => "is unchanged",
        (Action::Create, _) => "will be created",
        (Action::Adopt, _) => "will be adopted",
        (Action::Release, _) => "will be released from the stack",
        (Action::Update, false) if change.release => "will be updated in-place and released from the stack",
        (Action::Update, true) => "will be adopted and updated in-place",
        (Action::Update, false) => "will be updated in-place",
        (Action::Replace, _) => "must be replaced",
        (Action::Delete, _) if change.deposed => "(deposed object) will be destroyed",
        (Action::Delete, _) => "will be destroyed",
    }
}

fn resource(out: &mut String, plan: &Plan, change: &Change, palette: Palette) {
    let fate = fate(plan.mode, change);
    out.push_str(&format!(
        "  {}\n",
        palette.paint(Ink::Strong, &format!("# {} {fate}", visible(change.address.as_str())))
    ));
    for reason in &change.reasons {
        out.push_str(&format!("  # ({})\n", visible(reason)));
    }
    block(out, plan, change, &symbol(change.action, palette), palette, false);
    if let Some(live) = &change.live {
        live_stage(out, plan, change, live, palette);
    }
    remote_tests(out, change, palette);
    out.push('\n');
}

/// The resource block before and after.
pub(super) fn block(out: &mut String, plan: &Plan, change: &Change, symbol: &str, palette: Palette, is_diff: bool) {
    // As in Terraform, the block is the one that is written; which instance of it this is stands in the line above.
    let label = change.address.label();
    let name = visible(label.split_once('[').map_or(label, |(label, _)| label));
    out.push_str(&format!("{symbol} resource \"{}\" \"{name}\" {{\n", change.resource_type));
    let indent = if is_diff { 2 } else { 6 };
    Writer { palette, code: &plan.code, replaces: &change.replace_because, added: '+', is_diff, out }.body(
        change.before.as_ref(),
        change.after.as_ref(),
        indent,
    );
    out.push_str(if is_diff { "  }\n" } else { "    }\n" });
}

/// What happens to LIVE, with the difference where the resource's own difference does not already show it.
pub(super) fn live_stage(out: &mut String, plan: &Plan, change: &Change, live: &LiveChange, palette: Palette) {
    // What a renamed function held is no matter: nothing of its name holds anything.
    if plan.mode == Mode::RefreshOnly && change.action == Action::Replace {
        return;
    }
    let words = match (live.effect, &live.before) {
        (LiveEffect::Publish, None) if plan.mode == Mode::RefreshOnly => "LIVE holds nothing",
        (LiveEffect::Publish, Some(_)) if plan.mode == Mode::RefreshOnly => "LIVE differs from the configuration",
        (LiveEffect::Removed | LiveEffect::Same, _) if plan.mode == Mode::RefreshOnly => return,
        (LiveEffect::Publish, None) if !is_shown(live.after.as_ref(), change.after.as_ref()) => {
            "LIVE holds nothing yet; it gets what it held before, and DEVELOPMENT gets this after that"
        }
        (LiveEffect::Publish, None) => "LIVE holds nothing yet; this is published to it",
        (LiveEffect::Publish, Some(_)) if change.action == Action::Replace => {
            "the new function is published; the LIVE stage of the old one goes with it"
        }
        (LiveEffect::Publish, Some(_)) => "LIVE is replaced: viewers meet the new version in a few minutes",
        (LiveEffect::Stays, _) => "LIVE stays as it is and differs from this; `publish` is false",
        (LiveEffect::Same, _) => "LIVE stays as it is",
        (LiveEffect::Removed, _) => "LIVE goes with it",
    };
    out.push_str(&format!("    {}\n", palette.paint(Ink::Strong, &format!("# {words}"))));
    if live.effect != LiveEffect::Publish || change.action == Action::Replace {
        return;
    }
    let (Some(before), Some(after)) = (&live.before, &live.after) else { return };
    if is_shown(live.before.as_ref(), change.before.as_ref()) && is_shown(live.after.as_ref(), change.after.as_ref()) {
        return;
    }
    let what = if plan.mode == Mode::RefreshOnly { "differs" } else { "changes" };
    out.push_str(&format!("    # what {what} in LIVE, which is not what DEVELOPMENT holds now:\n"));
    for (name, old) in before {
        let new = after.get(name).unwrap_or(&Attribute::Null);
        if old == new {
            continue;
        }
        if let (Some(old), Some(new)) = (code_text(plan, old), code_text(plan, new)) {
            out.push_str(&format!("    #   {name}:\n"));
            for line in code::difference(old, new) {
                out.push_str(&format!("    #     {}\n", line.paint(palette)));
            }
        } else {
            let (old, new) = (super::attributes::scalar(old), super::attributes::scalar(new));
            out.push_str(&format!("    #   {name}: {old} -> {new}\n"));
        }
    }
}

/// The tests that CloudFront runs, and what depends on them.
pub(super) fn remote_tests(out: &mut String, change: &Change, palette: Palette) {
    let words = match (change.remote_tests.len(), change.publishes()) {
        (0, _) => return,
        (1, true) => "CloudFront runs a test on DEVELOPMENT first, and publishes only if it passes:".to_string(),
        (1, false) => "CloudFront runs a test on DEVELOPMENT:".to_string(),
        (count, true) => {
            format!("CloudFront runs {count} tests on DEVELOPMENT first, and publishes only if all pass:")
        }
        (count, false) => format!("CloudFront runs {count} tests on DEVELOPMENT:"),
    };
    out.push_str(&format!("    {}\n", palette.paint(Ink::Strong, &format!("# {words}"))));
    for test in &change.remote_tests {
        let exception = if test.throws { ", with an exception" } else { "" };
        out.push_str(&format!("    #   {}: {}{exception}\n", visible(&test.name), test.decision));
    }
}

fn code_text<'p>(plan: &'p Plan, value: &Attribute) -> Option<&'p str> {
    match value {
        Attribute::Code { code } => plan.code.get(code).and_then(Code::as_text),
        _ => None,
    }
}

/// Whether a side of LIVE is the same side of the function.
fn is_shown(live: Option<&Map<String, Attribute>>, function: Option<&Map<String, Attribute>>) -> bool {
    matches!((live, function), (Some(live), Some(function)) if is_development(live, function))
}

/// Whether LIVE holds what DEVELOPMENT holds, so that the resource's difference is LIVE's difference too.
fn is_development(live: &Map<String, Attribute>, function: &Map<String, Attribute>) -> bool {
    exported::development(function).is_some_and(|development| development == *live)
}

/// Drift of what the stack has no say in, so that no change shows it.
fn without_change(out: &mut String, plan: &Plan, palette: Palette) {
    let owned_by_others = plan.report.drift.iter().filter(|drift| drift.kind == DriftKind::OwnedByOtherStack);
    for drift in owned_by_others {
        let head = palette.paint(Ink::Remove, "Drift:");
        out.push_str(&format!("{head} {}: {}\n\n", visible(drift.address.as_str()), visible(&drift.message)));
    }
}

/// What a plan is about that is not about everything, and what it left out.
pub(super) fn partial(out: &mut String, plan: &Plan, palette: Palette) {
    if let Some(run) = &plan.rollback {
        let head = palette.paint(Ink::Strong, "Rollback:");
        let short = run.short();
        out.push_str(&format!("{head} this undoes the run of plan {short}, and is about nothing else.\n\n"));
    }
    if plan.targets.is_empty() {
        return;
    }
    let belongs = match (plan.mode, plan.targets.len()) {
        (Mode::Normal | Mode::RefreshOnly, 1) => "what it refers to",
        (Mode::Normal | Mode::RefreshOnly, _) => "what they refer to",
        (Mode::Destroy, 1) => "what uses it",
        (Mode::Destroy, _) => "what uses them",
    };
    let head = palette.paint(Ink::Strong, "Partial plan:");
    let targets = visible(&some_of(plan.targets.iter()));
    out.push_str(&format!("{head} it is about {targets} and {belongs}, and about nothing else.\n"));
    let left_out = &plan.report.left_out;
    if !left_out.is_empty() {
        out.push_str(&format!("  left out: {}\n", visible(&some_of(left_out.iter()))));
    }
    out.push('\n');
}

fn tests(out: &mut String, plan: &Plan, palette: Palette) {
    if let Some(line) = tested::line(plan) {
        out.push_str(&format!("{} {line}.\n\n", palette.paint(Ink::Strong, "Tests:")));
    }
}

fn notes(out: &mut String, plan: &Plan, palette: Palette) {
    for note in &plan.report.notes {
        let head = palette.paint(Ink::Strong, "Note:");
        out.push_str(&format!("{head} {}: {}\n", visible(note.address.as_str()), visible(&note.message)));
    }
    if !plan.report.notes.is_empty() {
        out.push('\n');
    }
}

fn blocked(out: &mut String, blocked: &[Diagnostic], palette: Palette) {
    for diagnostic in blocked {
        let head = palette.paint(Ink::Remove, "Blocked:");
        let address = diagnostic.address.as_ref().map(|address| visible(&format!("{address}: "))).unwrap_or_default();
        out.push_str(&format!("{head} {address}{} [{}]\n", visible(&diagnostic.message), diagnostic.code));
        if let Some(location) = &diagnostic.location {
            out.push_str(&format!("  at {}\n", visible(&place(location))));
        }
        if let Some(help) = &diagnostic.help {
            out.push_str(&format!("  help: {}\n", visible(help)));
        }
    }
    if !blocked.is_empty() {
        out.push('\n');
    }
}

/// A place as editors open it.
pub(super) fn place(location: &Location) -> String {
    let start = location.span.start;
    format!("{}:{}:{}", location.file, start.line, start.column_utf16)
}

pub(super) fn summary(plan: &Plan, changes: &[&Change], palette: Palette) -> String {
    if plan.mode == Mode::RefreshOnly && plan.is_applicable() {
        return drift_summary(plan, palette);
    }
    if changes.is_empty() && plan.report.blocked.is_empty() {
        let what = match plan.mode {
            _ if plan.rollback.is_some() => "All that the run was to change is as it was before, as far as it can be.",
            Mode::Normal | Mode::RefreshOnly if plan.is_partial() => {
                "CloudFront matches the configuration in what is targeted."
            }
            Mode::Destroy if plan.is_partial() => "The stack owns nothing of what is targeted.",
            Mode::Normal | Mode::RefreshOnly => "CloudFront matches the configuration.",
            Mode::Destroy => "The stack owns nothing.",
        };
        return format!("{} {what} (stack {})\n", palette.paint(Ink::Strong, "No changes."), visible(&plan.stack));
    }
    let count = |wanted: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| wanted(change)).count();
    let is = |action| move |change: &Change| change.action == action;
    let replaced = count(&is(Action::Replace));
    let adopted = count(&|change| change.adopt);
    let published = count(&|change| change.publishes());
    let mut parts = Vec::new();
    if adopted > 0 {
        parts.push(format!("{adopted} to adopt"));
    }
    let released = count(&|change| change.release);
    if released > 0 {
        parts.push(format!("{released} to release"));
    }
    parts.push(format!("{} to add", count(&is(Action::Create)) + replaced));
    parts.push(format!("{} to change", count(&is(Action::Update))));
    parts.push(format!("{} to destroy", count(&is(Action::Delete)) + replaced));
    if published > 0 {
        parts.push(format!("{published} to publish"));
    }
    let head = palette.paint(
        Ink::Strong,
        match (plan.is_applicable(), plan.is_partial()) {
            (true, false) => "Plan:",
            (true, _) if plan.rollback.is_some() => "Plan (rollback):",
            (true, true) => "Plan (partial):",
            (false, _) => "Plan (blocked):",
        },
    );
    format!("{head} {}. (stack {})\n", parts.join(", "), visible(&plan.stack))
}

fn drift_summary(plan: &Plan, palette: Palette) -> String {
    let stack = visible(&plan.stack);
    if !plan.has_drift() {
        let what = if plan.is_partial() { " in what is targeted" } else { "" };
        let head = palette.paint(Ink::Strong, "No drift.");
        return format!("{head} CloudFront matches the configuration{what}. (stack {stack})\n");
    }
    let drift = &plan.report.drift;
    let resources: Set<&str> = drift.iter().map(|drift| drift.address.as_str()).collect();
    let differ = if resources.len() == 1 { "resource differs" } else { "resources differ" };
    let head = palette.paint(Ink::Strong, "Drift:");
    format!("{head} {} {differ} from the configuration. (stack {stack})\n", resources.len())
}
