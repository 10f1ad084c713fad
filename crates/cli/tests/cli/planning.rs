//! `plan`: its exit codes, formats and colours, and planning without AWS.

use crate::support::{Ended, Folder, PUBLISHED};
use std::process::Stdio;

#[test]
fn exit_codes_are_terraform_s() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("plan").ok().out_has("Plan: 1 to add, 0 to change, 0 to destroy, 1 to publish.");
    folder.emulated("plan --detailed-exitcode").code(2);
    folder.emulated("plan --destroy --detailed-exitcode").ok().out_has("No changes.");
    folder.write("main.tf", "resource {");
    folder.emulated("plan --detailed-exitcode").code(1);
}

#[test]
fn json_is_the_plan_itself() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let ended = folder.emulated("plan --format json --out plan.json").ok().err_has("connfn apply plan.json");
    assert_eq!(ended.json()["format_version"], 1);
    assert_eq!(ended.out, folder.read("plan.json"));

    folder.write("main.tf", "resource {");
    let ended = folder.emulated("plan --format json --out other.json").code(1).err_has("error[CF0101]");
    assert_eq!(ended.json()["diagnostics"][0]["code"], "CF0101");
    assert!(!folder.has("other.json"));
}

#[test]
fn a_saved_observed_state_gives_the_same_plan() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --auto-approve").ok();
    folder.write("main.tf", PUBLISHED.replace("Example connection", "Another"));
    let direct = folder.emulated("plan --format json").ok();
    folder.emulated("observe --out all.json").ok();
    let scoped = folder.emulated("observe .").ok();
    folder.write("some.json", scoped.out);
    for file in ["all.json", "some.json"] {
        let offline = folder.run(&format!("plan --format json --observed {file}")).ok();
        assert_eq!(offline.out, direct.out, "{file}");
    }
    folder.run("plan --observed main.tf").code(1).err_has("error[CF0506]").err_has("connfn observe");
    folder.run("plan --observed gone.json").code(1).err_has("cannot read the observed state `gone.json`");
}

#[test]
fn what_is_in_the_way_is_said_and_nothing_is_saved() {
    let folder = Folder::with("main.tf", PUBLISHED);
    folder.emulated("apply --auto-approve --stack one").ok();
    let ended = folder.emulated("plan --stack two --out plan.json --detailed-exitcode").code(1);
    let ended = ended.out_has("[CF0402]").err_has(".connfn/stack").out_has("Plan (blocked)");
    // Once, and whole for whoever reads JSON.
    assert!(!ended.err.contains("CF0402"), "{}", ended.err);
    folder.emulated("plan --stack two --format json").code(1).err_has("error[CF0402]").err_has("main.tf:1:");
    let annotated = folder.emulated("plan --stack two --format github").code(1);
    assert_eq!(annotated.out.matches("help: choose another name").count(), 1, "{}", annotated.out);
    assert!(!ended.err.contains("Saved") && !folder.has("plan.json"));
    folder.emulated("apply --stack two --auto-approve").code(1).out_has("[CF0402]");
    assert!(!folder.has(".connfn/stack"), "the stack was named");
}

#[test]
fn colour_is_for_terminals_or_when_asked_for() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let escapes = |ended: &Ended| ended.out.contains('\u{1b}');
    assert!(!escapes(&folder.emulated("plan").ok()));
    assert!(escapes(&folder.emulated("plan --color always").ok()));
    assert!(!escapes(&Ended::of(folder.command("plan --emulator").env("NO_COLOR", "1")).ok()));
    // Help and usage errors too.
    assert!(escapes(&folder.run("plan --help --color always").ok()));
    for (arguments, code) in [("--color never --help", 0), ("plan --help --color=never", 0), ("plann --color never", 1)]
    {
        let ended = Ended::of(folder.command(arguments).env("CLICOLOR_FORCE", "1")).code(code);
        assert!(!escapes(&ended) && !ended.err.contains('\u{1b}'), "{arguments}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = Folder::with("main.tf", "locals {}\n");
    for command in ["convert --to yaml --out w/no/x.yaml", "plan --emulator --out w/no/x.yaml"] {
        let ended = folder.run(command).code(1).err_has("`w/no/x.yaml`: there is no folder `w/no`\n");
        assert!(!ended.err.contains(".tmp"), "{}", ended.err);
    }
}

#[test]
fn a_reader_that_has_read_enough_ends_it_quietly() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let mut child = folder.command("plan --emulator").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success() && !said.contains("error") && !said.contains("panicked"), "{said}");
}

#[test]
fn an_endpoint_that_is_set_to_nothing_is_told_of() {
    let folder = Folder::with("main.tf", PUBLISHED);
    for variable in ["AWS_ENDPOINT_URL_CLOUDFRONT", "AWS_ENDPOINT_URL"] {
        let mut command = folder.command("plan");
        Ended::of(command.env(variable, "")).code(1).err_has(&format!("`{variable}` is set and empty"));
    }
    folder.command("plan --endpoint-url").arg("").output().map(|ended| assert!(!ended.status.success())).unwrap();
}

#[test]
fn without_aws_it_says_how_to_reach_it() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let mut command = folder.command("plan --endpoint-url http://127.0.0.1:9");
    let ended = Ended::of(command.env("AWS_MAX_ATTEMPTS", "1")).code(1);
    ended.err_has("error: cannot read CloudFront: ListConnectionFunctions: cannot connect").err_has("help: ");
}

#[test]
fn a_plan_is_told_to_a_pull_request_and_to_a_runner() {
    let folder = Folder::with("main.tf", &PUBLISHED.replace("cloudfront-js-2.0", "cloudfront-js-1.0"));
    let markdown = folder.emulated("plan --stack site --format markdown").ok().err_has("warning[CF0304]");
    let markdown =
        markdown.out_has("### Plan: 1 to add").out_has("| create | `aws_cloudfront_connection_function.example` |");
    markdown
        .out_has("**warning CF0304**")
        .out_has("<details><summary><code>aws_cloudfront_connection_function.example will");

    let github = folder.emulated("plan --stack site --format github").ok().err_has("3 warnings");
    let (annotation, rest) = github.out.split_once('\n').unwrap();
    assert!(annotation.starts_with("::warning file=main.tf,line="), "{annotation}");
    let token = rest.lines().find_map(|line| line.strip_prefix("::stop-commands::")).unwrap();
    assert!(rest.ends_with(&format!("::{token}::\n")) && rest.contains("Plan: 1 to add"), "{rest}");

    folder.write("main.tf", "resource {");
    folder.emulated("plan --format markdown").code(1).out_has("### No plan: the configuration is invalid.");
    folder.emulated("plan --format github").code(1).out_has("::error file=main.tf,line=1");

    // Files are named from the repository's root in both.
    let folder = Folder::with("modules/g/main.tf", "resource {");
    folder.write("infra/site/main.tf", "module \"g\" {\n  source = \"../../modules/g\"\n}\n");
    folder.write(".git/HEAD", "");
    let chdir = "plan --chdir infra/site --emulator --format";
    folder.run(&format!("{chdir} markdown")).code(1).out_has("`modules/g/main.tf:1:");
    folder.run(&format!("{chdir} github")).code(1).out_has("::error file=modules/g/main.tf,line=1");
}
