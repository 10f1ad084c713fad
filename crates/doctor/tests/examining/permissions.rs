//! How permissions are asked for, and what each answer is taken for.

use crate::account::{Account, denied, found, refused, verdict, wrong};
use connfn_doctor::{Area, Call, Function, Given, Need, Outcome, Report, Verdict};

const READING: [&str; 7] = [
    "cloudfront:ListConnectionFunctions",
    "cloudfront:ListKeyValueStores",
    "cloudfront:DescribeConnectionFunction",
    "cloudfront:DescribeKeyValueStore",
    "cloudfront:GetConnectionFunction",
    "cloudfront:ListDistributionsByConnectionFunction",
    "cloudfront:ListTagsForResource",
];

fn actions(report: &Report) -> Vec<&str> {
    let findings = report.findings.iter().filter(|finding| finding.area == Area::Permissions);
    findings.map(|finding| finding.id.as_str()).collect()
}

/// Every operation, denied alone where it is about something that cannot exist.
#[test]
fn each_missing_permission_is_told_and_no_other() {
    let all: Vec<String> = actions(&Account::usual().examine()).into_iter().map(str::to_owned).collect();
    assert_eq!(all.len(), 17);
    for action in all {
        let name: &str = action.strip_prefix("cloudfront:").unwrap();
        let name: String = name.to_owned();
        let is_listing = ["ListConnectionFunctions", "ListKeyValueStores"].contains(&name.as_str());
        let mut account = Account::empty().but(move |call, _| (call.name() == name).then(denied));
        let report = account.examine();
        assert_eq!(wrong(&report), [action.as_str()]);
        assert!(found(&report, &action).message.starts_with("AccessDenied: "));
        assert!(found(&report, &action).help.as_ref().unwrap().contains("docs/security.md"));
        let shown = if is_listing { Verdict::NotChecked } else { Verdict::Ok };
        assert_eq!(verdict(&report, "A82"), shown, "{action}");
    }
}

#[test]
fn what_passes_is_unknown_and_no_missing_permission() {
    for outcome in [
        refused("Throttling", 400),
        refused("ServiceUnavailable", 503),
        refused("InternalError", 500),
        refused("403", 403),
        Outcome::Unclear { message: "no answer: the time is over".into() },
        Outcome::NotSent { message: "cannot connect".into() },
    ] {
        let report = Account::usual().answering("TagResource", outcome.clone()).examine();
        assert_eq!(verdict(&report, "cloudfront:TagResource"), Verdict::Unknown, "{outcome:?}");
        assert!(report.well);
    }
}

/// CloudFront may take a list about nothing for an empty one, and a deletion of nothing for done.
#[test]
fn a_success_shows_a_permission() {
    for operation in ["ListDistributionsByConnectionFunction", "ListTagsForResource", "DeleteConnectionFunction"] {
        let report = Account::usual().answering(operation, Outcome::Given(Given::default())).examine();
        assert_eq!(wrong(&report), [""; 0]);
        let found = found(&report, &format!("cloudfront:{operation}"));
        assert_eq!((found.verdict, found.message.as_str()), (Verdict::Ok, "it succeeded"));
    }
}

#[test]
fn what_was_made_against_all_expectation_is_told_with_the_way_to_delete_it() {
    for (operation, command) in [
        ("CreateConnectionFunction", "aws cloudfront delete-connection-function --id cf_1 "),
        ("CreateKeyValueStore", "aws cloudfront delete-key-value-store --name 'connfn doctor abcdefgh "),
    ] {
        let function = Function { id: "cf_1".into(), ..Function::default() };
        let made = Outcome::Given(Given { function: Some(function), ..Given::default() });
        let mut account = Account::usual().answering(operation, made);
        let report = account.examine();
        assert_eq!(verdict(&report, &format!("cloudfront:{operation}")), Verdict::Ok);
        let [name] = wrong(&report)[..] else { panic!("{:?}", wrong(&report)) };
        assert!(name.starts_with("connfn doctor abcdefgh "), "{name}");
        assert!(found(&report, name).help.as_ref().unwrap().contains(command), "{:?}", found(&report, name));
    }
}

#[test]
fn only_what_is_needed_is_asked_for() {
    let mut account = Account::usual();
    account.situation.needs = vec![Need::Read];
    let report = account.examine();
    assert_eq!(actions(&report), READING);
    let changes = ["Create", "Update", "Delete", "Publish", "Tag", "Untag", "Test"];
    assert!(account.asked.iter().all(|call| changes.iter().all(|change| !call.name().starts_with(change))));
}

/// Nothing that exists is named by a call that could change it, and no name can be given to anything.
#[test]
fn no_call_can_change_anything() {
    let mut account = Account::usual();
    account.examine();
    let known: Vec<String> = account
        .functions
        .iter()
        .flat_map(|function| [&function.id, &function.name, &function.arn])
        .chain(account.stores.iter().flat_map(|store| [&store.id, &store.name, &store.arn]))
        .cloned()
        .collect();
    for call in &account.asked {
        let named = match call {
            Call::CreateConnectionFunction { name, .. } | Call::CreateKeyValueStore { name, .. } => {
                assert!(name.contains(' ') && name.len() > 64, "{name}");
                name
            }
            Call::UpdateConnectionFunction { version, .. }
            | Call::PublishConnectionFunction(version)
            | Call::DeleteConnectionFunction(version)
            | Call::TestConnectionFunction { version, .. }
            | Call::UpdateKeyValueStore { version, .. }
            | Call::DeleteKeyValueStore(version) => &version.id,
            Call::TagResource { resource, .. } | Call::UntagResource { resource, .. } => resource,
            _ => continue,
        };
        assert!(named.contains("abcdefgh") && !known.contains(named), "{call:?}");
    }
}

#[test]
fn without_an_account_nothing_is_asked_about_tags() {
    let mut account = Account::empty();
    account.endpoint = "http://127.0.0.1:4600";
    let report = account.examine();
    for action in ["cloudfront:TagResource", "cloudfront:UntagResource", "cloudfront:ListTagsForResource"] {
        assert_eq!(verdict(&report, action), Verdict::Unknown);
    }
    assert!(account.asked.iter().all(|call| !call.name().contains("Tag")));
}
