//! `--target`: plans for some resources, which leave everything else alone.

use crate::support::{Ended, Folder, Service};

/// Two functions that share a store, and a third of its own.
const SITE: &str = r#"
resource "aws_cloudfront_key_value_store" "shared" {
  name = "shared"
}

resource "aws_cloudfront_connection_function" "gate" {
  for_each                 = toset(["eu", "us"])
  name                     = "gate-${each.key}"
  connection_function_code = "async function connectionHandler(connection) { connection.allow(); }"
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "a"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.shared.arn
    }
  }
}

resource "aws_cloudfront_connection_function" "door" {
  name                     = "door"
  connection_function_code = "async function connectionHandler(connection) { connection.deny(); }"
  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "a"
  }
}
"#;

const GATE: &str = "aws_cloudfront_connection_function.gate";
const DOOR: &str = "aws_cloudfront_connection_function.door";
const STORE: &str = "aws_cloudfront_key_value_store.shared";

/// The names of what exists.
fn names(service: &Service, folder: &Folder) -> Vec<String> {
    let shown = service.run(folder, "show --format json").ok().json();
    let resources = shown["resources"].as_array().unwrap();
    resources.iter().map(|resource| resource["name"].as_str().unwrap().to_owned()).collect()
}

/// Runs with one argument that holds quotes.
fn targeted(service: &Service, folder: &Folder, arguments: &str, target: &str) -> Ended {
    Ended::of(service.command(folder, arguments).args(["--target", target]))
}

#[test]
fn a_target_brings_what_it_refers_to_and_nothing_else() {
    let (folder, service) = (Folder::with("main.tf", SITE), Service::start());
    let instance = format!("{GATE}[\"eu\"]");
    let ended = targeted(&service, &folder, "apply --auto-approve", &instance).ok();
    let ended = ended.out_has("Partial plan:").out_has(&format!("left out: {DOOR} and {GATE}[\"us\"]"));
    ended.out_has("Plan (partial): 2 to add");
    assert_eq!(names(&service, &folder), ["gate-eu", "shared"]);

    // All instances, and the rest as it was: neither made nor pruned.
    folder.write("main.tf", SITE.replace("\"a\"", "\"b\"").replace("\"us\"", "\"asia\""));
    service.run(&folder, &format!("apply --auto-approve --target {GATE}")).ok();
    assert_eq!(names(&service, &folder), ["gate-asia", "gate-eu", "shared"]);
    let ended = service.run(&folder, &format!("plan --target {GATE} --detailed-exitcode")).ok();
    ended.out_has("No changes. CloudFront matches the configuration in what is targeted.");
    service.run(&folder, "plan --detailed-exitcode").code(2).out_has("Plan: 1 to add, 0 to change, 0 to destroy.");
}

#[test]
fn destroying_a_target_destroys_what_uses_it() {
    let (folder, service) = (Folder::with("main.tf", SITE), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    let ended = service.run(&folder, &format!("plan --destroy --target {STORE}")).ok();
    ended.out_has(&format!("{GATE}[\"eu\"] will be destroyed")).out_has(&format!("left out: {DOOR}\n"));
    service.run(&folder, &format!("destroy --auto-approve --target {STORE}")).ok();
    assert_eq!(names(&service, &folder), ["door"]);
    let ended = service.run(&folder, &format!("destroy --auto-approve --target {STORE} --target {DOOR}")).ok();
    ended.err_has("1 destroyed");
    assert_eq!(names(&service, &folder), [""; 0]);
}

#[test]
fn what_left_the_configuration_goes_if_it_is_targeted() {
    let (folder, service) = (Folder::with("main.tf", SITE), Service::start());
    service.run(&folder, "apply --auto-approve").ok();
    folder.write("main.tf", "locals {}\n");
    let instance = format!("{GATE}[\"eu\"]");
    targeted(&service, &folder, "apply --auto-approve", &instance).ok().err_has("1 destroyed");
    assert_eq!(names(&service, &folder), ["door", "gate-us", "shared"]);
}

#[test]
fn a_target_that_means_nothing_is_said_with_what_was_meant() {
    let (folder, service) = (Folder::with("main.tf", SITE), Service::start());
    let ended = service.run(&folder, "plan --target aws_cloudfront_connection_function.dor").code(1);
    ended.out_has("[CF0411]").out_has(&format!("did you mean `{DOOR}`?"));
    service.run(&folder, "destroy --auto-approve --target nonsense").code(1).out_has("[CF0411]");
}

#[test]
fn a_saved_plan_knows_its_targets_and_minds_nothing_else() {
    let (folder, service) = (Folder::with("main.tf", SITE), Service::start());
    service.run(&folder, &format!("plan --target {DOOR} --out plan.json")).ok();
    let plan: serde_json::Value = serde_json::from_str(&folder.read("plan.json")).unwrap();
    assert_eq!(plan["targets"], serde_json::json!([DOOR]));
    service.run(&folder, &format!("apply plan.json --target {DOOR}")).code(1).err_has("this plan is made already");
    // Others come between, which are no concern of this plan.
    service.run(&folder, &format!("apply --auto-approve --target {GATE}")).ok();
    service.run(&folder, "apply plan.json").ok().out_has("Partial plan:");
    service.run(&folder, "plan --detailed-exitcode").ok();
    // It was made for a door that did not exist.
    service.run(&folder, "apply plan.json").code(1).err_has("error[CF0410]");
}
