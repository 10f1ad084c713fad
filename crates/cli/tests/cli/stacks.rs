//! Which stack a folder is, and the file that says so.

use crate::support::{Ended, Folder, PUBLISHED};

#[test]
fn the_first_plan_makes_a_name_and_asks_to_have_it_committed() {
    let folder = Folder::with("My Site!/main.tf", PUBLISHED);
    let plan = |folder: &Folder| {
        let mut command = folder.command("plan --emulator");
        Ended::of(command.current_dir(folder.path("My Site!"))).ok()
    };
    plan(&folder).err_has("Made the stack `My-Site-").err_has("Commit that file");
    let name = folder.read("My Site!/.connfn/stack");
    assert_eq!(name.trim_end().len(), "My-Site-".len() + 8, "{name}");
    assert!(folder.has("My Site!/.connfn/.gitignore"));

    let again = plan(&folder).out_has(&format!("(stack {})", name.trim_end()));
    assert!(!again.err.contains("Made the stack"));

    let other = Folder::with("My Site!/main.tf", PUBLISHED);
    plan(&other);
    assert_ne!(other.read("My Site!/.connfn/stack"), name, "two folders of one name are two stacks");
}

#[test]
fn an_invalid_configuration_makes_nothing() {
    let folder = Folder::with("main.tf", "resource {");
    folder.emulated("plan").code(1);
    folder.run("validate").code(1);
    assert!(!folder.has(".connfn"));
}

#[test]
fn the_option_goes_before_the_variable_and_that_before_the_file() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write(".connfn/stack", "from-file\n");
    let plan = |arguments: &str| {
        Ended::of(folder.command(&format!("plan --emulator {arguments}")).env("CONNFN_STACK", "from-variable")).ok()
    };
    folder.emulated("plan").ok().out_has("(stack from-file)");
    plan("").out_has("(stack from-variable)");
    plan("--stack from-option").out_has("(stack from-option)");
}

#[test]
fn a_file_that_names_no_stack_is_an_error_and_stays() {
    let folder = Folder::with("main.tf", PUBLISHED);
    for (text, words) in [
        ("", "is empty"),
        ("\n", "is empty"),
        ("a b\n", "`a b` in `.connfn/stack` is not the name of a stack"),
        ("<<<<<<< ours\na\n", "has several lines"),
    ] {
        folder.write(".connfn/stack", text);
        folder.emulated("plan").code(1).err_has("error[CF0409]").err_has(words).err_has("help: ");
        assert_eq!(folder.read(".connfn/stack"), text);
    }
    folder.emulated("plan --stack -x").code(1);
    folder.emulated("plan --stack a/b").code(1).err_has("`a/b` in `--stack` is not the name of a stack");
}

#[test]
fn where_nothing_can_be_written_it_says_to_name_the_stack() {
    let folder = Folder::with("main.tf", PUBLISHED);
    // As good as a folder that is read-only, also for the user root.
    folder.write(".connfn", "a file");
    let file = folder.path("account.json");
    let plan = format!("plan --emulator={}", file.display());
    folder.run(&plan).code(1).err_has("cannot write the stack's name").err_has("--stack NAME");
    folder.run(&format!("{plan} --stack named")).ok();
}
