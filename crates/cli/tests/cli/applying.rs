//! `apply` and `destroy`: asking, what is said at the end, receipts, and what happens when a call fails.

use crate::support::{ADDRESS, Folder, PUBLISHED, Service};
use connfn_emulator::{FaultKind, FaultRule, When};

#[test]
fn without_a_terminal_it_guesses_nothing() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let ended = folder.emulated("apply").code(1).out_has("will be created");
    ended.err_has("there is no terminal to ask on").err_has("--auto-approve").err_has("--out plan.json");
    assert!(!folder.has(".connfn/receipts"));
    folder.emulated("apply --auto-approve").ok();
    // Nothing to do is nothing to ask about.
    folder.emulated("apply").ok().out_has("No changes.");
    folder.emulated("destroy").code(1).err_has("there is no terminal to ask on");
}

#[test]
fn it_ends_with_what_exists_and_a_receipt() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let ended = folder.emulated("apply --auto-approve").ok();
    let ended = ended.err_has("Using the emulator instead of AWS").err_has("1 published.").err_has(": created after ");
    let ended = ended.out_has(&format!("# {ADDRESS}")).out_has("status                  = \"UNASSOCIATED\"");
    let listing = ended.out.split_once("owns now:").unwrap().1;
    assert!(!listing.contains("connection_function_code"), "the code is in the configuration");

    let receipt = folder.receipt();
    assert_eq!(receipt["result"], "complete");
    assert_eq!(receipt["steps"][0]["operation"], "CreateConnectionFunction");
    assert!(!receipt.to_string().contains("event.request"), "no code");
    assert_eq!(folder.read(".connfn/.gitignore"), "*\n!.gitignore\n!stack\n");
}

#[test]
fn json_tells_the_plan_the_run_and_what_exists() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let document = folder.emulated("apply --auto-approve --format json").ok().json();
    assert_eq!(document["plan"], document["receipt"]["plan"]);
    assert_eq!(document["receipt"]["result"], "complete");
    let resource = &document["resources"][0];
    assert_eq!(resource["address"], ADDRESS);
    assert!(resource["attributes"]["live_stage_etag"].as_str().is_some_and(|etag| !etag.is_empty()));

    let document = folder.emulated("apply --format json").ok().json();
    assert!(document["receipt"].is_null());
    assert_eq!(document["resources"][0]["address"], ADDRESS);
}

#[test]
fn destroying_needs_no_configuration() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --auto-approve").ok();
    folder.write("main.tf", "resource {");
    folder.emulated("plan --destroy").ok().out_has("will be destroyed");
    folder.emulated("destroy --auto-approve").ok().err_has("Destroy complete! Resources: 1 destroyed.");
    folder.emulated("destroy --auto-approve").ok().out_has("No changes.");
    let shown = folder.emulated("show --format json").ok().json();
    assert_eq!(shown["resources"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_failed_step_is_told_with_what_it_held_up() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.faults(vec![FaultRule::on("PublishConnectionFunction", When::Always, FaultKind::AccessDenied)]);
    let ended = service.run(&folder, "apply --auto-approve").code(1);
    let ended = ended.err_has(&format!("error: {ADDRESS}: publication failed: PublishConnectionFunction: "));
    let ended = ended.err_has("AccessDenied").err_has(&format!("Done:\n  {ADDRESS}/create\n"));
    ended
        .err_has(&format!("{ADDRESS}/wait-published, since `{ADDRESS}/publish` failed"))
        .err_has("Plan again: it starts from what is there.");
    assert_eq!(folder.receipt()["result"], "failed");

    service.faults(Vec::new());
    service.run(&folder, "plan").ok().out_has("1 to publish");
    service.run(&folder, "apply --auto-approve").ok().err_has("1 published.");
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn what_nobody_owns_is_taken_over_only_when_asked() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    let copy = Folder::with("main.tf", PUBLISHED);
    service.run(&copy, "plan").code(1).err_has("error[CF0402]");
    // Leaving it unmanaged.
    folder.write("main.tf", "locals {}\n");
    service.run(&folder, "plan --no-prune --detailed-exitcode").ok();
    service.run(&folder, "plan --detailed-exitcode").code(2).out_has("will be destroyed");
}

#[test]
fn a_receipt_that_cannot_be_kept_stops_nothing() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write(".connfn/receipts", "a file where a folder should be");
    folder.emulated("apply --auto-approve").ok().err_has("warning: the receipt could not be kept");
}
