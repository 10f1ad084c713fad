//! Saved plans: applied as they were reviewed or not at all.

use crate::support::{Folder, PUBLISHED};

fn planned() -> Folder {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("plan --out plan.json").ok();
    folder
}

#[test]
fn a_saved_plan_is_shown_and_applied_without_a_question() {
    let folder = planned();
    // It needs no configuration any more.
    std::fs::remove_file(folder.path("main.tf")).unwrap();
    folder.emulated("apply plan.json").ok().out_has("will be created").err_has("Apply complete!");
    let ended = folder.emulated("apply plan.json").code(1);
    ended.err_has("error[CF0410]").err_has("has appeared since the plan was made").err_has("make a new plan");
}

#[test]
fn the_command_that_applies_it_reaches_the_same_account() {
    let folder = Folder::with("my site/main.tf", PUBLISHED);
    let plan = folder.command("plan --emulator --out plan.json").arg("my site").output().unwrap();
    let said = String::from_utf8(plan.stderr).unwrap();
    assert!(said.ends_with("connfn apply plan.json --emulator='my site/.connfn/emulator.json'\n"), "{said}");
}

#[test]
fn an_overtaken_plan_stops_before_it_changes_anything() {
    let folder = planned();
    folder.emulated("apply plan.json").ok();
    folder.write("main.tf", PUBLISHED.replace("Example connection", "Second"));
    folder.emulated("plan --out second.json").ok();
    folder.write("main.tf", PUBLISHED.replace("Example connection", "Third"));
    folder.emulated("apply --auto-approve").ok();
    let before = folder.read(".connfn/emulator.json");
    let receipts = folder.list(".connfn/receipts");
    folder.emulated("apply second.json").code(1).err_has("has changed since the plan was made, in `");
    assert_eq!(folder.read(".connfn/emulator.json"), before);
    assert_eq!(folder.list(".connfn/receipts"), receipts, "nothing was run");
}

#[test]
fn a_plan_that_is_not_as_it_was_made_is_refused() {
    let folder = planned();
    let plan = folder.read("plan.json");
    let half = plan.get(..plan.len() / 2).unwrap();
    for (text, code, words) in [
        (plan.replace("Example connection", "Evil"), "CF0503", "changed after it was made"),
        (half.to_owned(), "CF0501", "cut short"),
        (plan.replace("\"format_version\": 1", "\"format_version\": 2"), "CF0502", "newer"),
    ] {
        folder.write("other.json", text);
        folder.emulated("apply other.json").code(1).err_has(&format!("error[{code}]")).err_has(words);
    }
    for text in ["", "[]", "{\"a\": 1}", "hello"] {
        folder.write("other.json", text);
        folder.emulated("apply other.json").code(1).err_has("neither a configuration nor a saved plan");
    }
    folder.emulated("apply gone.json").code(1).err_has("there is no file or folder `gone.json`");
}

#[test]
fn a_plan_s_own_decisions_stand() {
    let folder = planned();
    folder.emulated("apply plan.json --adopt").code(1).err_has("this plan is made already");
    folder.emulated("apply plan.json --stack other").code(1).err_has("not of `other`");
}

#[test]
fn a_plan_is_written_whole_and_never_over_something_else() {
    let folder = planned();
    folder.write("main.tf", PUBLISHED.replace("Example connection", "Second"));
    folder.emulated("plan --out plan.json").ok();
    assert!(folder.read("plan.json").contains("Second") && folder.read("plan.json").ends_with("}\n"));
    folder.emulated("plan --out no/such/folder/plan.json").code(1).err_has("cannot save the plan");
    std::fs::create_dir(folder.path("taken")).unwrap();
    folder.emulated("plan --out taken").code(1).err_has("not a regular file");
    assert_eq!(folder.list("."), [".connfn", "main.tf", "plan.json", "taken"], "nothing half written");
    folder.write("gate.js", "function connectionHandler(connection) {}");
    folder.write("empty.json", "");
    for taken in ["main.tf", "new.tf", "gate.js", ".connfn/stack", ".connfn/new.json"] {
        let before = folder.path(taken).exists().then(|| folder.read(taken));
        folder.emulated(&format!("plan --out {taken}")).code(1).err_has("cannot save the plan");
        folder.emulated(&format!("observe --out {taken}")).code(1).err_has("cannot write");
        assert_eq!(folder.path(taken).exists().then(|| folder.read(taken)), before, "{taken}");
    }
    folder.emulated("plan --out empty.json").ok();
    folder.emulated("observe --out plan.json").ok();
}

#[test]
fn a_receipt_is_no_plan_and_is_not_written_over() {
    let folder = planned();
    folder.emulated("apply plan.json").ok();
    let receipt = format!(".connfn/receipts/{}", folder.list(".connfn/receipts").first().unwrap());
    let text = folder.read(&receipt);
    folder
        .emulated(&format!("apply {receipt}"))
        .code(1)
        .err_has("this is not a plan")
        .err_has("`connfn rollback` undoes");
    folder
        .emulated("rollback plan.json")
        .code(1)
        .err_has("this is not a receipt")
        .err_has("`connfn apply` carries it out");
    folder.emulated(&format!("rollback {receipt} --out {receipt}")).code(1).err_has("connfn's own");
    folder.write("receipt.json", &text);
    folder.emulated(&format!("rollback {receipt} --out receipt.json")).code(1).err_has("neither a plan nor");
    assert_eq!((folder.read(&receipt), folder.read("receipt.json")), (text.clone(), text));
}
