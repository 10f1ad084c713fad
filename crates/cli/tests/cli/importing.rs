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

const STORE: &str =
    "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"example-connection-function\"\n}\n";

#[test]
fn a_name_that_two_have_is_refused() {
    let folder = with_function();
    folder.write("made/store.tf", STORE);
    folder.run("apply made --auto-approve --stack old --emulator=account.json").ok();
    let ended = folder.run("import example-connection-function --as gate --emulator=account.json").code(1);
    ended.err_has("`example-connection-function` is both a function and a store").err_has(":key-value-store/");
    assert!(!folder.has("gate.tf"));
}

#[test]
fn what_another_stack_owns_is_promised_to_nobody() {
    let folder = with_function();
    let ended = folder.run("import example-connection-function --as gate --emulator=account.json").ok();
    let ended = ended.err_has("Note: stack `old` owns it").err_has("(CF0402)");
    assert!(!ended.err.contains("takes it over"), "{}", ended.err);
    folder.run("plan gate.tf --stack new --emulator=account.json").code(1).out_has("CF0402");
}

#[test]
fn what_is_imported_beside_a_configuration_collides_with_nothing() {
    let folder = Folder::with("made/main.tf", &format!("{PUBLISHED}\n{STORE}"));
    folder.run("apply made --auto-approve --stack old --emulator=account.json").ok();
    let account = folder.read("account.json").replace("\"connfn:stack\"", "\"other\"");
    assert!(account.contains("\"other\""), "{account}");
    folder.write("account.json", account);
    // A label of no instance, a file with code and a file with blocks.
    folder.write(
        "site/functions.tf",
        "resource \"aws_cloudfront_connection_function\" \"Example-connection-function\" {\n  count = 0\n  name = \"x\"\n  \
         connection_function_code = \"x\"\n  connection_function_config {\n    comment = \"x\"\n    runtime = \
         \"cloudfront-js-2.0\"\n  }\n}\n",
    );
    folder.write("site/example-connection-function_2.js", "mine");
    let import = "import --all --out-dir site --emulator=account.json";
    folder.run(import).ok().out_has("site/functions_2.tf").out_has("site/stores.tf");
    assert!(folder.has("site/example-connection-function_3.js"));
    assert_eq!(folder.read("site/example-connection-function_2.js"), "mine");
    folder.run("plan site --stack new --emulator=account.json").ok();
}

#[test]
fn nothing_is_written_beside_a_configuration_of_one_file() {
    let folder = Folder::with("connfn.yaml", "functions: {}\n");
    for import in ["import --all", "import x"] {
        let ended = folder.run(&format!("{import} --emulator=account.json")).code(1);
        ended.err_has("`connfn.yaml` is a configuration alone").err_has("--out-dir");
    }
}
