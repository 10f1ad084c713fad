//! `connfn doctor --live`: it asks, it cleans up, and it says what it could not.

use crate::support::{Ended, Folder, Going, Service};
use connfn_emulator::{Assumption, FaultKind, FaultRule, Faults, When};

/// A service and a folder that holds nothing.
fn begin() -> (Folder, Service) {
    (Folder::new(), Service::start())
}

const LIVE: &str = "doctor --live --prefix trial --auto-approve";

fn ids(ended: &Ended, verdict: &str) -> Vec<String> {
    let report = ended.json();
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["verdict"] == verdict);
    findings.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
}

/// The names of all that there is.
fn names(service: &Service, folder: &Folder) -> Vec<String> {
    let shown = service.run(folder, "show --format json").ok().json();
    let resources = shown["resources"].as_array().unwrap().iter();
    resources.map(|resource| resource["attributes"]["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_emulator_is_as_assumed_and_holds_afterwards_what_it_held() {
    let (folder, service) = begin();
    folder.write("connfn.yaml", "stores: { trial-run: { comment: somebody else's } }\n");
    service.run(&folder, "apply --auto-approve").ok();
    let report = service.run(&folder, &format!("{LIVE} --format json")).ok();
    assert_eq!(ids(&report, "wrong"), [""; 0]);
    assert!(ids(&report, "ok").iter().filter(|id| id.starts_with('A')).count() > 35, "{:?}", ids(&report, "ok"));
    report.err_has("doctor: making functions and stores whose names begin with `trial-");
    // What only begins with the prefix is somebody else's.
    assert_eq!(names(&service, &folder), ["trial-run"]);
}

/// What does not hold is told, alone, and what was made is deleted all the same.
#[test]
fn an_assumption_that_fails_is_told_and_no_other() {
    let (folder, service) = begin();
    for assumption in [Assumption::A13, Assumption::A63] {
        service.faults(Faults::from_iter([assumption]));
        let report = service.run(&folder, &format!("{LIVE} --format json")).code(1);
        assert_eq!(ids(&report, "wrong"), [assumption.id()]);
        assert_eq!(names(&service, &folder), [""; 0]);
    }
}

#[test]
fn nobody_is_changed_who_was_not_asked() {
    let (folder, service) = begin();
    let refused = service.run(&folder, "doctor --live --prefix trial").code(1);
    refused
        .err_has("there is no terminal to ask on, and nothing was done")
        .err_has("help: pass `--auto-approve` to `connfn doctor`");
    assert_eq!(service.take_operations(), [""; 0]);
    service.run(&folder, "doctor --live").code(1).err_has("--prefix <NAME>");
    service.run(&folder, "doctor --prefix trial").code(1).err_has("--live");
    service.run(&folder, "doctor --live --prefix a.b --auto-approve").code(1).err_has("`.` is no character of a name");
    let mut command = service.command(&folder, "doctor --live --prefix trial --to read");
    Ended::of(&mut command).code(1).err_has("cannot be used with");
}

#[test]
fn what_cannot_be_deleted_is_told_and_the_next_run_deletes_it() {
    let (folder, service) = begin();
    // The first deletion asks whether it is permitted.
    service.faults(vec![FaultRule::on("DeleteKeyValueStore", When::From(2), FaultKind::AccessDenied)]);
    let report = service.run(&folder, LIVE).code(1);
    report
        .out_has("\nCleanup\n  wrong        the store `trial-")
        .out_has(" may still be there: ")
        .out_has("aws cloudfront delete-key-value-store");
    let left = names(&service, &folder);
    assert!(!left.is_empty() && left.iter().all(|name| name.starts_with("trial-")), "{left:?}");

    service.faults(Vec::new());
    service.run(&folder, LIVE).ok().out_has("  ok           deleted what an earlier run had left: ");
    assert_eq!(names(&service, &folder), [""; 0]);
}

#[test]
fn what_could_not_be_deleted_is_not_made() {
    let (folder, service) = begin();
    service.faults(vec![FaultRule::on("DeleteConnectionFunction", When::Always, FaultKind::AccessDenied)]);
    let report = service.run(&folder, &format!("{LIVE} --format json")).code(1);
    assert_eq!(ids(&report, "wrong"), ["cloudfront:DeleteConnectionFunction", "not-begun"]);
    let created = service.take_operations().iter().filter(|name| name.starts_with("Create")).count();
    assert_eq!(created, 2, "those that cannot create anything");
    assert_eq!(names(&service, &folder), [""; 0]);
}

/// Nothing is made where nobody may.
#[test]
fn without_permission_nothing_is_known_of_what_it_would_have_shown() {
    let (folder, service) = begin();
    let denied = |name| FaultRule::on(name, When::Always, FaultKind::AccessDenied);
    service.faults(vec![denied("CreateConnectionFunction"), denied("CreateKeyValueStore")]);
    let report = service.run(&folder, &format!("{LIVE} --format json")).code(1);
    assert_eq!(ids(&report, "wrong"), ["cloudfront:CreateConnectionFunction", "cloudfront:CreateKeyValueStore"]);
    assert_eq!(names(&service, &folder), [""; 0]);
}

/// After Ctrl-C nothing more is begun, and all is deleted.
#[cfg(unix)]
#[test]
fn an_interrupted_run_cleans_up() {
    let (folder, service) = begin();
    let publishing = FaultRule::on("PublishConnectionFunction", When::Always, FaultKind::PublishingForever);
    service.faults(vec![publishing]);
    let mut going = Going::start(&mut service.command(&folder, LIVE));
    going.until("doctor: publishing");
    going.signal("INT");
    let ended = going.end().code(130);
    ended
        .err_has("Interrupted: finishing the call in flight, and deleting what was made.")
        .out_has("it was told to stop before its end");
    service.faults(Vec::new());
    assert_eq!(names(&service, &folder), [""; 0]);
}
