//! `test`, and the gate of `plan` and `apply`: tests run by the real command. What `docs/testing.md` shows is run too.

use crate::support::{Folder, Service};
use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Stdio},
    sync::mpsc,
    time::Duration,
};

const CONFIGURATION: &str = "functions:\n  gate:\n    code: { file: gate.js }\n    publish: true\n";
const ALLOWS: &str = "function connectionHandler(connection) {\n  connection.allow();\n}\n";
const DENIES: &str = "function connectionHandler(connection) {\n  connection.deny();\n}\n";
const TESTS: &str = "- name: refuses strangers\n  connection: no-certificate\n  expect: deny\n";

fn folder(code: &str) -> Folder {
    let folder = Folder::with("connfn.yaml", CONFIGURATION);
    folder.write("gate.js", code);
    folder.write("gate.test.yaml", TESTS);
    folder
}

#[test]
fn what_fails_ends_with_one_and_says_why() {
    folder(DENIES).run("test").ok().out_has("  passed  refuses strangers\n").out_has("1 test of 1 function passed.");
    let ended = folder(ALLOWS).run("test").code(1);
    let ended =
        ended.out_has("  FAILED  refuses strangers\n").out_has("expected `deny`, and the function decided `allow`");
    ended.out_has("at gate.test.yaml:1\n").out_has("1 test of 1 function failed.");
}

#[test]
fn every_format_tells_the_same() {
    let folder = folder(ALLOWS);
    let json = folder.run("test --format json").code(1).json();
    let case = &json["functions"]["aws_cloudfront_connection_function.gate"]["cases"][0];
    assert_eq!((&case["expected"], &case["decision"]), (&"deny".into(), &"allow".into()));
    folder.run("test --format junit").code(1).out_has("<failure message=\"expected `deny`");
    folder.run("test --format tap").code(1).out_has("TAP version 14\n1..1\nnot ok 1 - gate: refuses strangers\n");
    folder.run("test --format github").code(1).out_has("::error ").out_has("file=gate.test.yaml,line=1");
    folder.run("test --coverage").code(1).out_has("  lines: 1 of 1 run (100 %)\n");
}

#[test]
fn coverage_is_written_as_lcov() {
    let folder = Folder::new();
    folder.write(
        "site/connfn.yaml",
        CONFIGURATION.replace("gate:", "gate:\n    name: a").replace("publish", "tags: {}\n    publish"),
    );
    let lines = "function connectionHandler(connection) {\n  if (connection.clientCertificate) {\n    connection.allow();\n    return;\n  }\n  connection.deny();\n}\n";
    folder.write("site/gate.js", lines);
    folder.write("site/gate.test.yaml", TESTS);
    let expected = "TN:\nSF:site/gate.js\nDA:2,1\nDA:3,0\nDA:4,0\nDA:6,1\nLF:4\nLH:2\nend_of_record\n";
    for _ in 0..2 {
        folder.run("test site --coverage-file lcov.info").ok().out_has("1 test of 1 function passed.");
        assert_eq!(folder.read("lcov.info"), expected);
    }
    folder
        .run("test site --coverage-file site/gate.js")
        .code(1)
        .err_has("there is another file, which holds no coverage");
    folder.run("test site --coverage-file site/other.js").ok();
    assert_eq!(folder.read("site/gate.js"), lines);
}

#[test]
fn coverage_of_code_in_the_configuration_is_at_its_lines_there() {
    let function = |name: &str, code: &str| {
        format!(
            "resource \"aws_cloudfront_connection_function\" \"{name}\" {{\n  name = \"{name}\"\n  connection_function_code = {code}\n  \
             connection_function_config {{\n    runtime = \"cloudfront-js-2.0\"\n    comment = \"\"\n  }}\n}}\n"
        )
    };
    let in_place = function("gate", &format!("<<-EOT\n{DENIES}  EOT"));
    let of_parts = function("door", "replace(file(\"door.js\"), \"REASON\", \"closed\")");
    let folder = Folder::with("main.tf", &format!("{in_place}{of_parts}"));
    folder.write("door.js", DENIES.replace("deny()", "deny() // REASON"));
    for name in ["gate.test.yaml", "door.test.yaml"] {
        folder.write(name, TESTS);
    }
    let ended = folder.run("test --coverage-file lcov.info").ok();
    ended.err_has("the coverage of `aws_cloudfront_connection_function.door` is not in `lcov.info`");
    assert_eq!(folder.read("lcov.info"), "TN:\nSF:main.tf\nDA:5,1\nLF:1\nLH:1\nend_of_record\n");
}

#[test]
fn tests_are_chosen_by_their_names() {
    let folder = folder(DENIES);
    folder.write("gate.test.yaml", format!("{TESTS}- name: lets nobody in\n  connection: valid\n  expect: allow\n"));
    folder.run("test").code(1);
    folder.run("test --filter strangers").ok().out_has("1 test of 1 function passed.");
    folder.run("test --filter function.gate").code(1);
    folder.run("test --filter nothing").code(1).err_has("error: no test has `nothing` in its name");
}

#[test]
fn no_tests_are_no_failure_and_are_said() {
    let folder = Folder::with("connfn.yaml", CONFIGURATION);
    folder.write("gate.js", DENIES);
    let ended = folder.run("test").ok().err_has("warning: there are no tests").err_has("`NAME.test.yaml`");
    assert_eq!(ended.out, "");
    folder.run("test --format junit").ok().out_has("<testsuites name=\"connfn\" tests=\"0\"");
}

#[test]
fn a_configuration_with_an_error_is_not_tested() {
    let folder = folder(DENIES);
    folder.write("gate.test.yaml", "- name: a\n  connection: nobody\n  expect: deny\n");
    let ended = folder.run("test").code(1).err_has("error[CF0362]: there is no preset `nobody`");
    assert_eq!(ended.out, "");
    let json = folder.run("test --format json").code(1).json();
    assert_eq!(json["diagnostics"][0]["code"], "CF0362");
    let junit = folder
        .run("test --format junit")
        .code(1)
        .out_has("<testsuites name=\"connfn\" tests=\"1\" failures=\"0\" errors=\"1\">");
    junit
        .out_has("<error message=\"there is no preset `nobody`\" type=\"CF0362\">")
        .out_has("at gate.test.yaml:2</error>");
    let tap = folder.run("test --format tap").code(1).out_has("TAP version 14\n# CF0362: there is no preset");
    tap.out_has("\nBail out! there is no preset `nobody`\n");
    folder.run("test nowhere --format tap").code(1).out_has("Bail out! there is no file or folder `nowhere`\n");
    folder.run("test nowhere").code(1).err_has("CF0001");
}

#[test]
fn a_plan_does_not_publish_what_fails() {
    let failing = folder(ALLOWS);
    let ended = failing.emulated("plan").code(1).out_has("Tests: 1 failed.\n");
    ended.out_has(
        "Blocked: aws_cloudfront_connection_function.gate: the test `refuses strangers` fails: expected `deny`",
    );
    failing.emulated("apply --auto-approve").code(1).out_has("[CF0420]");

    let passing = folder(DENIES);
    passing.emulated("apply --auto-approve").ok().out_has("Tests: 1 passed.\n");
    // A function that is live already stays so, whatever its tests say.
    passing.write("gate.test.yaml", TESTS.replace("deny", "allow"));
    let ended = passing.emulated("plan").ok().err_has("warning[CF0420]").err_has("gate.test.yaml:1:");
    ended.out_has("CloudFront matches the configuration.");
}

#[test]
fn tests_can_be_skipped_and_a_plan_says_so() {
    let folder = folder(ALLOWS);
    let ended = folder.emulated("plan --skip-tests --out plan.json").ok();
    ended.err_has("info[CF0421]: the function has a test, which was not run").out_has("Tests: 1 not run.\n");
    assert!(folder.read("plan.json").contains("\"not_run\": 1"));
    folder.emulated("apply plan.json --skip-tests").code(1).err_has("`--skip-tests`");
    folder.emulated("apply plan.json").ok().out_has("Tests: 1 not run.\n");
    folder.emulated("plan --destroy --skip-tests").code(1).err_has("cannot be used with");
}

#[test]
fn what_fails_and_is_not_published_is_made_all_the_same() {
    let folder = folder(ALLOWS);
    folder.write("connfn.yaml", CONFIGURATION.replace("true", "false"));
    folder.emulated("apply --auto-approve").ok().err_has("warning[CF0420]").out_has("Tests: 1 failed.\n");
}

/// `connfn test --watch`, and what it prints: both streams, which come in no order.
struct Watching {
    child: Child,
    lines: mpsc::Receiver<String>,
    unseen: Vec<String>,
}

impl Watching {
    fn start(folder: &Folder) -> Self {
        let mut child = folder.command("test --watch").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (send, lines) = mpsc::channel();
        forward(child.stdout.take().unwrap(), send.clone());
        forward(child.stderr.take().unwrap(), send);
        Self { child, lines, unseen: Vec::new() }
    }

    /// Waits for a line that has this text and was not seen before.
    #[track_caller]
    fn sees(&mut self, text: &str) {
        while !self.unseen.iter().any(|line| line.contains(text)) {
            match self.lines.recv_timeout(Duration::from_secs(30)) {
                Ok(line) => self.unseen.push(line),
                Err(error) => panic!("{error}: no `{text}` among {:#?}", self.unseen),
            }
        }
        let found = self.unseen.iter().position(|line| line.contains(text));
        self.unseen.remove(found.unwrap());
    }
}

fn forward(stream: impl Read + Send + 'static, to: mpsc::Sender<String>) {
    std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_runs_the_tests_again() {
    let folder = folder(ALLOWS);
    let mut watching = Watching::start(&folder);
    watching.sees("1 test of 1 function failed.");
    watching.sees("Waiting for a change");
    folder.write("gate.js", DENIES);
    watching.sees("gate.js changed.");
    watching.sees("1 test of 1 function passed.");
    watching.sees("Waiting for a change");
    // What cannot be read is said, and waited for.
    folder.write("connfn.yaml", "functions: [");
    watching.sees("error[CF0101]");
    watching.sees("Waiting for a change");
    folder.write("connfn.yaml", CONFIGURATION);
    watching.sees("1 test of 1 function passed.");
    watching.sees("Waiting for a change");
    // A document that comes to be there is found.
    folder.write("gate.test.json", r#"[{"name": "more", "connection": "valid", "expect": "deny"}]"#);
    watching.sees("2 tests of 1 function passed.");
}

/// A function is tested on what CloudFront gives it: nothing is to be said of a connection that connfn itself makes.
#[test]
fn presets_are_as_cloudfront_gives_them() {
    let folder = folder(DENIES);
    let case = |preset: &connfn_simulator::connection::Preset| {
        let object = connfn_simulator::connection::of_preset(preset.name, None).unwrap();
        format!(r#"{{"name": "{}", "connection": {object}, "expect": "deny"}}"#, preset.name)
    };
    let cases: Vec<String> = connfn_simulator::connection::PRESETS.iter().map(case).collect();
    folder.write("gate.test.json", format!("[{}]", cases.join(", ")));
    let found = folder.run("validate --format json").ok().json();
    assert_eq!(found["diagnostics"].as_array().unwrap().len(), 0, "{found:#}");
}

#[test]
fn tests_of_what_another_document_declares_are_left_alone() {
    let function = |name: &str| {
        format!(
            "resource \"aws_cloudfront_connection_function\" \"{name}\" {{\n  name = \"{name}\"\n  connection_function_code = file(\"{name}.js\")\n  connection_function_config {{\n    runtime = \"cloudfront-js-2.0\"\n    comment = \"\"\n  }}\n}}\n"
        )
    };
    let folder = Folder::new();
    for name in ["gate", "door"] {
        folder.write(&format!("{name}.tf"), function(name));
        folder.write(&format!("{name}.js"), DENIES);
        folder.write(&format!("{name}.test.yaml"), TESTS);
    }
    let ended = folder.run("test gate.tf").ok().out_has("1 test of 1 function passed.");
    assert_eq!(ended.err, "");
    folder.run("test").ok().out_has("2 tests of 2 functions passed.");
}

/// The page's table of presets is that of the simulator.
#[test]
fn the_page_has_every_preset() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/testing.md")).unwrap();
    let rows: Vec<&str> =
        page.split("| Preset | |\n| --- | --- |\n").nth(1).unwrap().lines().take_while(|l| !l.is_empty()).collect();
    let presets = connfn_simulator::connection::PRESETS.iter();
    let expected: Vec<String> = presets.map(|preset| format!("| `{}` | {} |", preset.name, preset.title)).collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_gate_closes_before_anything_is_called() {
    let service = Service::start();
    let folder = folder(ALLOWS);
    service.run(&folder, "apply --auto-approve").code(1).out_has("[CF0420]");
    assert_eq!(service.changes(), [""; 0]);
}
