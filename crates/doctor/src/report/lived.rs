//! What a live examination adds to a report.

use super::{Area, Finding, Report, Verdict};
use crate::live::{Kind, Left, LiveOutcome};
use alloc::{format, string::String, vec::Vec};

impl Report {
    /// The report with what was found by changing. Where a look found something already, that stays unless more is known now.
    #[must_use]
    pub fn with_live(mut self, outcome: LiveOutcome) -> Self {
        for finding in outcome.findings {
            match self.findings.iter_mut().find(|known| known.area == finding.area && known.id == finding.id) {
                Some(known) if tells_more(known.verdict, finding.verdict) => *known = finding,
                Some(_) => {}
                None => self.findings.push(finding),
            }
        }
        self.findings.extend(removed(&outcome.removed));
        self.findings.extend(outcome.left.iter().map(left));
        if outcome.stopped {
            let message = "it was told to stop before its end";
            self.findings.push(Finding::new(Area::Cleanup, "stopped", Verdict::Unknown, message));
        }
        if outcome.left.is_empty() {
            let message = "nothing of its own was left";
            self.findings.push(Finding::new(Area::Cleanup, "cleanup", Verdict::Ok, message));
        }
        self.judged()
    }
}

/// Whether what a change showed tells more than what a look did.
const fn tells_more(look: Verdict, change: Verdict) -> bool {
    match change {
        Verdict::Wrong => true,
        Verdict::Ok | Verdict::Warning => !matches!(look, Verdict::Wrong),
        Verdict::Unknown | Verdict::NotChecked => matches!(look, Verdict::Unknown | Verdict::NotChecked),
    }
}

fn removed(names: &[String]) -> Option<Finding> {
    let message = format!("deleted what an earlier run had left: {}", names.join(", "));
    (!names.is_empty()).then(|| Finding::new(Area::Cleanup, "removed", Verdict::Ok, message))
}

fn left(left: &Left) -> Finding {
    let kind = match left.kind {
        Kind::Function => "function",
        Kind::Store => "store",
    };
    let id = left.id.as_ref().map(|id| format!(" (id {id})")).unwrap_or_default();
    let message = format!("the {kind} `{}`{id} may still be there: {}", left.name, left.why);
    let commands: Vec<String> = left.commands();
    Finding::new(Area::Cleanup, left.name.clone(), Verdict::Wrong, message)
        .help(format!("run it again with the same prefix, or: {}", commands.join("; ")))
}
