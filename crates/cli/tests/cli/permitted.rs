//! The least permissions that `docs/security.md` gives to a role are what the commands call: nothing is missing, and nothing too much.

use crate::support::{Folder, Service};
use connfn_emulator::{FaultKind, FaultRule, When};
use serde_json::Value;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../docs/security.md");

const ALLOWS: &str = "function connectionHandler(connection) {\n  connection.allow();\n}\n";
const DENIES: &str = "function connectionHandler(connection) {\n  connection.deny();\n}\n";

/// The configurations of a life, one after another: made, changed in every way, and replaced.
const LIFE: [&str; 4] = [
    "stores:
  revoked: { comment: first }
functions:
  gate:
    code: { file: gate.js }
    stores: [revoked]
    publish: true
    tags: { Team: edge }
",
    "stores:
  revoked: { comment: second }
functions:
  gate:
    code: { file: gate.js }
    stores: [revoked]
    publish: true
    tags: { Owner: edge }
",
    "functions:
  gate:
    name: another
    code: { file: gate.js }
    publish: true
    tags: { Owner: edge }
",
    "functions: {}\n",
];

/// Lets go of what the life begins with.
const RELEASES: &str = "removed:
  - from: aws_cloudfront_key_value_store.revoked
    lifecycle: { destroy: false }
  - from: aws_cloudfront_connection_function.gate
    lifecycle: { destroy: false }
";

fn folder() -> Folder {
    let folder = Folder::with("connfn.yaml", LIFE[0]);
    folder.write("gate.js", ALLOWS);
    folder.write("gate.test.yaml", "- name: anybody comes in\n  connection: valid\n  expect: allow\n");
    folder
}

/// The policy of the page under this heading.
fn policy(heading: &str) -> Value {
    let (_, section) = PAGE.split_once(&format!("\n### {heading}\n")).unwrap_or_else(|| panic!("no `{heading}`"));
    let block = section.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    serde_json::from_str(block).unwrap()
}

/// The operations that a policy allows, by their AWS names.
fn allowed(policy: &Value) -> BTreeSet<String> {
    let statements = policy["Statement"].as_array().unwrap();
    let actions = statements.iter().flat_map(|statement| {
        assert_eq!(statement["Effect"], "Allow");
        statement["Action"].as_array().unwrap()
    });
    actions.map(|action| action.as_str().unwrap().strip_prefix("cloudfront:").unwrap().to_owned()).collect()
}

/// Every operation that was called since this was last asked.
fn called(service: &Service) -> BTreeSet<String> {
    service.take_operations().into_iter().collect()
}

#[test]
fn reading_calls_what_the_page_says() {
    let service = Service::start();
    let folder = folder();
    let mut operations = BTreeSet::new();
    let mut run = |arguments: &str| {
        service.run(&folder, arguments).ok();
        operations.extend(called(&service));
    };
    run("plan");
    service.run(&folder, "apply --auto-approve").ok();
    called(&service);
    for reading in [
        "observe --out observed.json",
        "plan",
        "plan --destroy",
        "plan --refresh-only",
        "plan --remote-tests",
        "show",
        "output",
        "import --all --out-dir imported",
    ] {
        run(reading);
    }
    folder.write("connfn.yaml", LIFE[2]);
    run("plan");
    // A function that seems to change while it is read is described.
    folder.write("connfn.yaml", LIFE[0]);
    for (reads, code) in (1..8).zip([DENIES, ALLOWS].into_iter().cycle()) {
        service.faults(vec![FaultRule::on("UpdateConnectionFunction", When::Always, FaultKind::StaleReads(reads))]);
        folder.write("gate.js", code);
        service.run(&folder, "apply --auto-approve --skip-tests");
        let seen = called(&service);
        operations.extend(seen.into_iter().filter(|name| name == "DescribeConnectionFunction"));
    }
    assert_eq!(operations, allowed(&policy("To read")));
}

#[test]
fn applying_calls_what_the_page_says() {
    let service = Service::start();
    let folder = folder();
    let mut operations = BTreeSet::new();
    let mut apply = |text: &str, code: &str, arguments: &str| {
        folder.write("connfn.yaml", text);
        folder.write("gate.js", code);
        service.run(&folder, &format!("{arguments} --auto-approve")).ok();
        operations.extend(called(&service));
    };
    for (text, code) in LIFE.into_iter().zip([ALLOWS, DENIES, ALLOWS, ALLOWS]) {
        apply(text, code, "apply --skip-tests");
    }
    apply(LIFE[0], ALLOWS, "apply");
    apply(LIFE[0], ALLOWS, "destroy");
    let reads = allowed(&policy("To read"));
    let changes: BTreeSet<String> = operations.difference(&reads).cloned().collect();
    assert_eq!(changes, allowed(&policy("To apply")));
    assert_eq!(changes, allowed(&policy("To apply to one stack alone")));
}

#[test]
fn tests_that_cloudfront_runs_call_what_the_page_says() {
    let service = Service::start();
    let folder = folder();
    service.run(&folder, "apply --auto-approve --remote-tests").ok();
    let known = &allowed(&policy("To read")) | &allowed(&policy("To apply"));
    assert_eq!(&called(&service) - &known, allowed(&policy("To test on CloudFront")));
}

/// An examination asks for what the policies give, and who calls, which everybody may ask.
#[test]
fn an_examination_calls_what_the_page_says() {
    let service = Service::start();
    let folder = folder();
    service.run(&folder, "apply --auto-approve").ok();
    called(&service);
    let mut command = service.command(&folder, "doctor");
    crate::support::Ended::of(command.env("AWS_ENDPOINT_URL_STS", service.url())).ok();
    let policies = ["To read", "To apply", "To test on CloudFront"].map(|heading| allowed(&policy(heading)));
    let mut asked: BTreeSet<String> = policies.into_iter().flatten().collect();
    asked.insert("GetCallerIdentity".to_owned());
    assert_eq!(called(&service), asked);
}

/// What the narrow policy asks for: what is made carries the stack's tag at once, and what is taken over gets it before all else.
#[test]
fn the_tag_of_the_stack_comes_first() {
    let folder = folder();
    let steps = |service: &Service, options: &str| -> Vec<Value> {
        service.run(&folder, &format!("plan {options} --stack mine --out plan.json")).ok();
        let plan: Value = serde_json::from_str(&folder.read("plan.json")).unwrap();
        plan["steps"].as_array().unwrap().clone()
    };
    let carries_the_tag =
        |step: &Value| step["input"]["Tags"].to_string().contains(r#"{"Key":"connfn:stack","Value":"mine"}"#);

    let service = Service::start();
    let made = steps(&service, "");
    let creations = made.iter().filter(|step| step["operation"].as_str().unwrap().starts_with("Create"));
    assert_eq!(creations.map(|step| assert!(carries_the_tag(step), "{step}")).count(), 2);

    service.run(&folder, "apply --auto-approve --stack mine").ok();
    folder.write("connfn.yaml", RELEASES);
    service.run(&folder, "apply --auto-approve --stack mine").ok().out_has("2 to release");
    folder.write("connfn.yaml", LIFE[1]);
    folder.write("gate.js", DENIES);
    let mut tagged = BTreeSet::new();
    for step in steps(&service, "--adopt --skip-tests") {
        let address = step["address"].to_string();
        if step["operation"] == "TagResource" && carries_the_tag(&step) {
            tagged.insert(address);
        } else {
            assert!(tagged.contains(&address), "{step}");
        }
    }
    assert_eq!(tagged.len(), 2);
}

#[test]
fn what_needs_no_account_calls_nothing() {
    let service = Service::start();
    let folder = folder();
    for arguments in [
        "validate",
        "test",
        "convert --to tf",
        "explain CF0101",
        "new other --dir other",
        "completions bash",
        "console",
    ] {
        let mut command = folder.command(arguments);
        command.env("AWS_ENDPOINT_URL_CLOUDFRONT", service.url());
        crate::support::Ended::of(&mut command).ok();
    }
    assert_eq!(called(&service), BTreeSet::new());
}
