//! The life of a function and its stores, situation by situation: each ends with nothing left to plan.

use crate::{
    hands::{EDITED, Hand, NAME},
    support::{ADDRESS, Ended, Folder, PUBLISHED, Service},
};
use connfn::operation::Stage;
use connfn_emulator::{FaultKind, FaultRule, When};
use std::time::Duration;

const BASIC: &str = include_str!("seed/basic.tf");
const STORE: &str = include_str!("seed/store.tf");

/// A folder whose configuration was applied to a service of its own.
struct Site {
    folder: Folder,
    service: Service,
    hand: Hand,
}

impl Site {
    fn of(text: &str) -> Self {
        let (folder, service) = (Folder::with("main.tf", text), Service::start());
        let hand = Hand::at(&service);
        service.run(&folder, "apply --auto-approve").ok();
        Self { folder, service, hand }
    }

    fn write(&self, text: &str) -> &Self {
        self.folder.write("main.tf", text);
        self
    }

    #[track_caller]
    fn plan(&self, code: i32) -> Ended {
        self.service.run(&self.folder, "plan --detailed-exitcode").code(code)
    }

    /// Applies, and then nothing is left to plan.
    #[track_caller]
    fn settles(&self) -> Ended {
        let ended = self.service.run(&self.folder, "apply --auto-approve").ok();
        self.plan(0).out_has("No changes.");
        ended
    }

    /// The operations that have changed something since the site was made.
    fn changes_of<T>(&self, during: impl FnOnce() -> T) -> Vec<String> {
        let before = self.service.changes().len();
        during();
        self.service.changes().split_off(before)
    }
}

#[test]
fn a_function_that_disappeared_is_created_again() {
    let site = Site::of(PUBLISHED);
    site.hand.delete();
    site.plan(2).out_has("will be created");
    site.settles().err_has("1 added, 0 changed, 0 destroyed. 1 published.");
}

#[test]
fn an_update_is_published_if_the_configuration_says_so() {
    let site = Site::of(PUBLISHED);
    site.write(&PUBLISHED.replace("return event.request;", "return event;"));
    site.plan(2).out_has("1 to change").out_has("1 to publish");
    site.settles().err_has("0 added, 1 changed, 0 destroyed. 1 published.");
    assert_eq!(site.hand.code(Stage::Live), site.hand.code(Stage::Development));
}

#[test]
fn an_update_that_is_not_to_be_published_is_not() {
    let site = Site::of(BASIC);
    site.write(&BASIC.replace("Example connection", "Another"));
    let changes = site.changes_of(|| site.settles());
    assert_eq!(changes, ["UpdateConnectionFunction"]);
    let shown = site.service.run(&site.folder, &format!("show {NAME}")).ok();
    shown.out_has("Another function").out_has("live_stage_etag          = \"\"");
}

#[test]
fn a_missing_live_stage_is_published() {
    let site = Site::of(BASIC);
    site.write(PUBLISHED).plan(2).out_has("1 to publish");
    assert_eq!(site.changes_of(|| site.settles()), ["PublishConnectionFunction"]);
}

#[test]
fn a_stale_live_stage_is_published_with_its_difference_shown() {
    let site = Site::of(PUBLISHED);
    site.write(&BASIC.replace("return event.request;", "return event;")).settles();
    site.write(&PUBLISHED.replace("return event.request;", "return event;"));
    let plan = site.plan(2).out_has("1 to publish");
    plan.out_has("return event.request;").out_has("return event;");
    assert_eq!(site.changes_of(|| site.settles()), ["PublishConnectionFunction"]);
}

#[test]
fn a_live_stage_that_another_hand_edited_is_set_right() {
    let site = Site::of(PUBLISHED);
    site.hand.edit();
    site.hand.publish();
    site.plan(2).out_has("// by hand").out_has("1 to publish");
    site.settles();
    assert!(site.hand.code(Stage::Live).contains("return event.request;"));
}

#[test]
fn a_development_stage_that_another_hand_edited_is_set_right() {
    let site = Site::of(PUBLISHED);
    site.hand.edit();
    site.plan(2).out_has("drift").out_has("// by hand");
    site.settles();
    assert!(!site.hand.code(Stage::Development).contains("by hand"));
}

#[test]
fn an_update_whose_publication_failed_is_published_by_the_next_plan() {
    let site = Site::of(PUBLISHED);
    site.write(&PUBLISHED.replace("return event.request;", "return event;"));
    site.service.faults(vec![FaultRule::on("PublishConnectionFunction", When::Always, FaultKind::AccessDenied)]);
    site.service.run(&site.folder, "apply --auto-approve").code(1);
    site.service.faults(Vec::new());
    site.plan(2).out_has("1 to publish");
    assert_eq!(site.changes_of(|| site.settles()), ["PublishConnectionFunction"]);
}

#[test]
fn a_function_in_use_is_updated_and_published() {
    let site = Site::of(PUBLISHED);
    site.hand.associate();
    site.write(&PUBLISHED.replace("return event.request;", "return event;"));
    site.settles().err_has("1 published.");
    site.service.run(&site.folder, &format!("show {NAME}")).ok().out_has("return event;");
}

#[test]
fn publishing_turned_off_leaves_live_and_says_so() {
    let site = Site::of(PUBLISHED);
    let plan = site.write(&PUBLISHED.replace("publish = true", "publish = false")).plan(0);
    plan.out_has("LIVE").out_has("unpublish");
    assert_eq!(site.changes_of(|| site.settles()), Vec::<String>::new());
    assert!(site.hand.code(Stage::Live).contains("return event.request;"));
}

#[test]
fn a_renamed_function_is_there_before_the_old_one_goes() {
    let site = Site::of(PUBLISHED);
    site.write(&PUBLISHED.replace(NAME, "renamed")).plan(2).out_has("must be replaced");
    let changes = site.changes_of(|| site.settles());
    let expected = ["CreateConnectionFunction", "PublishConnectionFunction", "DeleteConnectionFunction"];
    assert_eq!(changes, expected);
}

#[test]
fn what_is_in_use_is_neither_replaced_nor_deleted() {
    let site = Site::of(PUBLISHED);
    let distribution = site.hand.associate();
    let changes = site.changes_of(|| {
        for text in [PUBLISHED.replace(NAME, "renamed"), "locals {}\n".to_owned()] {
            site.write(&text);
            site.plan(1).out_has("[CF0403]").out_has(&distribution);
            site.service.run(&site.folder, "apply --auto-approve").code(1).out_has(&distribution);
        }
        site.service.run(&site.folder, "destroy --auto-approve").code(1).out_has(&distribution);
    });
    assert_eq!(changes, Vec::<String>::new());
    site.write(PUBLISHED).plan(0);
}

#[test]
fn what_exists_is_adopted_by_option() {
    let (folder, service) = (Folder::with("main.tf", PUBLISHED), Service::start());
    let hand = Hand::at(&service);
    hand.create();
    let refused = service.run(&folder, "plan").code(1);
    refused.out_has("[CF0401]").out_has("--adopt").out_has("import");
    service.run(&folder, "apply --auto-approve").code(1);
    service.run(&folder, "apply --auto-approve --adopt").ok().err_has("1 published.");
    assert!(!hand.code(Stage::Live).contains("by hand"));
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn what_exists_as_it_is_wanted_is_adopted_by_a_block_and_only_tagged() {
    let (folder, service) = (Folder::new(), Service::start());
    let hand = Hand::at(&service);
    hand.create();
    let id = service.run(&folder, "show --format json").ok().json()["resources"][0]["import_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let theirs = BASIC.replace("function handler(event) { return event.request; }", EDITED);
    let theirs = theirs.replace("Example connection function", "theirs");
    folder.write("main.tf", format!("import {{\n  to = {ADDRESS}\n  id = \"{id}\"\n}}\n{theirs}"));
    let before = service.changes().len();
    service.run(&folder, "apply --auto-approve").ok();
    assert_eq!(service.changes().split_off(before), ["TagResource"]);
    service.run(&folder, "plan --detailed-exitcode").ok();
}

#[test]
fn what_left_the_configuration_is_deleted_unless_pruning_is_off() {
    let site = Site::of(STORE);
    site.write("locals {}\n");
    let kept = site.service.run(&site.folder, "plan --no-prune --detailed-exitcode").ok();
    kept.out_has("it stays, since pruning is off");
    let changes = site.changes_of(|| site.settles());
    assert_eq!(changes, ["DeleteConnectionFunction", "DeleteKeyValueStore"], "the store goes after its user");
}

#[test]
fn a_store_is_added_swapped_and_removed() {
    let site = Site::of(BASIC);
    let changes = site.changes_of(|| site.write(STORE).settles());
    assert_eq!(changes, ["CreateKeyValueStore", "UpdateConnectionFunction"]);
    // Another store: the function lets go of the old one before that goes.
    let swapped =
        STORE.replace("aws_cloudfront_key_value_store\" \"example\"", "aws_cloudfront_key_value_store\" \"other\"");
    let swapped =
        swapped.replace("key_value_store.example", "key_value_store.other").replace("example-kvs", "other-kvs");
    let changes = site.changes_of(|| site.write(&swapped).settles());
    assert_eq!(changes, ["CreateKeyValueStore", "UpdateConnectionFunction", "DeleteKeyValueStore"]);
    let changes = site.changes_of(|| site.write(BASIC).settles());
    assert_eq!(changes, ["UpdateConnectionFunction", "DeleteKeyValueStore"]);
}

#[test]
fn a_store_that_another_function_uses_is_not_deleted() {
    let site = Site::of(STORE);
    // Another stack's function uses it too.
    let state = site.service.run(&site.folder, "observe").ok().json();
    let arn = state["stores"]["example-kvs"]["arn"].as_str().unwrap();
    let theirs = STORE
        .split_once("\n\n")
        .unwrap()
        .1
        .replace("aws_cloudfront_key_value_store.example.arn", &format!("\"{arn}\""));
    let other = Folder::with("main.tf", &theirs.replace(NAME, "theirs"));
    site.service.run(&other, "apply --auto-approve").ok();
    site.write("locals {}\n").plan(1).out_has("[CF0403]").out_has("theirs");
    site.service.run(&other, "destroy --auto-approve").ok();
    site.settles();
}

#[test]
fn of_two_runs_at_once_the_later_one_changes_nothing_of_the_other() {
    let (service, one) = (Service::start(), Folder::with("main.tf", PUBLISHED));
    service.run(&one, "apply --auto-approve --stack site").ok();
    let other = Folder::with("main.tf", &PUBLISHED.replace("return event.request;", "return 2;"));
    one.write("main.tf", PUBLISHED.replace("return event.request;", "return 1;"));
    // Both have planned when the first of them updates.
    let slow = FaultKind::Latency(Duration::from_millis(1_500));
    service.faults(vec![FaultRule::on("UpdateConnectionFunction", When::Nth(1), slow)]);
    let begin = |folder: &Folder| {
        let mut command = service.command(folder, "apply --auto-approve --stack site");
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let runs = [begin(&one), begin(&other)].map(|child| child.wait_with_output().unwrap());
    let failed: Vec<String> = runs
        .iter()
        .filter(|run| run.status.code() == Some(1))
        .map(|run| String::from_utf8_lossy(&run.stderr).into_owned())
        .collect();
    assert_eq!(failed.len(), 1, "{runs:?}");
    assert!(
        failed[0].contains(
            "changed since the plan was made, by another hand or another run, and differs in `connection_function_code`"
        ),
        "{}",
        failed[0]
    );
    let hand = Hand::at(&service);
    assert_eq!(hand.code(Stage::Live), hand.code(Stage::Development));
    // Whoever applies again has the last word.
    service.run(&one, "apply --auto-approve --stack site").ok();
    assert!(hand.code(Stage::Live).contains("return 1;"));
    service.run(&one, "plan --detailed-exitcode --stack site").ok();
}

#[test]
fn a_hand_edit_between_plan_and_apply_stops_the_apply() {
    let site = Site::of(PUBLISHED);
    site.write(&PUBLISHED.replace("return event.request;", "return event;"));
    site.service.run(&site.folder, "plan --out plan.json").ok();
    site.hand.edit();
    let changes = site.changes_of(|| {
        let ended = site.service.run(&site.folder, "apply plan.json").code(1);
        ended.err_has("error[CF0410]").err_has(NAME);
    });
    assert_eq!(changes, Vec::<String>::new());
    assert_eq!(site.hand.code(Stage::Development), EDITED);
    site.settles();
}
