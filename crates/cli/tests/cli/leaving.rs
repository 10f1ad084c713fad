//! What a configuration leaves to others: resources that leave the stack, and changes that are ignored.

use crate::support::{Folder, Service};

const STORE: &str = "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name    = \"devices\"\n  comment = \"COMMENT\"\n  LIFECYCLE\n}\n";

fn store(comment: &str, lifecycle: &str) -> String {
    STORE.replace("COMMENT", comment).replace("LIFECYCLE", lifecycle)
}

#[test]
fn a_removed_block_lets_a_resource_stay_and_be_adopted_again() {
    let (folder, service) = (Folder::with("main.tf", &store("c", "")), Service::start());
    service.run(&folder, "apply --auto-approve --stack one").ok();
    folder.write(
        "main.tf",
        "removed {\n  from = aws_cloudfront_key_value_store.s\n  lifecycle {\n    destroy = false\n  }\n}\n",
    );
    service.run(&folder, "apply --auto-approve --stack one").ok().out_has("1 to release");
    let shown = service.run(&folder, "show devices --format json").ok().json();
    assert_eq!(shown["resources"][0]["stack"], serde_json::Value::Null, "{shown}");
    service.run(&folder, "plan --stack one").ok().out_has("No changes");
    folder.write("main.tf", store("c", ""));
    service.run(&folder, "apply --auto-approve --stack one --adopt").ok();
    service.run(&folder, "plan --stack one").ok().out_has("No changes");
}

#[test]
fn what_is_ignored_stays_as_another_hand_left_it() {
    let (folder, service) = (Folder::with("main.tf", &store("first", "")), Service::start());
    service.run(&folder, "apply --auto-approve --stack one").ok();
    let ignoring = "lifecycle {\n    ignore_changes = [comment]\n  }";
    folder.write("main.tf", store("second", ignoring));
    service.run(&folder, "plan --stack one --detailed-exitcode").ok().out_has("No changes");
    service.run(&folder, "plan --stack one --refresh-only").ok().out_has("No drift");
    folder.write("main.tf", store("second", ""));
    service.run(&folder, "plan --stack one --detailed-exitcode").code(2).out_has("\"first\" -> \"second\"");
}
