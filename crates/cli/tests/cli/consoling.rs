//! `console`: expressions on standard input.

use crate::support::{Ended, Folder};
use std::{io::Write as _, process::Stdio};

fn ask(folder: &Folder, arguments: &str, input: &str) -> Ended {
    let mut command = folder.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn every_line_is_answered() {
    let folder = Folder::with("main.tf", "variable \"name\" {}\nlocals {\n  sites = { eu = [1, 2] }\n}\n");
    folder.write("greeting.tmpl", "hello ${name}\n");
    let input = "upper(var.name)\n\n[\n  1, # one\n  2\n]\ntype(local.sites)\ntemplatefile(\"greeting.tmpl\", { name = \"a\" })\nfileset(\".\", \"*.tmpl\")\n";
    let ended = ask(&folder, "console --var name=gate", input);
    assert_eq!(
        ended.ok().out,
        "\"GATE\"\n[\n  1,\n  2,\n]\nobject({\n    eu: tuple([\n        number,\n        number,\n    ]),\n})\n<<EOT\nhello a\n\nEOT\ntoset([\n  \"greeting.tmpl\",\n])\n"
    );
}

#[test]
fn a_mistake_is_told_and_the_rest_is_answered() {
    let ended = ask(&Folder::new(), "console", "1 + 1\nlength(nope)\n2 +\n1 / 3 < 1\n");
    assert_eq!(ended.out, "2\ntrue\n");
    ended.code(1).err_has("error[CF0103]").err_has("<console-input>:1:8").err_has("error[CF0101]");
}

#[test]
fn a_broken_configuration_gives_no_values() {
    let folder = Folder::with("main.tf", "locals {\n  a = 1\n}\noutput \"b\" {\n  value = nope\n}\n");
    let ended = ask(&folder, "console", "local.a\n").code(1);
    assert_eq!(ended.out, "");
    ended.err_has("error[CF0103]").err_has("main.tf:5:11");
}

#[test]
fn words_of_its_own_end_it_and_help() {
    for word in ["exit", " quit "] {
        let ended = ask(&Folder::new(), "console", &format!("\u{feff}1 + 1\n{word}\nnope\n")).ok();
        assert_eq!((ended.out.as_str(), ended.err.as_str()), ("2\n", ""));
    }
    let ended = ask(&Folder::new(), "console", "1 + 1\nhelp\n3\n").ok();
    assert!(ended.out.starts_with("2\nType an expression") && ended.out.ends_with("shows this.\n3\n"), "{}", ended.out);
    ask(&Folder::new(), "console", "nope\nexit\n").code(1);
}
