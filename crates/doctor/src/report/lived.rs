//! What a live examination adds to a report.

use super::{Area, Finding, Report, Verdict};
use crate::live::{Doubt, Kind, Left, LiveOutcome};
use alloc::{format, string::String, vec::Vec};

impl Report {
    /// The report with what was found by changing. Where a look found something already, that stays unless more is known now.
    #[must_use]
    pub fn with_live(mut self, outcome: LiveOutcome) -> Self {
        self.was_changed = true;
        for finding in outcome.findings {
            match self.findings.iter_mut().find(|known| known.area == finding.area && known.id == finding.id) {
                Some(known) if tells_more(known.verdict, finding.verdict) => *known = finding,
                Some(_) => {}
                None => self.findings.push(finding),
            }
        }
        self.findings.extend(removed(&outcome.removed));
        self.findings.extend(outcome.left.iter().map(left));
        let is_known = outcome.left.is_empty() && outcome.doubts.is_empty();
        self.findings.extend(outcome.doubts.into_iter().map(doubt));
        if outcome.stopped {
            let message = "it was told to stop before its end";
            self.findings.push(Finding::new(Area::Cleanup, "stopped", Verdict::Unknown, message));
        }
        if is_known {
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

fn doubt(doubt: Doubt) -> Finding {
    Finding::new(Area::Cleanup, doubt.id, Verdict::Unknown, doubt.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{NotChecked, Ok, Unknown, Wrong};
    use alloc::vec;

    fn found(verdict: Verdict) -> Finding {
        Finding::new(Area::Assumptions, "A01", verdict, "")
    }

    fn outcome(findings: Vec<Finding>) -> LiveOutcome {
        LiveOutcome { findings, removed: Vec::new(), left: Vec::new(), doubts: Vec::new(), stopped: false }
    }

    fn of<'a>(report: &'a Report, id: &str) -> Option<&'a Finding> {
        report.findings.iter().find(|finding| finding.id == id)
    }

    #[test]
    fn what_is_known_is_never_taken_back() {
        for (look, change, both) in [
            (NotChecked, Ok, Ok),
            (Ok, Wrong, Wrong),
            (Wrong, Ok, Wrong),
            (Ok, Unknown, Ok),
            (Ok, NotChecked, Ok),
            (Unknown, Ok, Ok),
            (NotChecked, Unknown, Unknown),
            (Wrong, Unknown, Wrong),
        ] {
            let report = Report::of(None, vec![found(look)]).with_live(outcome(vec![found(change)]));
            assert_eq!(of(&report, "A01").unwrap().verdict, both, "{look:?}, then {change:?}");
            assert_eq!(report.well, both != Wrong);
        }
    }

    #[test]
    fn what_was_left_is_wrong_and_told_with_the_way_to_delete_it() {
        let left = Left {
            kind: Kind::Function,
            name: "trial-k3-gate".into(),
            id: Some("cf_1".into()),
            why: "AccessDenied: no".into(),
        };
        let lived = LiveOutcome { left: vec![left], stopped: true, ..outcome(Vec::new()) };
        let report = Report::of(None, Vec::new()).with_live(lived);
        let told = of(&report, "trial-k3-gate").unwrap();
        assert_eq!(
            (told.verdict, told.message.as_str()),
            (Wrong, "the function `trial-k3-gate` (id cf_1) may still be there: AccessDenied: no")
        );
        assert!(told.help.as_ref().unwrap().contains("aws cloudfront delete-connection-function"));
        assert_eq!(of(&report, "stopped").unwrap().verdict, Unknown);
        assert_eq!(of(&report, "cleanup"), None);
        assert!(!report.well);
    }

    #[test]
    fn what_is_in_doubt_is_not_wrong_and_not_said_to_be_gone() {
        let doubts = vec![Doubt { id: "earlier-run".into(), message: "not known".into() }];
        let report = Report::of(None, Vec::new()).with_live(LiveOutcome { doubts, ..outcome(Vec::new()) });
        let told = of(&report, "earlier-run").unwrap();
        assert_eq!((told.verdict, &told.help), (Unknown, &None));
        assert_eq!(of(&report, "cleanup"), None);
        assert!(report.well);
    }

    #[test]
    fn what_an_earlier_run_had_left_is_told_once_it_is_gone() {
        let lived = LiveOutcome { removed: vec!["trial-a".into(), "trial-b".into()], ..outcome(Vec::new()) };
        let report = Report::of(None, Vec::new()).with_live(lived);
        assert_eq!(of(&report, "removed").unwrap().message, "deleted what an earlier run had left: trial-a, trial-b");
        assert!(report.well && of(&report, "cleanup").is_some());
    }
}
