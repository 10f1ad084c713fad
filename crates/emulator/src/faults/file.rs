//! Faults out of a JSON file, judged more strictly than those that a program makes: whoever writes a
//! file is told what can never happen.

use std::path::Path;

use super::kind::FaultKind;
use super::rule::{FaultRule, When};
use super::{Faults, RandomFaults};
use crate::input_file::{self, InputFileError};
use crate::wire::Operation;

impl Faults {
    /// Reads a JSON file.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, InputFileError> {
        input_file::read(path.as_ref(), "faults", Self::parse)
    }

    /// Reads JSON text. The error says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        // serde takes a list for an object whose members come in order.
        if !text.trim_start().starts_with('{') {
            return Err("there is no object with `rules`, `random` or `otherwise`".to_owned());
        }
        let faults: Self = serde_json::from_str(text).map_err(|error| in_words(&error))?;
        for (rule, number) in faults.rules.iter().zip(1..) {
            check_rule(rule).map_err(|reason| format!("rule {number}: {reason}"))?;
        }
        faults.random.as_ref().map_or(Ok(()), check_random).map_err(|reason| format!("`random`: {reason}"))?;
        Ok(faults)
    }
}

/// The error without words that only a Rust programmer knows.
fn in_words(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace("invalid type: unit variant, expected newtype variant", "a value is missing: `{\"name\": value}`")
        .replace(", expected unit ", ", where no value belongs, ")
        .replace("expected u32", "expected a whole number")
        .replace("expected u64", "expected a whole number")
        .replace("expected i64", "expected a whole number")
        .replace("expected u16", "expected an HTTP status")
        .replace("expected f64", "expected a number")
        .replace("variant", "name")
}

fn check_rule(rule: &FaultRule) -> Result<(), String> {
    if let Some(name) = &rule.operation {
        let operation = Operation::named(name).ok_or_else(|| format!("there is no operation `{name}`"))?;
        if !rule.kind.suits(operation) {
            return Err(format!("its fault cannot strike `{name}`"));
        }
    }
    if matches!(rule.when, When::Nth(0) | When::Every(0) | When::From(0)) {
        return Err("calls are counted from 1".to_owned());
    }
    if rule.times == Some(0) {
        return Err("`times` is 0, so it never strikes".to_owned());
    }
    check_kind(rule.kind)
}

fn check_random(random: &RandomFaults) -> Result<(), String> {
    if !(0.0..=1.0).contains(&random.rate) {
        return Err(format!("its rate is {}, which is not between 0 and 1", random.rate));
    }
    if random.faults.is_empty() {
        return Err("it has no `faults` to choose from".to_owned());
    }
    random.faults.iter().try_for_each(|kind| check_kind(*kind))
}

fn check_kind(kind: FaultKind) -> Result<(), String> {
    match kind {
        FaultKind::StatusOnly(status) if !(400..=599).contains(&status) => {
            Err(format!("{status} is not the HTTP status of an error"))
        }
        FaultKind::DateOffBy(0) => Err("`date_off_by_s` is 0, so the date is right".to_owned()),
        FaultKind::StaleReads(0) => Err("`stale_reads` is 0, so nothing is stale".to_owned()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{FaultKind, FaultRule, Faults, RandomFaults, When};
    use crate::assumptions::Assumption;

    const ALL: &str = r#"{
        "rules": [
            {"operation": "PublishConnectionFunction", "resource": "gate", "when": {"nth": 2}, "fault": "drop_after"},
            {"when": {"from": 3}, "fault": "expired_token"},
            {"when": {"every": 4}, "times": 5, "fault": {"latency_ms": 250}},
            {"when": "always", "fault": {"status_only": 429}},
            {"fault": {"stale_reads": 2}}
        ],
        "random": {"seed": 7, "rate": 0.25, "faults": ["throttle_429", {"stale_for_ms": 1000}], "times": 3},
        "otherwise": ["A13", "A02"]
    }"#;

    #[test]
    fn a_file_says_what_a_program_can_say() {
        let publish = FaultRule::on("PublishConnectionFunction", When::Nth(2), FaultKind::DropAfter);
        let kinds = vec![FaultKind::Throttle429, FaultKind::StaleFor(Duration::from_secs(1))];
        let expected = Faults {
            rules: vec![
                publish.resource("gate"),
                FaultRule::on_all(When::From(3), FaultKind::ExpiredToken),
                FaultRule::on_all(When::Every(4), FaultKind::Latency(Duration::from_millis(250))).times(5),
                FaultRule::on_all(When::Always, FaultKind::StatusOnly(429)),
                FaultRule::on_all(When::Always, FaultKind::StaleReads(2)),
            ],
            random: Some(RandomFaults::new(7, 0.25, kinds).times(3)),
            otherwise: [Assumption::A13, Assumption::A02].into(),
        };
        let read = Faults::parse(ALL).unwrap();
        assert_eq!(read, expected);
        assert_eq!(Faults::parse(&serde_json::to_string(&read).unwrap()).unwrap(), read);
        assert_eq!(Faults::parse("{}").unwrap(), Faults::default());
    }

    #[test]
    fn every_fault_has_a_name() {
        let plain = [
            "throttle_429",
            "service_unavailable_503",
            "internal_500",
            "access_denied",
            "request_expired",
            "signature_expired",
            "expired_token",
            "drop_before",
            "drop_after",
            "truncated_xml",
            "malformed_xml",
            "publishing_forever",
        ];
        let valued = ["status_only", "date_off_by_s", "latency_ms", "stale_reads", "stale_for_ms", "publishing_for_ms"];
        let plain = plain.map(|name| format!("\"{name}\""));
        for fault in plain.into_iter().chain(valued.map(|name| format!("{{\"{name}\":500}}"))) {
            let read = Faults::parse(&format!(r#"{{"rules": [{{"fault": {fault}}}]}}"#)).unwrap();
            assert_eq!(serde_json::to_string(&read.rules[0].kind).unwrap(), fault);
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        for (text, reason) in [
            ("", "there is no object with `rules`, `random` or `otherwise`"),
            ("[]", "there is no object with `rules`, `random` or `otherwise`"),
            (
                r#"{"rule": []}"#,
                "unknown field `rule`, expected one of `rules`, `random`, `otherwise` at line 1 column 7",
            ),
            (r#"{"rules": [{}]}"#, "missing field `fault` at line 1 column 13"),
            (r#"{"rules": ["drop_after"]}"#, "expected a rule: an object with a `fault`"),
            (r#"{"rules": [{"fault": 5}]}"#, "expected value at line 1 column 22"),
            (r#"{"rules": [{"fault": "drop"}]}"#, "unknown name `drop`, expected one of `throttle_429`, "),
            (r#"{"rules": [{"fault": "latency_ms"}]}"#, "a value is missing: `{\"name\": value}` at line 1"),
            (r#"{"rules": [{"fault": {"drop_after": 5}}]}"#, "`5`, where no value belongs, at line 1"),
            (r#"{"rules": [{"fault": {"latency_ms": "1s"}}]}"#, "expected a whole number at line 1"),
            (r#"{"otherwise": ["A00"]}"#, "unknown name `A00`, expected one of `A01`, `A02`, "),
            (r#"{"rules": [{"fault": "drop_after", "when": 3}]}"#, "expected value at line 1 column 44"),
            (r#"{"rules": [{"fault": "drop_after", "when": "nth"}]}"#, "a value is missing"),
            (
                r#"{"rules": [{"fault": "drop_after"}, {"operation": "Publish", "fault": "drop_after"}]}"#,
                "rule 2: there is no operation `Publish`",
            ),
            (
                r#"{"rules": [{"operation": "ListKeyValueStores", "fault": "publishing_forever"}]}"#,
                "rule 1: its fault cannot strike `ListKeyValueStores`",
            ),
            (r#"{"rules": [{"when": {"nth": 0}, "fault": "drop_after"}]}"#, "rule 1: calls are counted from 1"),
            (r#"{"rules": [{"times": 0, "fault": "drop_after"}]}"#, "rule 1: `times` is 0, so it never strikes"),
            (r#"{"rules": [{"fault": {"status_only": 200}}]}"#, "rule 1: 200 is not the HTTP status of an error"),
            (r#"{"rules": [{"fault": {"date_off_by_s": 0}}]}"#, "rule 1: `date_off_by_s` is 0, so the date is right"),
            (r#"{"rules": [{"fault": {"date_off_by_s": "1m"}}]}"#, "expected a whole number at line 1"),
            (r#"{"rules": [{"fault": {"stale_reads": 0}}]}"#, "rule 1: `stale_reads` is 0, so nothing is stale"),
            (
                r#"{"random": {"seed": 1, "rate": 1.5, "faults": ["drop_after"]}}"#,
                "`random`: its rate is 1.5, which is not between 0 and 1",
            ),
            (r#"{"random": {"seed": 1, "rate": 0.5, "faults": []}}"#, "`random`: it has no `faults` to choose from"),
        ] {
            let error = Faults::parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
            assert!(!error.contains("Fault"), "a type's name is no word: {error}");
        }
    }

    #[test]
    fn a_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faults.json");
        let said = || Faults::read(&path).unwrap_err().to_string();
        assert!(said().starts_with("cannot read the faults in `"), "{}", said());
        std::fs::write(&path, "{").unwrap();
        assert!(said().contains("faults.json` cannot be used: EOF while parsing an object at line 1"), "{}", said());
        std::fs::write(&path, ALL).unwrap();
        assert_eq!(Faults::read(&path).unwrap().rules.len(), 5);
    }
}
