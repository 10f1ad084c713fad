//! Runs that are cut short, by Ctrl-C or by force: what is under way is finished or not, and the next plan knows.

#![cfg(unix)]

use crate::support::{ADDRESS, Folder, Going, PUBLISHED, Service};
use connfn_emulator::{FaultKind, FaultRule, When};
use std::time::Duration;

/// A run in the middle of a slow call.
fn within(operation: &str, line: &str) -> (Folder, Service, Going) {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    let slow = FaultKind::Latency(Duration::from_millis(700));
    service.faults(vec![FaultRule::on(operation, When::Nth(1), slow)]);
    let mut going = Going::start(&mut service.command(&folder, "apply --auto-approve"));
    going.until(line);
    (folder, service, going)
}

fn converges(folder: &Folder, service: &Service) {
    service.run(folder, "plan --detailed-exitcode").code(2);
    service.run(folder, "apply --auto-approve").ok();
    service.run(folder, "plan --detailed-exitcode").ok().out_has("No changes.");
}

#[test]
fn the_first_interrupt_finishes_the_call_and_begins_no_other() {
    for signal in ["INT", "TERM"] {
        let (folder, service, going) = within("CreateConnectionFunction", ": creating");
        going.signal(signal);
        let ended = going.end().code(130).err_has("Interrupted: finishing the calls in flight");
        let ended = ended.err_has(&format!("Done:\n  {ADDRESS}/create\n")).err_has(&format!("  {ADDRESS}/publish\n"));
        ended.err_has("Apply was interrupted: 1 of 4 steps are done. Plan again: it starts from what is there.");
        assert_eq!(service.changes(), ["CreateConnectionFunction"]);
        assert_eq!(folder.receipt()["result"], "cancelled");
        converges(&folder, &service);
    }
}

#[test]
fn the_second_interrupt_ends_at_once() {
    let (folder, service, mut going) = within("CreateConnectionFunction", ": creating");
    going.signal("INT");
    going.until("Once more to end at once.");
    going.signal("INT");
    going.end().code(130);
    assert_eq!(service.changes(), Vec::<String>::new(), "the call was still under way");
    assert_eq!(folder.receipt()["result"], "unfinished");
}

#[test]
fn a_killed_run_is_continued_by_the_next() {
    let (folder, service, going) = within("PublishConnectionFunction", ": publishing");
    going.signal("KILL");
    assert_eq!(going.end().code, None);
    let receipt = folder.receipt();
    assert_eq!(receipt["result"], "unfinished");
    assert_eq!(receipt["steps"][0]["id"], format!("{ADDRESS}/create"));
    converges(&folder, &service);
}

#[test]
fn a_killed_run_leaves_the_embedded_emulator_s_state_whole() {
    let folder = Folder::with("main.tf", include_str!("seed/store.tf"));
    let mut going = Going::start(&mut folder.command("apply --auto-approve --emulator"));
    going.until("still PROVISIONING");
    going.signal("KILL");
    assert_eq!(going.end().code, None);
    folder.emulated("plan --detailed-exitcode").code(2).out_has("Plan: 1 to add");
    folder.emulated("apply --auto-approve").ok();
    folder.emulated("plan --detailed-exitcode").ok();
}
