//! The report as text for people. Decides nothing: everything shown stands in the report. Words of others are made safe for a terminal.

use super::{Area, Finding, Report, Verdict};
use crate::{assumptions::By, examine::Need};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::render::{Ink, Palette, visible};

/// How wide the column of names or verdicts is.
const COLUMN: usize = 13;

/// Renders a report, each line with its end.
pub fn human(report: &Report, palette: Palette) -> String {
    let mut text = heading(report, palette);
    for (title, chosen) in groups() {
        let findings: Vec<&Finding> =
            report.findings.iter().filter(|finding| chosen(finding) && !is_left_out(report, finding)).collect();
        if !findings.is_empty() {
            text.push_str(&group(title, &findings, palette));
        }
    }
    text.push_str(&others(report));
    text.push_str(&conclusion(report, palette));
    text
}

fn heading(report: &Report, palette: Palette) -> String {
    let region = report.region.as_ref().map(|region| match &report.partition {
        Some(partition) => format!("{region} (partition {partition})"),
        None => region.clone(),
    });
    let rows = [
        ("account", &report.account),
        ("caller", &report.caller),
        ("endpoint", &report.endpoint),
        ("region", &region),
        ("credentials", &report.credentials),
    ];
    let mut text = palette.paint(Ink::Strong, "Who and where") + "\n";
    for (name, value) in rows {
        let value = value.as_deref().unwrap_or("not known");
        text.push_str(&format!("  {name:COLUMN$}{}\n", visible(value)));
    }
    text + "\n"
}

type Chosen = fn(&Finding) -> bool;

/// The groups of what is shown, in order.
const fn groups() -> [(&'static str, Chosen); 8] {
    [
        ("Identity", |finding| finding.area == Area::Identity && finding.verdict != Verdict::Ok),
        ("Clock", |finding| finding.area == Area::Clock),
        ("Permissions to read", |finding| finding.need == Some(Need::Read)),
        ("Permissions to apply", |finding| finding.need == Some(Need::Apply)),
        ("Permissions to test on CloudFront", |finding| finding.need == Some(Need::Test)),
        ("Quotas", |finding| finding.area == Area::Quotas),
        ("Assumptions", |finding| finding.area == Area::Assumptions),
        ("Cleanup", |finding| finding.area == Area::Cleanup),
    ]
}

/// What no account could tell in the way in which it was examined is only counted.
fn is_left_out(report: &Report, finding: &Finding) -> bool {
    let could_tell = match finding.by {
        None | Some(By::Looking) => true,
        Some(By::Changing) => report.was_changed,
        Some(By::Hand) => false,
    };
    finding.verdict == Verdict::NotChecked && !could_tell
}

fn group(title: &str, findings: &[&Finding], palette: Palette) -> String {
    let mut text = palette.paint(Ink::Strong, title) + "\n";
    for (place, finding) in findings.iter().enumerate() {
        let word = word(finding);
        let gap = " ".repeat(COLUMN.saturating_sub(word.len()).max(1));
        let word = ink(finding.verdict).map_or_else(|| word.to_string(), |ink| palette.paint(ink, word));
        text.push_str(&format!("  {word}{gap}{}\n", visible(&line(finding))));
        // What is said of several lines stands below the last.
        let next = findings.get(place + 1).and_then(|next| next.help.as_ref());
        if let Some(help) = finding.help.as_ref().filter(|help| next != Some(*help)) {
            text.push_str(&format!("  {:COLUMN$}help: {}\n", "", visible(help)));
        }
    }
    text + "\n"
}

fn line(finding: &Finding) -> String {
    match finding.area {
        Area::Permissions if finding.verdict == Verdict::Ok => finding.id.clone(),
        Area::Permissions => format!("{}: {}", finding.id, finding.message),
        Area::Assumptions => format!("{} {}", finding.id, finding.message),
        Area::Identity | Area::Clock | Area::Quotas | Area::Cleanup => finding.message.clone(),
    }
}

const fn word(finding: &Finding) -> &'static str {
    match (finding.area, finding.verdict) {
        (Area::Permissions, Verdict::Ok) => "allowed",
        (Area::Permissions, Verdict::Wrong) => "missing",
        (Area::Assumptions, Verdict::Ok) => "holds",
        (Area::Assumptions, Verdict::Wrong) => "fails",
        (_, Verdict::Ok) => "ok",
        (_, Verdict::Wrong) => "wrong",
        (_, Verdict::Warning) => "warning",
        (_, Verdict::Unknown) => "unknown",
        (_, Verdict::NotChecked) => "not checked",
    }
}

const fn ink(verdict: Verdict) -> Option<Ink> {
    match verdict {
        Verdict::Ok => Some(Ink::Add),
        Verdict::Warning => Some(Ink::Change),
        Verdict::Wrong => Some(Ink::Remove),
        Verdict::Unknown => None,
        Verdict::NotChecked => Some(Ink::Faint),
    }
}

/// How many assumptions are not shown.
fn others(report: &Report) -> String {
    let count = |by| report.findings.iter().filter(|it| is_left_out(report, it) && it.by == Some(by)).count();
    let (changing, hand) = (count(By::Changing), count(By::Hand));
    match (changing, hand) {
        (0, 0) => String::new(),
        (0, _) => format!("{hand} other assumptions take a person to check: docs/assumptions.md says how.\n\n"),
        _ => format!(
            "Of the other assumptions, {changing} take changes to check, as `--live` makes them, and {hand} a person: \
             docs/assumptions.md says how.\n\n"
        ),
    }
}

fn conclusion(report: &Report, palette: Palette) -> String {
    let count = |verdict| report.findings.iter().filter(|finding| finding.verdict == verdict).count();
    let begin = match count(Verdict::Wrong) {
        0 if count(Verdict::Unknown) > 0 => "Nothing wrong was found.".to_string(),
        0 => palette.paint(Ink::Add, "Nothing is wrong."),
        1 => palette.paint(Ink::Remove, "1 thing is wrong."),
        wrong => palette.paint(Ink::Remove, &format!("{wrong} things are wrong.")),
    };
    let more = [(count(Verdict::Warning), "to look at soon"), (count(Verdict::Unknown), "unknown")];
    let more = more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let more: Vec<String> = more.collect();
    let end = if more.is_empty() { String::new() } else { format!(" {}.", more.join(", ")) };
    format!("{begin}{end}\n")
}
