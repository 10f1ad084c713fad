//! The examples of Terraform's page on the resource, verbatim: each is valid, applied, and then nothing is left to do.

use crate::support::Folder;

fn goes_all_the_way(text: &str, summary: &str) {
    let folder = Folder::with("main.tf", text);
    folder.run("validate").ok().out_has("Success! The configuration is valid");
    folder.emulated("plan --detailed-exitcode").code(2).out_has("will be created").out_has("(known after apply)");
    folder
        .emulated("apply --auto-approve")
        .ok()
        .err_has(summary)
        .out_has("connection_function_arn")
        .out_has("live_stage_etag")
        .out_has("status ");
    folder.emulated("plan --detailed-exitcode").ok().out_has("No changes.");
    folder.emulated("apply --auto-approve").ok().out_has("No changes.");
}

#[test]
fn basic() {
    goes_all_the_way(include_str!("seed/basic.tf"), "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.\n");
}

#[test]
fn publish() {
    goes_all_the_way(include_str!("seed/publish.tf"), "1 added, 0 changed, 0 destroyed. 1 published.");
}

#[test]
fn store() {
    goes_all_the_way(include_str!("seed/store.tf"), "Apply complete! Resources: 2 added, 0 changed, 0 destroyed.\n");
}

#[test]
fn tags() {
    goes_all_the_way(include_str!("seed/tags.tf"), "1 added, 0 changed, 0 destroyed.\n");
}
