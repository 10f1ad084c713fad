//! `validate`: all problems at once, with their places, without AWS.

use crate::support::{Ended, Folder, PUBLISHED};

const WRONG: &str = r#"resource "aws_cloudfront_connection_function" "a" {
  name                     = "two words"
  connection_function_code = file("gone.js")
  publsh                   = true

  connection_function_config {
    runtime = "cloudfront-js-1.0"
    comment = "c"
  }
}
"#;

/// Code of which nothing is to be said.
const SOUND: &str = "function connectionHandler(connection) {\n  connection.allow();\n}\n";

#[test]
fn everything_is_reported_at_once_with_its_place() {
    let folder = Folder::with("site/main.tf", WRONG);
    let ended = folder.run("validate site").code(1);
    assert_eq!(ended.out, "");
    let ended = ended.err_has("error[CF0204]").err_has("--> site/main.tf:2:").err_has("error[CF0002]");
    let ended = ended.err_has("help: did you mean `publish`?").err_has("^^^^^^").err_has("warning[CF0304]");
    assert!(ended.err.ends_with("3 errors, 1 warning\n"), "{}", ended.err);
}

#[test]
fn json_is_one_document() {
    let folder = Folder::with("main.tf", WRONG);
    let ended = folder.run("validate --format json").code(1);
    assert_eq!(ended.err, "");
    let document = ended.json();
    assert_eq!(document["valid"], false);
    assert_eq!((&document["error_count"], &document["warning_count"]), (&3.into(), &1.into()));
    assert_eq!(document["diagnostics"][0]["location"]["file"], "main.tf");

    let document = Folder::with("main.tf", PUBLISHED).run("validate --format json").ok().json();
    assert_eq!(document["valid"], true);
}

#[test]
fn a_path_that_is_no_configuration_is_an_error_with_a_code() {
    let folder = Folder::with("notes.txt", "hello");
    folder.run("validate nowhere").code(1).err_has("error[CF0001]: there is no file or folder `nowhere`");
    folder.run("validate notes.txt").code(1).err_has("`notes.txt` is not a configuration");
    folder.run("validate").code(1).err_has("CF0001");
    assert_eq!(folder.run("validate nowhere --format json").code(1).json()["diagnostics"][0]["code"], "CF0001");
}

#[test]
fn a_file_is_read_alone() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write("broken.tf", "resource {");
    folder.run("validate main.tf").ok();
    folder.run("validate").code(1).err_has("broken.tf:1:");
}

#[test]
fn a_document_that_is_no_text_is_named() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.write("latin1.tf", b"# caf\xe9\n");
    folder.run("validate").code(1).err_has("error[CF0003]: the file `latin1.tf` is not UTF-8 text");
}

#[cfg(unix)]
#[test]
fn no_file_is_read_through_a_link_that_leaves_the_folder() {
    let folder = Folder::with("site/main.tf", &WRONG.replace("gone.js", "link.js"));
    folder.write("secret.js", "a secret");
    std::os::unix::fs::symlink(folder.path("secret.js"), folder.path("site/link.js")).unwrap();
    let ended = folder.run("validate site").code(1).err_has("error[CF0004]");
    assert!(!ended.err.contains("a secret"));

    std::fs::remove_file(folder.path("site/link.js")).unwrap();
    folder.write("site/inside.js", "function connectionHandler(connection) { connection.allow(); }");
    std::os::unix::fs::symlink("inside.js", folder.path("site/link.js")).unwrap();
    let ended = folder.run("validate site").code(1);
    assert!(!ended.err.contains("CF0004"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_folder_is_no_file() {
    let folder = Folder::with("main.tf", &WRONG.replace("gone.js", "pipe"));
    assert!(std::process::Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    folder.run("validate").code(1).err_has("error[CF0005]").err_has("not a regular file");
    folder.write("main.tf", WRONG.replace("gone.js", "sub"));
    std::fs::create_dir(folder.path("sub")).unwrap();
    folder.run("validate").code(1).err_has("error[CF0005]");
}

#[test]
fn text_of_others_cannot_steer_the_terminal() {
    let folder = Folder::with("main.tf", &WRONG.replace("two words", "two \u{1b}[31mwords\u{9b}"));
    let ended = folder.run("validate").code(1);
    assert!(!ended.err.contains('\u{1b}') && !ended.err.contains('\u{9b}'), "{}", ended.err);
}

#[test]
fn wrong_use_is_an_error_and_not_a_change() {
    let folder = Folder::new();
    folder.run("validate --format xml").code(1).err_has("human, json");
    folder.run("plan --no-such-option").code(1);
    folder.run("").code(1).err_has("Usage: connfn");
    folder.run("help plan").ok().out_has("--detailed-exitcode").out_has("Examples:");
    folder.run("--version").ok().out_has("connfn ");
    folder.run("completions bash").ok().out_has("_connfn");
}

/// Two mistakes in a repository's subfolder, one of them beside a character of two UTF-16 units.
fn in_a_repository() -> Folder {
    let folder = Folder::with(
        "infra/my site/main.tf",
        "resource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = \"𝒳\"\n}\n\nresource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = \"b\"\n}\n",
    );
    std::fs::create_dir(folder.path(".git")).unwrap();
    folder
}

#[test]
fn sarif_is_what_code_scanning_takes() {
    let folder = in_a_repository();
    let mut command = folder.command("validate --format sarif");
    command.arg("my site").current_dir(folder.path("infra"));
    let ended = Ended::of(&mut command).code(1);
    assert_eq!(ended.err, "");
    assert_eq!(ended.out, Ended::of(&mut command).out);
    let recorded = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/seed/validation.sarif");
    let version = format!("ersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = ended.out.replace(&version, "ersion\": \"0.0.0\"");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&recorded, &text).unwrap();
    }
    // tests/js/sarif.test.js holds what is recorded to the schema of SARIF.
    assert_eq!(std::fs::read_to_string(recorded).unwrap(), text, "UPDATE=1 writes it anew");

    let document = ended.json();
    let run = &document["runs"][0];
    let [first, second] = run["results"].as_array().unwrap().as_slice() else { panic!("{}", ended.out) };
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "infra/my%20site/main.tf");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    assert_eq!((&place["region"]["startColumn"], &place["region"]["endColumn"]), (&10.into(), &14.into()));
    assert_eq!(second["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 1);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in [first, second] {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Mend"));
    }

    let none = Folder::with("gate.js", SOUND).run("validate gate.js --format sarif").ok().json();
    assert_eq!(none["runs"][0]["results"], serde_json::json!([]));
    let nowhere = folder.run("validate nowhere --format sarif").code(1).json();
    let place = &nowhere["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "nowhere", "a result needs a place");
}

#[test]
fn github_gets_annotations() {
    let folder = in_a_repository();
    let mut command = folder.command("validate --format github");
    command.arg("my site").current_dir(folder.path("infra"));
    let ended = Ended::of(&mut command).code(1).err_has("2 errors\n");
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ended.out);
    let head = "::error file=infra/my site/main.tf,line=2,endLine=2,col=10,endColumn=14,title=CF0204 a name that ";
    assert!(lines[0].starts_with(head), "{}", ended.out);
    assert!(lines[1].contains("%0Aresource: aws_cloudfront_key_value_store.a"), "{}", ended.out);
    Folder::with("main.tf", PUBLISHED).run("validate --format github").ok();
}

#[test]
fn function_code_is_checked_alone() {
    let folder = Folder::with(
        "src/gate.js",
        "function connectionHandler(c) {\n  const/*é*/ { clientIp } = c;\n  c.allow();\n}\n",
    );
    folder.write("sound.js", SOUND);
    let ended = folder.run("validate src/gate.js").code(1).err_has("error[CF0312]: `cloudfront-js-2.0` does not have");
    ended.err_has("--> src/gate.js:2:14").err_has("2 |   const/*é*/ { clientIp } = c;").err_has("1 error");
    assert_eq!(folder.run("validate sound.js").ok().out, "Success! The function code is valid.\n");

    let ended = folder.run("validate sound.js src/gate.js --runtime cloudfront-js-1.0 --format json").code(1);
    let said = ended.json();
    let told: Vec<(&str, &str)> = said["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|diagnostic| (diagnostic["location"]["file"].as_str().unwrap(), diagnostic["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [("sound.js", "CF0304"), ("src/gate.js", "CF0304"), ("src/gate.js", "CF0312"), ("src/gate.js", "CF0312")]
    );
    let sarif = folder.run("validate src/gate.js --format sarif").code(1).json();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&"src/gate.js".into(), &2.into()));
    let annotated = folder.run("validate src/gate.js --format github").code(1);
    annotated.out_has("::error file=src/gate.js,line=2,endLine=2,col=14,");
}

#[test]
fn function_code_that_cannot_be_checked_is_an_answer() {
    let folder = Folder::with("gate.js", SOUND);
    folder.write("main.tf", PUBLISHED);
    folder.write("latin1.js", b"// caf\xe9\n");
    folder.write("empty.js", "");
    folder.run("validate gone.js").code(1).err_has("error[CF0002]: there is no file `gone.js`");
    folder.run("validate latin1.js").code(1).err_has("error[CF0003]: the file `latin1.js` is not UTF-8 text");
    folder.run("validate empty.js").code(1).err_has("error[CF0301]").err_has("1 error");
    folder.run("validate gate.js --runtime node").code(1).err_has("cloudfront-js-1.0, cloudfront-js-2.0");
    folder.run("validate gate.js main.tf").code(1).err_has("`main.tf` does not end in `.js`");
    folder.run("validate --runtime cloudfront-js-2.0").code(1).err_has("`--runtime` is for function code");
    folder.run("validate --optional-mtls").code(1).err_has("`connfn_checks`");
    let reads = "function connectionHandler(c) { console.log(c.clientCertificate.certificates); c.allow(); }";
    folder.write("reads.js", reads);
    folder.run("validate reads.js").ok();
    folder.run("validate reads.js --optional-mtls").ok().err_has("CF0336");
}
