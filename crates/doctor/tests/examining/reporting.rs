//! The report as text and as JSON.

use crate::account::{Account, denied};
use connfn_core::render::Palette;
use connfn_doctor::{Finding, LiveOutcome, Need, Verdict, assumptions::By, human};

const WELL: &str = "\
Who and where
  account      123456789012
  caller       arn:aws:iam::123456789012:user/ann
  endpoint     https://cloudfront.amazonaws.com
  region       us-east-1 (partition aws)
  credentials  a profile

Clock
  ok           this machine's clock agrees with CloudFront's

Permissions to test on CloudFront
  allowed      cloudfront:TestConnectionFunction

Quotas
  ok           0 of 100 connection functions
  ok           0 key value stores, of 50 or 200: copies of AWS's page differ
  ok           there is no function whose code could be large

Assumptions
";

#[test]
fn people_read_what_was_found_group_by_group() {
    let mut account = Account::empty();
    account.situation.needs = vec![Need::Test];
    let text = human(&account.examine(), Palette::Plain);
    assert!(text.starts_with(WELL), "{text}");
    assert!(text.contains("\n  not checked  A42 A store's ARN ends in its UUID, "), "{text}");
    assert!(text.contains("(there is no store to look at)\n"), "{text}");
    assert!(text.ends_with("docs/assumptions.md says how.\n\nNothing is wrong.\n"), "{text}");
    assert!(!text.contains("A10"), "{text}");
}

/// What `--live` looks at is not said to take it once it has run, and what it never looks at is not promised.
#[test]
fn what_takes_changes_is_counted_until_they_were_made() {
    let report = Account::usual().examine();
    let is_changing = |finding: &&Finding| finding.by == Some(By::Changing);
    let seen = |verdict| {
        let findings = report.findings.iter().filter(is_changing).cloned();
        let findings = findings.map(|finding| Finding { verdict, ..finding }).collect();
        let (removed, left, doubts) = (Vec::new(), Vec::new(), Vec::new());
        let lived = LiveOutcome { findings, removed, left, doubts, stopped: false };
        human(&report.clone().with_live(lived), Palette::Plain)
    };
    let hand = report.findings.iter().filter(|finding| finding.by == Some(By::Hand)).count();
    let changing = report.findings.iter().filter(is_changing).count();
    let before = human(&report, Palette::Plain);
    assert!(before.contains(&format!("{changing} take changes to check, as `--live` makes them, and {hand} a person")));
    for verdict in [Verdict::Ok, Verdict::NotChecked] {
        let text = seen(verdict);
        assert!(text.contains(&format!("\n{hand} other assumptions take a person to check: ")), "{text}");
        assert!(text.contains(" A10 ") && !text.contains("--live"), "{text}");
    }
    let not_begun = human(&report.clone().not_begun("no room"), Palette::Plain);
    assert!(not_begun.contains("as `--live` makes them"), "{not_begun}");
}

#[test]
fn what_several_lines_are_helped_by_stands_once() {
    let mut account = Account::empty().but(|call, _| call.name().starts_with("Delete").then(denied));
    let text = human(&account.examine(), Palette::Plain);
    let missing = "  missing      cloudfront:DeleteConnectionFunction: AccessDenied: as the test wants it
  missing      cloudfront:DeleteKeyValueStore: AccessDenied: as the test wants it
               help: docs/security.md has the policies; a role";
    assert!(text.contains(missing), "{text}");
    assert!(text.ends_with("\n2 things are wrong.\n"), "{text}");
}

/// What AWS says reaches the terminal as text.
#[test]
fn words_of_others_cannot_move_the_cursor() {
    let mut account = Account::usual();
    account.functions.truncate(1);
    account.functions[0].name = "\u{1b}[2J".into();
    account.code_bytes = 9_999;
    assert!(human(&account.examine(), Palette::Plain).contains("`\\u{1b}[2J`"));
    assert!(human(&account.examine(), Palette::Ansi).contains("\u{1b}[32mallowed\u{1b}[0m      cloudfront:"));
}

#[test]
fn programs_read_one_document() {
    let mut account = Account::usual().but(|call, _| (call.name() == "TagResource").then(denied));
    let json = serde_json::to_value(account.examine()).unwrap();
    assert_eq!(json["format_version"], "1.0");
    assert_eq!(json["well"], false);
    let findings = json["findings"].as_array().unwrap();
    let of = |id: &str| findings.iter().find(|finding| finding["id"] == id).unwrap();
    assert_eq!(of("cloudfront:TagResource")["verdict"], "wrong");
    assert_eq!(of("cloudfront:TagResource")["need"], "apply");
    assert_eq!(of("cloudfront:TagResource")["area"], "permissions");
    assert_eq!(of("A10")["verdict"], "not-checked");
    assert_eq!(of("A10")["by"], "changing");
    assert!(of("clock").get("need").is_none());
}
