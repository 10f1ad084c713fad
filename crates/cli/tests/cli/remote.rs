//! `--remote-tests`: CloudFront runs the tests too, and what fails there is not published.

#![cfg(unix)]

use crate::support::{Folder, Going};

const MAIN: &str = r#"
resource "aws_cloudfront_key_value_store" "known" {
  name = "known"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gate.js")
  publish                  = true

  connection_function_config {
    comment = ""
    runtime = "cloudfront-js-2.0"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.known.arn
    }
  }
}
"#;

const GATE: &str = "import cf from 'cloudfront';

async function connectionHandler(connection) {
  const known = await cf.kvs().exists(connection.clientIp);
  if (known) {
    connection.allow();
  } else {
    connection.deny();
  }
}
";

/// What the tests take the store to hold.
const TESTS: &str = "
- name: who is known comes in
  connection: { clientIp: 192.0.2.1 }
  store: { 192.0.2.1: yes }
  expect: allow
- name: who is not does not
  connection: { clientIp: 192.0.2.2 }
  store: { 192.0.2.1: yes }
  expect: deny
";

fn folder() -> Folder {
    let folder = Folder::with("main.tf", MAIN);
    folder.write("gate.js", GATE);
    folder.write("gate.test.yaml", TESTS);
    folder
}

/// Lets the store of the emulated account hold what the tests take it to hold.
fn fill_the_store(folder: &Folder) {
    folder.write("items.json", r#"{"data":[{"key":"192.0.2.1","value":"yes"}]}"#);
    let mut going =
        Going::start(&mut folder.command("emulator --state .connfn/emulator.json --items known=items.json"));
    going.until("AWS_REGION=us-east-1");
    going.signal("INT");
    going.end().code(0);
}

#[test]
fn what_fails_at_cloudfront_is_not_published_until_it_passes() {
    let folder = folder();
    // The store is new and empty, so nobody is known.
    let ended = folder.emulated("apply --remote-tests --auto-approve").code(1);
    let ended = ended.out_has("# CloudFront runs 2 tests on DEVELOPMENT first, and publishes only if all pass:");
    let ended = ended.err_has("testing `who is known comes in`").err_has("test `who is not does not` passed after");
    let ended = ended
        .err_has("test `who is known comes in` failed: TestConnectionFunction: `allow` is expected, and CloudFront");
    ended
        .err_has("LIVE stays as it was")
        .err_has("gate/publish, since `aws_cloudfront_connection_function.gate/test-1` failed");
    let receipt = folder.receipt();
    let tests = receipt["steps"].as_array().unwrap().iter().filter(|step| !step["test"].is_null());
    let told: Vec<_> =
        tests.map(|step| (step["test"]["name"].as_str().unwrap(), step["status"].as_str().unwrap())).collect();
    assert_eq!(told, [("who is known comes in", "failed"), ("who is not does not", "done")]);

    // DEVELOPMENT holds the function, so all that is left is to publish it, and to test it before that.
    let again = folder.emulated("plan --remote-tests --detailed-exitcode").code(2);
    again.out_has("# CloudFront runs 2 tests on DEVELOPMENT first").out_has("1 to publish");
    fill_the_store(&folder);
    folder.emulated("apply --remote-tests --auto-approve").ok().err_has("1 published.");
    folder.emulated("plan --remote-tests --detailed-exitcode").ok().out_has("No changes.");
}

#[test]
fn a_saved_plan_holds_its_tests() {
    let folder = folder();
    folder.emulated("plan --remote-tests --out plan.json").ok();
    folder.emulated("apply --remote-tests plan.json").code(1).err_has("say how to plan, and this plan is made already");
    let ended = folder.emulated("apply plan.json").code(1);
    ended.err_has("test `who is known comes in` failed");
    folder.emulated("plan --out untested.json").ok();
    folder.emulated("apply untested.json").ok().err_has("1 published.");
}
