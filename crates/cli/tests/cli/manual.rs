//! The manual pages: one for the command, and one for each of its commands that the help names.

use crate::support::Folder;

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new();
    folder.run("man pages/of/man").ok();
    let help = folder.run("--help").ok().out;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut expected: Vec<String> = commands
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .map(|command| format!("connfn-{command}.1"))
        .chain(["connfn.1".to_owned()])
        .collect();
    expected.sort();
    assert!(expected.len() > 15, "{expected:?}");
    assert_eq!(folder.list("pages/of/man"), expected);
    let plan = folder.read("pages/of/man/connfn-plan.1");
    assert!(plan.contains(".TH connfn-plan 1") && plan.contains("\\-\\-detailed\\-exitcode"), "{plan}");
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = Folder::with("file", "");
    folder.run("man file").code(1).err_has("cannot write manual pages to `file`");
}
