//! The faults in force, and the counts that say whether they strike.

use super::random::Chance;
use super::rule::FaultRule;
use super::target::Target;
use super::verdict::Verdict;
use super::{FaultKind, Faults};
use crate::assumptions::Assumptions;

#[derive(Debug, Default)]
pub(crate) struct Injector {
    rules: Vec<Counted>,
    chance: Option<Chance>,
    assumptions: Assumptions,
}

/// A rule with the calls that it has matched and those that it has struck.
#[derive(Debug)]
struct Counted {
    rule: FaultRule,
    matched: u32,
    struck: u32,
}

impl Injector {
    pub(crate) fn new(faults: Faults) -> Self {
        let counted = |rule| Counted { rule, matched: 0, struck: 0 };
        Self {
            rules: faults.rules.into_iter().map(counted).collect(),
            chance: faults.random.map(Chance::new),
            assumptions: faults.otherwise.into_iter().collect(),
        }
    }

    /// What is assumed of AWS as long as these faults are in force.
    pub(crate) fn assumptions(&self) -> Assumptions {
        self.assumptions.clone()
    }

    /// Whether it matters which resource a call is about.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.chance.is_some() || self.rules.iter().any(|counted| counted.rule.resource.is_some())
    }

    /// Counts the call in every rule that it matches. Of faults that prevent the effect the first
    /// strikes; the others add up.
    pub(crate) fn strike(&mut self, target: &Target) -> Verdict {
        let mut verdict = Verdict::default();
        for counted in &mut self.rules {
            if let Some(kind) = counted.strike(target, &verdict) {
                verdict.add(kind);
            }
        }
        let drawn = self.chance.as_mut().and_then(|chance| chance.draw(target));
        if let Some(kind) = drawn.filter(|kind| verdict.has_room(*kind)) {
            verdict.add(kind);
        }
        verdict
    }
}

impl Counted {
    fn strike(&mut self, target: &Target, verdict: &Verdict) -> Option<FaultKind> {
        let rule = &self.rule;
        if !rule.matches(target) {
            return None;
        }
        self.matched = self.matched.saturating_add(1);
        let spent = rule.times.is_some_and(|times| self.struck >= times);
        if spent || !rule.when.hits(self.matched) || !verdict.has_room(rule.kind) {
            return None;
        }
        self.struck = self.struck.saturating_add(1);
        Some(rule.kind)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{FaultKind, FaultRule, Faults, Instead, RandomFaults, Target, When};
    use super::Injector;
    use crate::wire::Operation;

    const DESCRIBE: Operation = Operation::DescribeConnectionFunction;

    fn injector(rules: Vec<FaultRule>) -> Injector {
        Injector::new(Faults::from(rules))
    }

    fn on(operation: Operation, resource: &str) -> Target {
        Target::new(operation, Some(resource.to_owned()), None)
    }

    /// Which of eight calls are cut.
    fn cuts(rule: FaultRule) -> Vec<usize> {
        let mut injector = injector(vec![rule]);
        let mut cut = |_: &usize| injector.strike(&on(DESCRIBE, "a")).instead(DESCRIBE) == Some(Instead::Cut);
        (1..=8).filter(|n| cut(n)).collect()
    }

    #[test]
    fn rules_say_which_calls() {
        let rule = |when| FaultRule::on("DescribeConnectionFunction", when, FaultKind::DropBefore);
        assert_eq!(cuts(rule(When::Always)), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(cuts(rule(When::Nth(2))), [2]);
        assert_eq!(cuts(rule(When::Every(3))), [3, 6]);
        assert_eq!(cuts(rule(When::Every(0))), [0; 0]);
        assert_eq!(cuts(rule(When::From(6))), [6, 7, 8]);
        assert_eq!(cuts(rule(When::From(3)).times(2)), [3, 4]);
        assert_eq!(cuts(rule(When::Every(2)).times(3)), [2, 4, 6]);
        assert_eq!(cuts(rule(When::Always).times(0)), [0; 0]);
    }

    #[test]
    fn rules_count_only_what_they_match() {
        let rule = FaultRule::on("DescribeConnectionFunction", When::Nth(2), FaultKind::AccessDenied).resource("gate");
        let mut injector = injector(vec![rule]);
        assert!(injector.asks_for_resources());
        let mut struck = |target: Target| !injector.strike(&target).faults().is_empty();
        assert!(!struck(on(DESCRIBE, "gate")));
        assert!(!struck(on(DESCRIBE, "door")));
        assert!(!struck(on(Operation::GetConnectionFunction, "gate")));
        assert!(!struck(Target::new(Operation::ListConnectionFunctions, None, None)));
        assert!(struck(Target::new(DESCRIBE, Some("cf_1".into()), Some("gate".into()))));
        assert!(!struck(on(DESCRIBE, "gate")));
    }

    #[test]
    fn a_fault_counts_only_what_it_can_strike() {
        let mut injector = injector(vec![FaultRule::on_all(When::Nth(1), FaultKind::PublishingForever)]);
        assert_eq!(injector.strike(&on(DESCRIBE, "a")).publishing_ms(), None);
        assert_eq!(injector.strike(&on(Operation::PublishConnectionFunction, "a")).publishing_ms(), Some(u64::MAX));
    }

    #[test]
    fn rules_combine() {
        let slow = FaultKind::Latency(Duration::from_millis(5));
        let kinds = [slow, slow, FaultKind::DropAfter, FaultKind::DropBefore, FaultKind::AccessDenied];
        let rules = kinds.into_iter().map(|kind| FaultRule::on_all(When::Always, kind).times(1)).collect();
        let random = Some(RandomFaults::new(1, 1.0, vec![FaultKind::Throttle429]));
        let mut injector = Injector::new(Faults { rules, random, ..Faults::default() });
        let verdict = injector.strike(&on(DESCRIBE, "a"));
        assert_eq!(verdict.delay(), Duration::from_millis(10));
        assert_eq!(verdict.instead(DESCRIBE), Some(Instead::Cut));
        assert!(verdict.cuts_after());
        assert_eq!(verdict.faults(), [slow, slow, FaultKind::DropAfter, FaultKind::DropBefore]);
        // A rule that had to give way is not spent.
        assert_eq!(injector.strike(&on(DESCRIBE, "a")).faults(), [FaultKind::AccessDenied]);
        assert_eq!(injector.strike(&on(DESCRIBE, "a")).faults(), [FaultKind::Throttle429]);
    }
}
