//! `plan --refresh-only`: what differs is told, and nothing is done.

use crate::support::{ADDRESS, Folder, PUBLISHED, Service};

#[test]
fn drift_ends_with_two_and_none_with_zero() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "plan --refresh-only").code(2).out_has("is missing").out_has("Drift: 1 resource differs");
    service.run(&folder, "apply --auto-approve").ok();
    let changes = service.changes();
    service.run(&folder, "plan --refresh-only").ok().out_has("No drift. CloudFront matches the configuration.");

    // What another hand does is what another configuration of the stack does.
    let stack = folder.read(".connfn/stack");
    let other = Folder::with("main.tf", &PUBLISHED.replace("Example connection", "Edited"));
    service.run(&other, &format!("apply --auto-approve --stack {stack}")).ok();
    let edited = service.changes();
    let ended = service.run(&folder, "plan --refresh-only --detailed-exitcode").code(2);
    ended.out_has("DEVELOPMENT differs in `comment`").out_has("LIVE differs in `comment`").out_has("\"Edited");
    let report = service.run(&folder, "plan --refresh-only --format json").code(2).json();
    assert_eq!(report["mode"], "refresh-only");
    assert_eq!(report["steps"], serde_json::json!([]));
    assert_eq!(report["report"]["drift"][0]["address"], ADDRESS);
    assert_eq!(report["report"]["drift"][0]["kind"], "development");
    assert_eq!(report["report"]["drift"][1]["kind"], "live");
    assert!(changes.len() < edited.len());
    assert_eq!(service.changes(), edited, "a report changes nothing");

    folder.write("main.tf", "resource {");
    service.run(&folder, "plan --refresh-only").code(1).err_has("error[CF0101]");
}

#[test]
fn what_blocks_a_plan_is_drift_like_any_other() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve --stack one").ok();
    let ended = service.run(&folder, "plan --refresh-only --stack two").code(2);
    ended.out_has("is owned by stack `one`");
}

#[test]
fn a_report_cannot_be_applied() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    let ended = service.run(&folder, "plan --refresh-only --out report.json").code(2);
    assert!(!ended.err.contains("connfn apply report.json"), "{}", ended.err);
    service.run(&folder, "apply report.json").code(1).err_has("error[CF0507]").err_has("without `--refresh-only`");
    assert!(service.changes().is_empty());
    service.run(&folder, "plan --refresh-only --destroy").code(1).err_has("cannot be used with");
}
