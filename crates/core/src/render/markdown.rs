//! A plan as Markdown, for a comment on a pull request: what it comes to, a table, folded differences, and what stands in the
//! way. Holds to a limit of length, and says what it left out.
//!
//! Names, code and messages are text of others. They are written in code spans, fences and escapes that they cannot leave, so that
//! they can neither format the comment nor mention anybody.

use super::{
    paint::{Palette, visible},
    plan::{block, fate, live_stage, partial, place, remote_tests, summary},
    tested,
};
use crate::{
    attributes::Attribute,
    diagnostic::Diagnostic,
    ordered::{Map, Set},
    plan::{Action, Change, DriftKind, LiveEffect, Mode, Plan},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// Longest text, in bytes. GitHub takes 65,536 characters.
const MOST: usize = 60_000;
/// Of these, for the table, for each list, and for what is said at the end.
const MOST_OF_TABLE: usize = 16_000;
const MOST_OF_LIST: usize = 6_000;
const MOST_OF_END: usize = 500;
/// Longest difference of one resource, so that one does not take the place of all others.
const MOST_OF_DIFFERENCE: usize = 12_000;
/// Longest message or name, in characters.
const MOST_OF_TEXT: usize = 400;

/// Renders a plan, and the diagnostics that came with it.
pub fn plan(plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let changes: Vec<&Change> = plan.changes.iter().filter(|change| change.action != Action::NoOp).collect();
    let mut out = format!("### {}\n", message(summary(plan, &changes, Palette::Plain).trim()));
    let mut about = String::new();
    partial(&mut about, plan, Palette::Plain);
    for line in about.lines().filter(|line| !line.is_empty()) {
        out.push_str(&format!("\n{}\n", escaped(line.trim())));
    }
    if let Some(line) = tested::line(plan) {
        out.push_str(&format!("\nTests: {line}.\n"));
    }
    list(&mut out, "Blocked", plan.report.blocked.iter().map(of_diagnostic));
    let others = diagnostics.iter().filter(|diagnostic| !plan.report.blocked.contains(diagnostic));
    list(&mut out, "Diagnostics", others.map(of_diagnostic));
    let mut notes = String::new();
    let drift = plan.report.drift.iter().filter(|drift| drift.kind == DriftKind::OwnedByOtherStack);
    let drift = drift.map(|drift| about_address(drift.address.as_str(), &drift.message));
    let of_report = plan.report.notes.iter().map(|note| about_address(note.address.as_str(), &note.message));
    list(&mut notes, "Notes", drift.chain(of_report));
    table(&mut out, plan, &changes);
    let room = MOST.saturating_sub(out.len() + notes.len() + MOST_OF_END);
    differences(&mut out, plan, &changes, room);
    out.push_str(&notes);
    out
}

/// Renders the diagnostics of a configuration of which there is no plan.
pub fn diagnostics(diagnostics: &[Diagnostic]) -> String {
    let mut out = "### No plan: the configuration is invalid.\n".to_string();
    list(&mut out, "Diagnostics", diagnostics.iter().map(of_diagnostic));
    out
}

fn table(out: &mut String, plan: &Plan, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    out.push_str("\n| Action | Resource | What | LIVE |\n| --- | --- | --- | --- |\n");
    let full = out.len() + MOST_OF_TABLE;
    for (shown, change) in changes.iter().enumerate() {
        let live = change.live.as_ref().map_or("", |live| match live.effect {
            LiveEffect::Publish if plan.mode == Mode::RefreshOnly => "differs",
            LiveEffect::Publish if live.before.is_none() => "published for the first time",
            LiveEffect::Publish => "**replaced**",
            LiveEffect::Stays => "stays, and differs",
            LiveEffect::Same => "stays",
            LiveEffect::Removed => "goes",
        });
        let cells = [word(plan.mode, change).into(), code(change.address.as_str()), what(change), live.into()];
        let row = format!("| {} |\n", cells.map(|cell: String| cell.replace('|', "\\|")).join(" | "));
        if out.len() + row.len() > full {
            out.push_str(&format!("\n… and {} more that the table leaves out.\n", changes.len() - shown));
            return;
        }
        out.push_str(&row);
    }
}

/// The action in a word or two.
fn word(mode: Mode, change: &Change) -> &'static str {
    match (change.action, change.adopt) {
        _ if mode == Mode::RefreshOnly => fate(mode, change),
        (Action::Update, true) => "adopt and update",
        (Action::Update, false) if change.release => "update and release",
        (Action::NoOp, _) => "none",
        (Action::Create, _) => "create",
        (Action::Adopt, _) => "adopt",
        (Action::Release, _) => "release",
        (Action::Update, false) => "update",
        (Action::Replace, _) => "**replace**",
        (Action::Delete, _) => "**destroy**",
    }
}

/// What changes in a resource that stays, or why it does not stay.
fn what(change: &Change) -> String {
    let mut names = Set::new();
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => changed(&mut names, before, after),
        _ => return message(change.reasons.first().map(String::as_str).unwrap_or_default()),
    }
    if change.action == Action::Replace {
        names = change.replace_because.iter().map(String::as_str).collect();
    }
    // Those that follow from the others say nothing.
    let named: Vec<String> =
        names.iter().filter(|name| !matches!(**name, "etag" | "tags_all")).map(|name| code(name)).collect();
    named.join(", ")
}

/// The names of the attributes that differ, of those in blocks too.
fn changed<'a>(names: &mut Set<&'a str>, before: &'a Map<String, Attribute>, after: &'a Map<String, Attribute>) {
    for (name, old) in before.iter().chain(after) {
        match (before.get(name), after.get(name)) {
            (Some(Attribute::Blocks(old)), Some(Attribute::Blocks(new))) if old.len() == new.len() => {
                old.iter().zip(new).for_each(|(old, new)| changed(names, old, new));
            }
            (one, other) if one == other => {}
            (None, Some(Attribute::Unknown { .. })) if *old == Attribute::Null => {}
            _ => _ = names.insert(name),
        }
    }
}

fn differences(out: &mut String, plan: &Plan, changes: &[&Change], room: usize) {
    let full = out.len() + room;
    let mut left_out = 0;
    for change in changes {
        let section = difference(plan, change);
        if out.len() + section.len() > full {
            left_out += 1;
        } else {
            out.push_str(&section);
        }
    }
    if left_out > 0 {
        let noun = if left_out == 1 { "resource" } else { "resources" };
        out.push_str(&format!(
            "\nThe differences of {left_out} {noun} are left out, to keep this comment short. `connfn plan` shows all.\n"
        ));
    }
}

fn difference(plan: &Plan, change: &Change) -> String {
    let mut text = String::new();
    for reason in &change.reasons {
        text.push_str(&format!("# ({})\n", visible(reason)));
    }
    let mark = match change.action {
        Action::Create => "+",
        Action::Delete => "-",
        Action::NoOp | Action::Adopt | Action::Release | Action::Update | Action::Replace => "!",
    };
    block(&mut text, plan, change, mark, Palette::Plain, true);
    if let Some(live) = &change.live {
        live_stage(&mut text, plan, change, live, Palette::Plain);
    }
    remote_tests(&mut text, change, Palette::Plain);
    let mut shown = 0;
    let mut lines = 0;
    for line in text.split_inclusive('\n') {
        if shown + line.len() > MOST_OF_DIFFERENCE {
            break;
        }
        shown += line.len();
        lines += 1;
    }
    let rest = text.lines().count() - lines;
    text.truncate(shown);
    if rest > 0 {
        text.push_str(&format!("# ({rest} more lines are left out)\n"));
    }
    let fence = fence(&text, 3);
    let summary = format!("{} {}", shortened(change.address.as_str()), fate(plan.mode, change));
    format!(
        "\n<details><summary><code>{}</code></summary>\n\n{fence}diff\n{text}{fence}\n\n</details>\n",
        html(&summary)
    )
}

/// A heading and its items, as far as there is room for them.
fn list(out: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let full = out.len() + MOST_OF_LIST;
    let mut left_out = 0;
    for (place, item) in items.enumerate() {
        if place == 0 {
            out.push_str(&format!("\n**{title}**\n\n"));
        }
        if left_out > 0 || out.len() + item.len() > full {
            left_out += 1;
        } else {
            out.push_str(&format!("- {item}\n"));
        }
    }
    if left_out > 0 {
        out.push_str(&format!("- … and {left_out} more\n"));
    }
}

fn of_diagnostic(diagnostic: &Diagnostic) -> String {
    let place = match (&diagnostic.location, &diagnostic.address) {
        (Some(location), _) => code(&place(location)) + " ",
        (None, Some(address)) => code(address.as_str()) + " ",
        (None, None) => String::new(),
    };
    let help = diagnostic.help.as_deref().map(|help| format!(". Help: {}", message(help))).unwrap_or_default();
    format!("{place}**{} {}**: {}{help}", diagnostic.severity.as_str(), diagnostic.code, message(&diagnostic.message))
}

fn about_address(address: &str, text: &str) -> String {
    format!("{}: {}", code(address), message(text))
}

/// A message of connfn's: what it quotes in backticks becomes code.
fn message(text: &str) -> String {
    let text = shortened(text);
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick of somebody's own leaves one without its fellow.
    if parts.len().is_multiple_of(2) {
        return escaped(&text);
    }
    let written = parts.iter().enumerate().map(|(place, part)| if place % 2 == 0 { escaped(part) } else { code(part) });
    written.collect()
}

/// A code span that holds any text.
fn code(text: &str) -> String {
    let text = visible(&shortened(text));
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = fence(&text, 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// More backticks than stand together anywhere in a text.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat((longest + 1).max(least))
}

/// Text that stands for itself. A character without width parts `@` from a name, since GitHub looks for these afterwards.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let text = visible(text);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_joined = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("@&#8203;"),
            '#' => out.push_str("\\#&#8203;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '|' => out.extend(['\\', c]),
            // Of lists, and of addresses that become links.
            '-' | '+' if before.is_none() => out.extend(['\\', c]),
            '.' | ':' | ')' if is_joined(after) || before.is_some_and(|before: char| before.is_ascii_digit()) => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// Text within HTML, where Markdown means nothing.
fn html(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_OF_TEXT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_others_stays_text() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`@x"), "`` `@x ``");
        assert_eq!(code("  "), "");
        assert_eq!(
            escaped("@bob <b>*x* [l](u) #1 www.a.b"),
            "@&#8203;bob &lt;b&gt;\\*x\\* \\[l\\](u) \\#&#8203;1 www\\.a\\.b"
        );
        assert_eq!(message("no `x|y` of @a"), "no `x|y` of @&#8203;a");
        assert_eq!(message("no `x` @a ` b"), "no \\`x\\` @&#8203;a \\` b");
        assert_eq!(html("</code></summary>&"), "&lt;/code&gt;&lt;/summary&gt;&amp;");
        assert_eq!(fence("a\n````\n", 3), "`````");
        assert_eq!(escaped("a\nb"), "a\\\\u{a}b");
        assert_eq!(escaped("1. a: b. https://x"), "1\\. a: b. https\\://x");
        assert_eq!(escaped("- a - b"), "\\- a - b");
    }
}
