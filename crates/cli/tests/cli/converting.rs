//! `convert`: a configuration in another format, on standard output or in a new file.

use crate::support::{Folder, PUBLISHED};

#[test]
fn what_is_converted_is_a_configuration() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let yaml = folder.run("convert --to yaml").ok().out;
    assert!(yaml.starts_with("resource:\n  aws_cloudfront_"), "{yaml}");
    folder.run("convert --to yaml --out connfn.yaml").ok().err_has("Wrote connfn.yaml").err_has("main.tf");
    // Both at once are one too many, and each alone is one.
    folder.run("validate").code(1).err_has("error[CF0006]").err_has("`connfn convert`");
    folder.run("validate connfn.yaml").ok();
    folder.run("validate main.tf").ok();
    std::fs::remove_file(folder.path("main.tf")).unwrap();
    folder.run("validate").ok();
    folder.run("convert --to tf --out main.tf").ok();
    std::fs::remove_file(folder.path("connfn.yaml")).unwrap();
    assert_eq!(folder.run("convert --to yaml").ok().out, yaml);
}

#[test]
fn no_file_is_written_over() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write("connfn.toml", "");
    folder.run("convert main.tf --to toml --out connfn.toml").code(1).err_has("there is a file `connfn.toml` already");
    folder.run("convert --to toml").code(1).err_has("error[CF0006]");
}

#[test]
fn what_cannot_be_converted_is_said() {
    let folder = Folder::with("main.tf", "variable \"a\" {\n  default = 1 + 1\n}\n");
    let ended = folder.run("convert --to json").code(1).err_has("error[CF0130]").err_has("main.tf:2:13");
    assert_eq!(ended.out, "");
    folder.run("convert nowhere --to json").code(1).err_has("CF0001");
    folder.run("convert --to xml").code(1).err_has("possible values: tf, yaml, toml, json");
}
