//! `connfn doctor`: what it finds over HTTP, with the real SDK, of an account that is well and of one that is not.

use crate::support::{Ended, Folder, Service};
use connfn_emulator::{Assumption, FaultKind, FaultRule, Faults, When};
use serde_json::Value;

/// A published function, one that is not, and two stores.
const CONFIGURATION: &str = "stores:
  revoked: {}
  allowed: {}
functions:
  gate:
    comment: lets devices in
    code: { file: gate.js }
    stores: [revoked]
    publish: true
  draft:
    code: { file: gate.js }
";

const CODE: &str = "function connectionHandler(connection) {\n  connection.allow();\n}\n";

/// An account that holds the configuration.
fn account() -> (Folder, Service) {
    let (folder, service) = (Folder::with("connfn.yaml", CONFIGURATION), Service::start());
    folder.write("gate.js", CODE);
    service.run(&folder, "apply --auto-approve").ok();
    service.take_operations();
    (folder, service)
}

/// Examines it, with the emulator in the place of AWS's Security Token Service too.
fn doctor(service: &Service, folder: &Folder, options: &str) -> Ended {
    let mut command = service.command(folder, &format!("doctor {options}"));
    Ended::of(command.env("AWS_ENDPOINT_URL_STS", service.url()).env("AWS_REGION", "us-east-1"))
}

fn findings(ended: &Ended, verdict: &str) -> Vec<String> {
    let report = ended.json();
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["verdict"] == verdict);
    findings.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
}

fn always(operation: &str, kind: FaultKind) -> Vec<FaultRule> {
    vec![FaultRule::on(operation, When::Always, kind)]
}

#[test]
fn an_account_without_a_fault_is_well() {
    let (folder, service) = account();
    let before = service.run(&folder, "observe").ok().out;
    service.take_operations();
    let report = doctor(&service, &folder, "--format json").ok();
    let (json, none): (Value, [&str; 0]) = (report.json(), []);
    assert_eq!(findings(&report, "unknown"), none);
    assert_eq!(findings(&report, "warning"), none);
    assert_eq!(json["format_version"], "1.0");
    assert_eq!(json["well"], true);
    assert_eq!(json["account"], "123456789012");
    assert_eq!(json["caller"], "arn:aws:iam::123456789012:user/emulator");
    assert_eq!(json["endpoint"], service.url());
    assert_eq!(json["region"], "us-east-1");
    assert_eq!(json["partition"], "aws");
    assert_eq!(json["credentials"], "environment variables");
    for id in ["A01", "A02", "A03", "A04", "A06", "A21", "A42"] {
        assert!(findings(&report, "ok").contains(&id.to_owned()), "{id}");
    }
    doctor(&service, &folder, "")
        .ok()
        .out_has("  allowed      cloudfront:TestConnectionFunction\n")
        .out_has("  ok           2 of 100 connection functions\n")
        .out_has("\nNothing is wrong.\n");
    assert_eq!(service.run(&folder, "observe").ok().out, before);
}

#[test]
fn it_needs_no_folder_and_writes_none() {
    let (folder, service) = (Folder::new(), Service::start());
    doctor(&service, &folder, "").ok().out_has("Nothing is wrong.");
    assert_eq!(folder.list("."), [""; 0]);
}

#[test]
fn the_embedded_emulator_is_well() {
    let folder = Folder::with("connfn.yaml", CONFIGURATION);
    folder.write("gate.js", CODE);
    folder.emulated("apply --auto-approve").ok();
    let report = folder.emulated("doctor --format json").ok();
    assert_eq!(findings(&report, "unknown"), [""; 0]);
    assert_eq!(report.json()["caller"], "arn:aws:iam::123456789012:user/emulator");
}

/// Every permission of the policies, denied alone.
#[test]
fn each_missing_permission_is_told() {
    let (folder, service) = account();
    let all = doctor(&service, &folder, "--format json").ok();
    let actions = findings(&all, "ok").into_iter().filter(|id| id.starts_with("cloudfront:"));
    let actions: Vec<String> = actions.collect();
    assert_eq!(actions.len(), 17);
    for action in actions {
        service.faults(always(action.strip_prefix("cloudfront:").unwrap(), FaultKind::AccessDenied));
        let report = doctor(&service, &folder, "--format json").code(1);
        assert_eq!(findings(&report, "wrong"), [action.as_str()]);
        doctor(&service, &folder, "").code(1).out_has(&format!("  missing      {action}: AccessDenied: "));
    }
}

#[test]
fn only_what_is_needed_is_asked_for() {
    let (folder, service) = account();
    doctor(&service, &folder, "--to read").ok();
    assert_eq!(service.changes(), [""; 0]);
    service.faults(always("TestConnectionFunction", FaultKind::AccessDenied));
    doctor(&service, &folder, "--to read --to apply").ok();
    doctor(&service, &folder, "--to test").code(1);
}

/// Faults that pass are no findings about the account.
#[test]
fn what_passes_is_unknown() {
    let (folder, service) = account();
    for kind in
        [FaultKind::Throttle429, FaultKind::Internal500, FaultKind::ServiceUnavailable503, FaultKind::TruncatedXml]
    {
        service.faults(always("DescribeKeyValueStore", kind));
        let report = doctor(&service, &folder, "--format json").ok();
        assert_eq!(findings(&report, "unknown"), ["cloudfront:DescribeKeyValueStore"], "{kind:?}");
    }
    service.faults(always("ListKeyValueStores", FaultKind::Internal500));
    let report = doctor(&service, &folder, "--format json").ok();
    assert_eq!(findings(&report, "unknown"), ["cloudfront:ListKeyValueStores", "stores"]);
}

#[test]
fn a_clock_that_is_off_is_told() {
    let (folder, service) = account();
    let skewed = |seconds| {
        service.faults(vec![FaultRule::on_all(When::Always, FaultKind::DateOffBy(seconds))]);
        doctor(&service, &folder, "")
    };
    skewed(-600).code(1).out_has("this machine's clock is 6").out_has(" seconds ahead of CloudFront's\n");
    skewed(90).ok().out_has("  warning      this machine's clock is ").out_has(" seconds behind CloudFront's\n");
    skewed(3).ok().out_has("this machine's clock agrees with CloudFront's");
}

#[test]
fn a_quota_that_is_used_up_is_told() {
    let (folder, service) = (Folder::new(), Service::start());
    folder.write("gate.js", format!("{CODE}//{}", "x".repeat(10_000)));
    folder.write(
        "main.tf",
        r#"resource "aws_cloudfront_connection_function" "gate" {
  count                    = 100
  name                     = "gate-${count.index}"
  connection_function_code = file("${path.module}/gate.js")
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = ""
  }
}
"#,
    );
    service.run(&folder, "apply --auto-approve").ok();
    doctor(&service, &folder, "")
        .code(1)
        .out_has("  wrong        100 of 100 connection functions: no other can be created\n")
        .out_has("  warning      the largest code is that of `gate-");
}

#[test]
fn what_cannot_be_reached_is_said_once() {
    let folder = Folder::new();
    let report = folder.run("doctor --endpoint-url http://127.0.0.1:1").code(1);
    let report = report.out_has("  wrong        cannot connect to http://127.0.0.1:1").out_has("1 thing is wrong.");
    let report = report.out_has("help: check the network, ").out_has("  endpoint     http://127.0.0.1:1\n");
    assert!(!report.out.contains("Permissions"), "{}", report.out);

    // Without credentials nothing goes anywhere, and where it was to go is known all the same.
    let mut command = folder.command("doctor --endpoint-url http://127.0.0.1:1");
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
        command.env_remove(name);
    }
    let report = Ended::of(command.env("AWS_EC2_METADATA_DISABLED", "true")).code(1);
    report.out_has("help: sign in, ").out_has("  endpoint     http://127.0.0.1:1\n");

    let (folder, service) = account();
    service.faults(vec![FaultRule::on_all(When::Always, FaultKind::ExpiredToken)]);
    doctor(&service, &folder, "").code(1).out_has("CloudFront does not take the credentials: ExpiredToken: ");
}

/// Without being told where it is, AWS's own Security Token Service is not asked with keys of something else.
#[test]
fn nobody_else_is_asked_who_calls() {
    let (folder, service) = account();
    let report = service.run(&folder, "doctor").ok();
    report.out_has("  not checked  not asked who calls: `http://127.0.0.1:").out_has("  account      123456789012\n");
    assert!(!service.take_operations().contains(&"GetCallerIdentity".to_owned()));
    let mut command = service.command(&folder, "doctor");
    let ended = Ended::of(command.env("AWS_ENDPOINT_URL_STS", ""));
    ended.code(1).err_has("the variable `AWS_ENDPOINT_URL_STS` is set and empty");
}

/// Each assumption that a look can contradict, contradicted alone.
#[test]
fn each_assumption_that_fails_is_told_and_no_other() {
    use Assumption::{A01, A02, A03, A04, A06, A42};
    let (folder, service) = account();
    for assumption in [A01, A02, A03, A04, A06] {
        service.faults(Faults::from_iter([assumption]));
        let report = doctor(&service, &folder, "--format json").code(1);
        assert_eq!(findings(&report, "wrong"), [assumption.id()]);
        doctor(&service, &folder, "").code(1).out_has(&format!("  fails        {} ", assumption.id()));
    }
    // A store keeps the ARN that it was made with.
    let service = Service::start();
    service.faults(Faults::from_iter([A42]));
    service.run(&folder, "apply --auto-approve");
    let report = doctor(&service, &folder, "--format json").code(1);
    assert_eq!(findings(&report, "wrong"), ["A42"]);
}
