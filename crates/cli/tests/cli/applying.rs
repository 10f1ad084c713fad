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
    let ended = folder.emulated("destroy").code(1).err_has("there is no terminal to ask on");
    // What is reviewed instead is the same plan, not one that keeps everything.
    ended.err_has("review with `connfn plan --destroy --out plan.json` and then `connfn apply plan.json`");
    folder.emulated("plan --destroy --out plan.json").ok();
    folder.emulated("apply plan.json").ok().err_has("1 destroyed");
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
fn destroying_needs_no_configuration_but_heeds_one() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --auto-approve").ok();
    folder.write("main.tf", "resource {");
    folder.emulated("plan --destroy").code(1).err_has("error[CF0101]");
    folder.emulated("destroy --auto-approve").code(1).err_has("error[CF0101]");

    let protected = PUBLISHED.trim_end().strip_suffix('}').unwrap().to_owned();
    folder.write("main.tf", protected + "\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n");
    folder.emulated("destroy --auto-approve").code(1).out_has("[CF0406]");

    std::fs::remove_file(folder.path("main.tf")).unwrap();
    folder.emulated("plan --destroy").ok().out_has("will be destroyed");
    folder.emulated("destroy --auto-approve").ok().err_has("Destroy complete! Resources: 1 destroyed.");
    folder.emulated("destroy --auto-approve").ok().out_has("No changes.");
    let shown = folder.emulated("show --format json").ok().json();
    assert_eq!(shown["resources"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_folder_without_a_stack_has_nothing_to_destroy() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("destroy --auto-approve").code(1).err_has("has no stack").err_has("restore its `.connfn/stack`");
    assert!(!folder.has(".connfn/stack"));
}

#[test]
fn one_file_of_a_folder_deletes_nothing_of_the_others() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write("other.tf", "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = var.name\n}\n");
    folder.write("variables.tf", "variable \"name\" {\n  default = \"a\"\n}\n");
    folder.write("terraform.tfvars", "name = \"from-tfvars\"\n");
    folder.emulated("apply --auto-approve").ok().out_has("\"from-tfvars\"");
    folder.emulated("plan main.tf --detailed-exitcode").ok().err_has("Only one file of the folder is read");
}

#[test]
fn chdir_works_elsewhere() {
    let folder = Folder::new();
    folder.write("site/main.tf", PUBLISHED);
    folder.emulated("--chdir site apply --auto-approve").ok();
    folder.emulated("plan site --detailed-exitcode").ok();
    folder.emulated("show --chdir site").ok().out_has("resource \"aws_cloudfront_connection_function\" \"example\"");
    folder.emulated("--chdir nowhere plan").code(1).err_has("cannot work in `nowhere`");
}

#[test]
fn a_failed_step_is_told_with_what_it_held_up() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.faults(vec![FaultRule::on("PublishConnectionFunction", When::Always, FaultKind::AccessDenied)]);
    let ended = service.run(&folder, "apply --auto-approve").code(1);
    let ended = ended.err_has(&format!("error: {ADDRESS}: publication failed: PublishConnectionFunction: "));
    assert_eq!(ended.err.matches("AccessDenied").count(), 1, "{}", ended.err);
    let ended =
        ended.err_has(&format!("{ADDRESS}: publication failed\n")).err_has(&format!("Done:\n  {ADDRESS}/create\n"));
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
    service.run(&copy, "plan").code(1).out_has("[CF0402]");
    // Leaving it unmanaged.
    folder.write("main.tf", "locals {}\n");
    service.run(&folder, "plan --no-prune --detailed-exitcode").ok();
    service.run(&folder, "plan --detailed-exitcode").code(2).out_has("will be destroyed");
}

#[test]
fn a_receipt_that_cannot_be_kept_stops_nothing() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write(".connfn/receipts", "a file where a folder should be");
    folder.emulated("apply --auto-approve").ok().err_has("warning: the receipt cannot be kept");
}
