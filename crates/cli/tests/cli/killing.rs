//! `apply` killed by force at every call boundary of a plan with all kinds of steps: a plain plan and apply then make it
//! right, whatever the run had come to.

#![cfg(unix)]

use crate::support::{Ended, Folder};
use connfn_emulator::{Emulator, FaultKind, FaultRule, Handle, When};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";
const DENY: &str = "function connectionHandler(c) { c.deny(); }";
const THEIRS: &str = "function connectionHandler(c) { c.deny(); } // theirs";

fn function(label: &str, name: &str, code: &str, store: Option<&str>, team: &str) -> String {
    let association = store.map_or_else(String::new, |store| {
        format!(
            "    key_value_store_association {{\n      key_value_store_arn = \
             aws_cloudfront_key_value_store.{store}.arn\n    }}\n"
        )
    });
    format!(
        "resource \"aws_cloudfront_connection_function\" \"{label}\" {{\n  name = \"{name}\"\n  connection_function_code = \
         \"{code}\"\n  publish = true\n  tags = {{\n    Team = \"{team}\"\n  }}\n  connection_function_config {{\n    \
         runtime = \"cloudfront-js-2.0\"\n    comment = \"\"\n{association}  }}\n}}\n"
    )
}

fn store(label: &str, name: &str, comment: &str) -> String {
    format!(
        "resource \"aws_cloudfront_key_value_store\" \"{label}\" {{\n  name = \"{name}\"\n  comment = \"{comment}\"\n}}\n"
    )
}

fn earlier() -> String {
    let mut text = String::new();
    let _ = write!(text, "{}", function("changed", "changed", ALLOW, Some("renamed"), "edge"));
    let _ = write!(text, "{}", function("gone", "gone", ALLOW, None, "edge"));
    let _ = write!(text, "{}", function("renamed", "old-name", ALLOW, Some("edited"), "edge"));
    let _ = write!(text, "{}", function("tagged", "tagged", ALLOW, None, "edge"));
    text + &store("edited", "edited", "old") + &store("gone", "gone", "") + &store("renamed", "old-store", "")
}

fn later() -> String {
    let mut text = String::new();
    let _ = write!(text, "{}", function("changed", "changed", DENY, Some("renamed"), "edge"));
    let _ = write!(text, "{}", function("new", "new", DENY, Some("new"), "edge"));
    let _ = write!(text, "{}", function("renamed", "new-name", ALLOW, Some("edited"), "edge"));
    let _ = write!(text, "{}", function("tagged", "tagged", ALLOW, None, "core"));
    text + &store("edited", "edited", "new") + &store("new", "new", "") + &store("renamed", "new-store", "")
}

/// What `later` leaves the stack with: names, addresses, and the code of LIVE.
fn wanted() -> BTreeMap<String, (String, Option<String>)> {
    let function = |label: &str| format!("aws_cloudfront_connection_function.{label}");
    let store = |label: &str| format!("aws_cloudfront_key_value_store.{label}");
    let live = |code: &str| Some(code.to_owned());
    BTreeMap::from([
        ("changed".to_owned(), (function("changed"), live(DENY))),
        ("new".to_owned(), (function("new"), live(DENY))),
        ("new-name".to_owned(), (function("renamed"), live(ALLOW))),
        ("tagged".to_owned(), (function("tagged"), live(ALLOW))),
        ("edited".to_owned(), (store("edited"), None)),
        ("new (store)".to_owned(), (store("new"), None)),
        ("new-store".to_owned(), (store("renamed"), None)),
    ])
}

/// An emulator with an account in a file, in which nothing takes long.
struct Cloud {
    handle: Handle,
    runtime: Runtime,
}

impl Cloud {
    fn on(file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let moment = Duration::from_millis(20);
        let builder = Emulator::builder().publishing(moment).provisioning(moment).state_file(file);
        let handle = runtime.block_on(builder.start(([127, 0, 0, 1], 0).into())).unwrap();
        Self { handle, runtime }
    }

    fn end(self) {
        self.runtime.block_on(self.handle.shutdown());
    }

    fn command(&self, folder: &Folder, arguments: &str) -> std::process::Command {
        folder.command(&format!("{arguments} --endpoint-url {}", self.handle.endpoint_url()))
    }

    fn run(&self, folder: &Folder, arguments: &str) -> Ended {
        Ended::of(&mut self.command(folder, arguments))
    }

    /// All that there is, as `connfn observe` reads it.
    fn observe(&self, folder: &Folder) -> Value {
        self.run(folder, "observe").ok().json()
    }
}

/// The resources of one stack: names, addresses, and the code of LIVE.
fn owned_by(state: &Value, stack: &str) -> BTreeMap<String, (String, Option<String>)> {
    let mut owned = BTreeMap::new();
    for function in state["functions"].as_object().unwrap().values().filter(|it| it["tags"]["connfn:stack"] == stack) {
        let live = function["live"]["content"]["code"].as_str();
        let code = live.map(|digest| state["code"][digest].as_str().unwrap().to_owned());
        let address = function["tags"]["connfn:address"].as_str().unwrap_or_default().to_owned();
        let before = owned.insert(function["name"].as_str().unwrap().to_owned(), (address, code));
        assert!(before.is_none(), "two functions of one name");
    }
    for (name, store) in
        state["stores"].as_object().unwrap().iter().filter(|(_, it)| it["tags"]["connfn:stack"] == stack)
    {
        let address = store["tags"]["connfn:address"].as_str().unwrap_or_default().to_owned();
        let name = if owned.contains_key(name) { format!("{name} (store)") } else { name.clone() };
        owned.insert(name, (address, None));
    }
    owned
}

/// The account before the plan: a stack's past, and what another stack owns.
fn past(file: &Path) {
    let cloud = Cloud::on(file);
    let theirs = Folder::with(
        "main.tf",
        &(function("theirs", "theirs", THEIRS, Some("theirs"), "x") + &store("theirs", "theirs-store", "")),
    );
    cloud.run(&theirs, "apply --auto-approve --stack theirs").ok();
    cloud.run(&Folder::with("main.tf", &earlier()), "apply --auto-approve --stack mine").ok();
    cloud.end();
}

/// How many calls `apply` makes before the first that changes something, and in all.
fn calls(folder: &Folder, file: &Path) -> (u32, u32) {
    let cloud = Cloud::on(file);
    cloud.run(folder, "apply --auto-approve --stack mine").ok();
    let calls = cloud.handle.calls();
    cloud.end();
    let reads = ["Get", "Describe", "List"];
    let changes = |operation: &str| !reads.iter().any(|read| operation.starts_with(read));
    let first = calls.iter().position(|call| changes(&call.operation)).unwrap();
    let kinds: std::collections::BTreeSet<&str> =
        calls.iter().map(|call| call.operation.as_str()).filter(|operation| changes(operation)).collect();
    assert!(kinds.len() >= 8, "the plan should have all kinds of steps: {kinds:?}");
    (u32::try_from(first).unwrap(), u32::try_from(calls.len()).unwrap())
}

/// Kills the run when this many calls are done and before another is.
fn kill_after(done: u32, file: &Path) {
    let (folder, cloud) = (Folder::with("main.tf", &later()), Cloud::on(file));
    let before = cloud.observe(&folder);
    cloud.handle.clear_calls();
    let held = FaultKind::Latency(Duration::from_mins(10));
    cloud.handle.set_faults(vec![FaultRule::on_all(When::From(done + 1), held)]);
    let mut apply = cloud.command(&folder, "apply --auto-approve --stack mine");
    let mut child = apply.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while cloud.handle.calls().len() < usize::try_from(done).unwrap() && child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_mins(1), "the run does not come to its call {done}");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    cloud.handle.set_faults(Vec::new());

    let midway = cloud.observe(&folder);
    let (lives, wanted) = (owned_by(&before, "mine"), wanted());
    for (name, (_, live)) in owned_by(&midway, "mine") {
        let asked = [&lives, &wanted].into_iter().filter_map(|it| it.get(&name)).any(|(_, code)| *code == live);
        assert!(live.is_none() || asked, "LIVE of {name} holds {live:?}");
    }
    cloud.run(&folder, "apply --auto-approve --stack mine").ok();
    cloud.run(&folder, "plan --detailed-exitcode --stack mine").ok().out_has("No changes.");
    let after = cloud.observe(&folder);
    assert_eq!(owned_by(&after, "mine"), wanted, "killed after {done} calls");
    assert_eq!(owned_by(&after, "theirs"), owned_by(&before, "theirs"));
    let tagged =
        after["functions"].as_object().unwrap().values().find(|function| function["name"] == "tagged").unwrap();
    assert_eq!(tagged["tags"]["Team"], "core");
    let count = |kind: &str| after[kind].as_object().unwrap().len();
    assert_eq!((count("functions"), count("stores")), (5, 4), "something is orphaned");
    cloud.end();
}

#[test]
fn killed_at_any_call_it_is_made_right_by_the_next() {
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("past.json");
    past(&file);
    let copy = |name: &str| {
        let copy = files.path().join(name);
        std::fs::copy(&file, &copy).unwrap();
        copy
    };
    let (first, all) = calls(&Folder::with("main.tf", &later()), &copy("counted.json"));
    let (next, failed) = (AtomicUsize::new(usize::try_from(first).unwrap()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                loop {
                    let done = u32::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
                    if done >= all {
                        return;
                    }
                    let copy = copy(&format!("{done}.json"));
                    if std::panic::catch_unwind(|| kill_after(done, &copy)).is_err() {
                        failed.lock().unwrap().push(done);
                    }
                }
            });
        }
    });
    println!("killed after each of the calls {first} to {all}");
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "not made right when killed after so many calls: {failed:?}");
}
