//! `new`: what it writes is right as it stands, deploys, and never takes the place of something.

use crate::{served::Served, support::Folder};

/// Every kind: the arguments, and the files.
const KINDS: [(&str, &[&str]); 4] = [
    ("new gate", &["gate.js", "gate.test.yaml", "gate.tf"]),
    ("new gate --store", &["gate.js", "gate.test.yaml", "gate.tf"]),
    ("new gate --format yaml", &["connfn.yaml", "gate.js", "gate.test.yaml"]),
    ("new gate --format yaml --store", &["connfn.yaml", "gate.js", "gate.test.yaml"]),
];

#[test]
fn what_is_written_is_right_and_deploys() {
    for (arguments, files) in KINDS {
        let folder = Folder::new();
        let written = folder.run(arguments).ok().err_has("connfn validate\n");
        assert_eq!(folder.list(""), files, "{arguments}");
        for file in files {
            assert!(written.out.contains(file), "{file}: {}", written.out);
            assert!(!folder.read(file).contains("{{"), "{arguments}: {file}");
        }
        assert_eq!(folder.run("validate --format json").ok().json()["diagnostics"].as_array().unwrap().len(), 0);
        folder.run("test").ok().out_has(" of 1 function passed.\n");
        let service = Served::with_keys(&folder, "gate-revoked", &["9e2a", "0aff"]);
        service.run(&folder, "apply --auto-approve --remote-tests").ok().err_has("test `no certificate` passed after");
        service.run(&folder, "plan --detailed-exitcode").ok();
    }
}

#[test]
fn several_functions_share_a_folder() {
    let folder = Folder::new();
    folder.run("new gate --store").ok();
    folder.run("new door --store").ok();
    folder.run("validate").ok();
    folder.emulated("plan").ok().out_has("4 to add");
}

#[test]
fn another_folder_is_made() {
    let folder = Folder::new();
    folder.run("new gate --dir edge/gate").ok().out_has("edge/gate/gate.js").err_has("connfn validate edge/gate\n");
    folder.run("validate edge/gate").ok();
}

#[test]
fn an_editor_is_helped_where_there_are_packages() {
    let folder = Folder::with("package.json", "{}");
    folder.run("new gate").ok().out_has("jsconfig.json");
    folder.run("new door").ok();
    assert!(folder.read("jsconfig.json").contains("connfn/runtime/tsconfig.json"));
}

#[test]
fn nothing_is_written_over() {
    for name in ["gate.js", "gate.test.yaml", "gate.tf"] {
        let folder = Folder::with(name, "# mine\n");
        folder.run("new gate").code(1).err_has(&format!("`{name}` is there already")).err_has("help: ");
        assert_eq!((folder.list("").as_slice(), folder.read(name).as_str()), (&[name.to_owned()][..], "# mine\n"));
    }
    let folder = Folder::with("connfn.toml", "");
    folder.run("new gate").code(1).err_has("`connfn.toml` is a configuration alone").err_has("--dir DIR");
    folder.run("new gate --format yaml").code(1).err_has("`connfn.toml` is a configuration alone");
    let folder = Folder::with("main.tf", "");
    folder.run("new gate --format yaml").code(1).err_has("`main.tf` is there").err_has("leave `--format yaml` out");
    assert_eq!(folder.list(""), ["main.tf"]);
    folder.run("new gate").ok();
}

#[test]
fn a_name_is_that_of_a_function_and_of_files() {
    let folder = Folder::new();
    let of_length = |length| "a".repeat(length);
    for name in ["../gate", "a/b", "a.b", "1a", "_a", "ä", &of_length(65)] {
        folder
            .run(&format!("new {name}"))
            .code(1)
            .err_has(&format!("`{name}` cannot be the name"))
            .err_has("64 letters");
    }
    folder.run(&format!("new {} --store", of_length(57))).code(1).err_has("up to 56 letters");
    folder.run(&format!("new {} --store", of_length(56))).ok();
    folder.run(&format!("new {}", of_length(64))).ok();
    folder.run("validate").ok();
}
