//! `rollback`: what a run did is undone by a plan that a person sees first.

use crate::support::{ADDRESS, Ended, Folder, PUBLISHED, Service};
use connfn_emulator::{FaultKind, FaultRule, When};
use serde_json::Value;

/// Runs and gives the receipt that it left.
fn receipt_of(service: &Service, folder: &Folder, arguments: &str) -> String {
    service.run(folder, arguments).ok();
    last_receipt(folder)
}

fn last_receipt(folder: &Folder) -> String {
    format!(".connfn/receipts/{}", folder.list(".connfn/receipts").last().unwrap())
}

fn rollback(service: &Service, folder: &Folder, receipt: &str) -> Ended {
    service.run(folder, &format!("rollback {receipt} --auto-approve"))
}

/// All that exists but for versions, which never come again.
fn account(service: &Service, folder: &Folder) -> Value {
    let mut state = service.run(folder, "observe").ok().json();
    strip(&mut state);
    state
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for volatile in ["etag", "last_modified_time"] {
                members.remove(volatile);
            }
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn strip_tags(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(tags) = members.get_mut("tags") {
                *tags = if tags.is_array() { serde_json::json!([]) } else { serde_json::json!({}) };
            }
            members.values_mut().for_each(strip_tags);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_tags),
        _ => {}
    }
}

fn with_comment(comment: &str) -> String {
    PUBLISHED.replace("Example connection function", comment)
}

#[test]
fn an_update_goes_back_in_both_stages() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    let before = account(&service, &folder);
    folder.write(
        "main.tf",
        PUBLISHED.replace("Example connection", "Another").replace("event.request", "event. request"),
    );
    let receipt = receipt_of(&service, &folder, "apply --auto-approve");
    assert_ne!(account(&service, &folder), before);

    let ended = service.run(&folder, &format!("rollback {receipt}")).code(1);
    ended
        .err_has("there is no terminal to ask on")
        .err_has(&format!("`connfn rollback {receipt} --out back.json` and then `connfn apply back.json`"))
        .out_has("Rollback: this undoes the run")
        .out_has("1 to publish");
    let ended = rollback(&service, &folder, &receipt).ok();
    ended
        .err_has("Rollback complete! Resources: 0 added, 1 changed, 0 destroyed. 1 published.")
        .err_has("the next apply brings it back");
    assert_eq!(account(&service, &folder), before);
    // It is done, and a rollback can be undone too.
    rollback(&service, &folder, &receipt).ok().out_has("No changes.");
    let undone = last_receipt(&folder);
    rollback(&service, &folder, &undone).ok();
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn what_was_created_goes_and_what_was_deleted_comes_again() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    let store = "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"s\"\n}\n";
    let created = receipt_of(&service, &folder, "apply --auto-approve");
    folder.write("main.tf", format!("{PUBLISHED}{store}"));
    let grown = receipt_of(&service, &folder, "apply --auto-approve");
    rollback(&service, &folder, &grown).ok().out_has("the run created it").err_has("1 destroyed");

    let destroyed = receipt_of(&service, &folder, "destroy --auto-approve");
    let ended = rollback(&service, &folder, &destroyed).ok();
    ended.out_has("the run deleted it: it is created again").out_has("its id and ARN will be new ones");
    folder.write("main.tf", PUBLISHED);
    service.run(&folder, "plan --detailed-exitcode").ok();

    // The function that the first run made is gone; another has its name.
    let ended = rollback(&service, &folder, &created).ok();
    ended.out_has("is not the one that the run made").out_has("No changes.");
}

#[test]
fn stages_that_differed_differ_again() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    folder.write("main.tf", with_comment("DEVELOPMENT alone").replace("publish = true", "publish = false"));
    service.run(&folder, "apply --auto-approve").ok();
    let before = account(&service, &folder);
    folder.write("main.tf", with_comment("Both"));
    let receipt = receipt_of(&service, &folder, "apply --auto-approve");
    let ended = rollback(&service, &folder, &receipt).ok();
    ended.out_has("LIVE and DEVELOPMENT differed before: DEVELOPMENT gets back its own");
    assert_eq!(account(&service, &folder), before);
}

#[test]
fn what_was_adopted_leaves_the_stack() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --auto-approve").ok();
    // Without its tags it is nobody's.
    let mut state: Value = serde_json::from_str(&folder.read(".connfn/emulator.json")).unwrap();
    strip_tags(&mut state);
    folder.write(".connfn/emulator.json", state.to_string());
    folder.write("main.tf", with_comment("Adopted"));
    folder.emulated("plan").code(1).out_has("[CF0401]");
    folder.emulated("apply --adopt --auto-approve").ok();
    let receipt = last_receipt(&folder);
    let ended = folder.emulated(&format!("rollback {receipt} --auto-approve")).ok();
    ended.out_has("will be updated in-place and released from the stack").err_has("1 released, 0 added, 1 changed");
    let shown = folder.emulated("show --format json").ok().json();
    assert!(shown["resources"][0]["stack"].is_null(), "{shown}");
    assert_eq!(shown["resources"][0]["attributes"]["tags_all"], serde_json::json!({}));
    folder.write("main.tf", PUBLISHED);
    folder.emulated("plan --adopt").ok().out_has("1 to adopt, 0 to add, 0 to change, 0 to destroy.");
    folder.emulated("apply --adopt --auto-approve").ok();
    let receipt = last_receipt(&folder);
    folder.emulated(&format!("rollback {receipt} --auto-approve")).ok().out_has("will be released from the stack");
}

#[test]
fn a_run_that_failed_is_undone_as_far_as_it_came() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    let before = account(&service, &folder);
    folder.write("main.tf", with_comment("Another"));
    service.faults(vec![FaultRule::on("PublishConnectionFunction", When::Always, FaultKind::AccessDenied)]);
    service.run(&folder, "apply --auto-approve").code(1);
    let receipt = last_receipt(&folder);
    service.faults(Vec::new());
    rollback(&service, &folder, &receipt).ok().err_has("That run did not complete");
    assert_eq!(account(&service, &folder), before);
}

#[test]
fn what_changed_since_is_said() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    folder.write("main.tf", with_comment("Second"));
    let receipt = receipt_of(&service, &folder, "apply --auto-approve");
    folder.write("main.tf", with_comment("Third"));
    service.run(&folder, "apply --auto-approve").ok();
    let ended = service.run(&folder, &format!("rollback {receipt} --out plan.json")).ok();
    ended.out_has(&format!("Note: {ADDRESS}: changed since the run")).err_has("connfn apply plan.json");
    service.run(&folder, "apply plan.json").ok().out_has("Rollback:");
    folder.write("main.tf", PUBLISHED);
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn a_receipt_is_believed_no_more_than_a_plan() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    let receipt = receipt_of(&service, &folder, "apply --auto-approve");
    let text = folder.read(&receipt);
    let try_text = |text: &str| {
        folder.write("receipt.json", text);
        service.run(&folder, "rollback receipt.json --auto-approve").code(1)
    };
    try_text("{").err_has("error[CF0601]").err_has("cut short");
    try_text(&text.replace("\"format_version\": 2", "\"format_version\": 1")).err_has("error[CF0602]").err_has("older");
    try_text(&text.replace("\"result\": \"complete\"", "\"result\": \"failed\"")).err_has("error[CF0603]");
    try_text(&service.run(&folder, "observe").ok().out).err_has("error[CF060");
    service
        .run(&folder, "rollback gone.json")
        .code(1)
        .err_has("cannot read the receipt `gone.json`")
        .err_has(".connfn/receipts");
}

/// A function with a store.
const WITH_STORE: &str = r#"
resource "aws_cloudfront_key_value_store" "devices" {
  name    = "devices"
  comment = "first"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = "async function connectionHandler(connection) { connection.allow(); }"
  publish                  = true
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "first"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.devices.arn
    }
  }
  tags = {
    Team = "edge"
  }
}
"#;

#[test]
fn renamed_and_retagged_functions_and_stores_go_back() {
    let (folder, service) = (Folder::with("main.tf", WITH_STORE), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    let before = account(&service, &folder);
    let changed = WITH_STORE.replace("\"gate\"\n  connection", "\"portal\"\n  connection").replace("first", "second");
    folder.write("main.tf", changed.replace("Team = \"edge\"", "Team = \"core\"\n    New = \"x\""));
    let receipt = receipt_of(&service, &folder, "apply --auto-approve");
    rollback(&service, &folder, &receipt).ok();
    // The function has a new id, and all else is the same.
    let names = |account: &Value| {
        let functions = account["functions"].as_object().unwrap().values();
        functions.map(|f| [&f["name"], &f["tags"], &f["development"], &f["live"]].map(Clone::clone)).collect::<Vec<_>>()
    };
    let after = account(&service, &folder);
    assert_eq!(names(&after), names(&before));
    assert_eq!(after["stores"], before["stores"]);
    folder.write("main.tf", WITH_STORE);
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn a_store_that_comes_again_is_named_by_its_new_arn() {
    let (folder, service) = (Folder::with("main.tf", WITH_STORE), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    // LIVE and DEVELOPMENT differ when all of it goes.
    folder.write(
        "main.tf",
        WITH_STORE.replace("comment = \"first\"\n    key", "comment = \"ahead\"\n    key").replace("= true", "= false"),
    );
    service.run(&folder, "apply --auto-approve").ok();
    let receipt = receipt_of(&service, &folder, "destroy --auto-approve");
    let ended = rollback(&service, &folder, &receipt).ok().out_has("it will hold no keys");
    ended.out_has("DEVELOPMENT gets back its own");
    service.run(&folder, "plan --detailed-exitcode").ok();
    let account = account(&service, &folder);
    let function = account["functions"].as_object().unwrap().values().next().unwrap();
    assert_eq!(function["development"]["comment"], "ahead");
    assert_eq!(function["live"]["comment"], "first");
    assert_eq!(function["live"]["store_arns"][0], account["stores"]["devices"]["arn"]);
}

#[test]
fn a_receipt_of_another_stack_than_the_environment_says_is_refused() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --stack one --auto-approve").ok();
    let receipt = format!(".connfn/receipts/{}", folder.list(".connfn/receipts")[0]);
    let mut command = folder.command(&format!("rollback {receipt} --auto-approve --emulator"));
    let refused = Ended::of(command.env("CONNFN_STACK", "two")).code(1);
    refused.err_has("the receipt is of stack `one`, and `CONNFN_STACK` says `two`");
    Ended::of(command.env("CONNFN_STACK", "one")).ok().err_has("Rollback complete!");
}
