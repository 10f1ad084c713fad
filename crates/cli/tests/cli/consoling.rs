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
