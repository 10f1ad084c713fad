//! `import`: the files of what exists, all or none, and then a plan that changes nothing but the owner.

use crate::support::{Folder, PUBLISHED};

fn with_function() -> Folder {
    let folder = Folder::with("made/main.tf", PUBLISHED);
    folder.run("apply made --auto-approve --stack old --emulator=account.json").ok();
    folder
}

#[test]
fn it_writes_the_configuration_and_the_code() {
    let folder = with_function();
    let import = "import example-connection-function --as gate --out-dir site --emulator=account.json";
    folder.run(import).ok().out_has("aws_cloudfront_connection_function.gate").out_has("site/gate.js");
    assert!(folder.read("site/gate.js").contains("event.request"));
    folder.run("validate site").ok();
    let plan = folder.run("plan site --stack old --no-prune --emulator=account.json").ok();
    assert!(!plan.out.contains("connection_function_code"), "{}", plan.out);
}

#[test]
fn what_is_there_stays_unless_forced() {
    let folder = with_function();
    let import = "import example-connection-function --as gate --emulator=account.json";
    folder.write("gate.js", "mine");
    folder.run(import).code(1).err_has("`gate.js` is there already").err_has("--force");
    assert_eq!(folder.read("gate.js"), "mine");
    assert!(!folder.has("gate.tf"), "all or none");
    let document = folder.run(&format!("{import} --force --format json")).ok().json();
    assert_eq!(document["files"], serde_json::json!(["gate.js", "gate.tf"]));
    assert!(folder.read("gate.js").contains("event.request"));
}

#[test]
fn what_does_not_exist_or_cannot_be_named_is_an_error() {
    let folder = with_function();
    folder.run("import gone --emulator=account.json").code(1).err_has("error[CF0404]").err_has("connfn show");
    let import = "import example-connection-function --as ../x --emulator=account.json";
    folder.run(import).code(1).err_has("`../x` cannot be a resource's label");
}
