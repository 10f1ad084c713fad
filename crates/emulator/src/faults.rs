//! Trouble on purpose: which calls fail, and how.
//!
//! A rule is matched once for each call. What it asks for happens in one of two places: before the
//! effect (nothing was changed) or after it (everything was changed, and the caller does not know).

use std::time::Duration;

use crate::assumptions;
use crate::error::{ApiError, Code};

/// One kind of trouble for some of the calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// The operation's AWS name; `None` for all.
    pub operation: Option<String>,
    /// Which of the matching calls, counted from when the rules were set.
    pub when: When,
    /// What happens to them.
    pub kind: FaultKind,
}

impl FaultRule {
    /// A rule for one operation, by its AWS name.
    #[must_use]
    pub fn on(operation: &str, when: When, kind: FaultKind) -> Self {
        Self { operation: Some(operation.to_owned()), when, kind }
    }

    /// A rule for every operation.
    #[must_use]
    pub fn on_all(when: When, kind: FaultKind) -> Self {
        Self { operation: None, when, kind }
    }
}

/// Which of the calls that a rule matches are hit. Counting begins at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every one.
    Always,
    /// The nth only.
    Nth(u32),
    /// The nth and each nth after it.
    Every(u32),
}

impl When {
    fn hits(self, count: u32) -> bool {
        match self {
            Self::Always => true,
            Self::Nth(n) => count == n,
            Self::Every(n) => n != 0 && count.is_multiple_of(n),
        }
    }
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 429 `Throttling`, no effect.
    Throttle429,
    /// 503 `ServiceUnavailable`, no effect.
    ServiceUnavailable503,
    /// 500 `InternalFailure`, no effect.
    Internal500,
    /// 403 `AccessDenied`, no effect.
    AccessDenied,
    /// The connection is cut without a response, no effect.
    DropBefore,
    /// The effect happens, then the connection is cut without a response.
    DropAfter,
    /// The call waits before its effect.
    Latency(Duration),
}

/// What the rules ask for in one call.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) delay: Duration,
    pub(crate) before: Option<Before>,
    pub(crate) cut_after: bool,
}

/// What happens instead of the effect.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Refuse(ApiError),
    Cut,
}

/// The rules in force, each with the number of calls that it has matched.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(FaultRule, u32)>);

impl Faults {
    pub(crate) fn new(rules: Vec<FaultRule>) -> Self {
        Self(rules.into_iter().map(|rule| (rule, 0)).collect())
    }

    /// Counts the call in every rule that it matches. The first rule that refuses or cuts wins;
    /// delays add up.
    pub(crate) fn verdict(&mut self, operation: &str) -> Verdict {
        let mut verdict = Verdict::default();
        for (rule, count) in &mut self.0 {
            if rule.operation.as_deref().is_some_and(|wanted| wanted != operation) {
                continue;
            }
            *count = count.saturating_add(1);
            if !rule.when.hits(*count) {
                continue;
            }
            let before = match rule.kind {
                FaultKind::Throttle429 => refuse(assumptions::THROTTLED, "Rate exceeded"),
                FaultKind::ServiceUnavailable503 => {
                    refuse(Code::ServiceUnavailable, "CloudFront is temporarily unavailable.")
                }
                FaultKind::Internal500 => refuse(Code::InternalFailure, "An internal error has occurred."),
                FaultKind::AccessDenied => refuse(
                    Code::AccessDenied,
                    format!("The caller is not authorized to perform: cloudfront:{operation}"),
                ),
                FaultKind::DropBefore => Before::Cut,
                FaultKind::DropAfter => {
                    verdict.cut_after = true;
                    continue;
                }
                FaultKind::Latency(delay) => {
                    verdict.delay = verdict.delay.saturating_add(delay);
                    continue;
                }
            };
            verdict.before.get_or_insert(before);
        }
        verdict
    }
}

fn refuse(code: Code, message: impl Into<String>) -> Before {
    Before::Refuse(ApiError::new(code, message))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Before, FaultKind, FaultRule, Faults, When};

    fn cuts(when: When) -> Vec<bool> {
        let mut faults = Faults::new(vec![FaultRule::on("A", when, FaultKind::DropBefore)]);
        (0..6).map(|_| faults.verdict("A").before == Some(Before::Cut)).collect()
    }

    #[test]
    fn rules_count_only_what_they_match() {
        assert_eq!(cuts(When::Always), [true; 6]);
        assert_eq!(cuts(When::Nth(2)), [false, true, false, false, false, false]);
        assert_eq!(cuts(When::Every(3)), [false, false, true, false, false, true]);
        assert_eq!(cuts(When::Every(0)), [false; 6]);
        let mut faults = Faults::new(vec![FaultRule::on("A", When::Nth(1), FaultKind::Throttle429)]);
        assert_eq!(faults.verdict("B").before, None);
        assert!(faults.verdict("A").before.is_some());
    }

    #[test]
    fn rules_combine() {
        let slow = FaultKind::Latency(Duration::from_millis(5));
        let mut faults = Faults::new(vec![
            FaultRule::on_all(When::Always, slow),
            FaultRule::on_all(When::Always, slow),
            FaultRule::on_all(When::Always, FaultKind::DropAfter),
            FaultRule::on_all(When::Always, FaultKind::DropBefore),
            FaultRule::on_all(When::Always, FaultKind::AccessDenied),
        ]);
        let verdict = faults.verdict("A");
        assert_eq!(verdict.delay, Duration::from_millis(10));
        assert_eq!(verdict.before, Some(Before::Cut));
        assert!(verdict.cut_after);
    }
}
