//! The question before something is done, on a terminal.

#![cfg(unix)]

use crate::support::{Folder, PUBLISHED};
use std::{
    fs::File,
    io::{Read, Write},
    process::Stdio,
};

/// What is shown on a terminal of its own, and how it ends. The answer is typed once there is a question.
fn on_terminal(folder: &Folder, arguments: &str, answer: &str) -> (String, Option<i32>) {
    let pty = nix::pty::openpty(None, None).unwrap();
    let end = || Stdio::from(pty.slave.try_clone().unwrap());
    let mut child =
        folder.command(arguments).env("TERM", "xterm").stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    drop(pty.slave);
    let mut master = File::from(pty.master);
    let (mut shown, mut asked, mut buffer) = (Vec::new(), false, [0; 4096]);
    // When the last user of a terminal's other end is gone, Linux says so by an error.
    while let Ok(read @ 1..) = master.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..read]);
        if !asked && String::from_utf8_lossy(&shown).contains("Enter a value: ") {
            asked = true;
            master.write_all(answer.as_bytes()).unwrap();
        }
    }
    (String::from_utf8_lossy(&shown).into_owned(), child.wait().unwrap().code())
}

#[test]
fn only_yes_is_yes() {
    let folder = Folder::with("main.tf", PUBLISHED);
    // The last is an end of input.
    for answer in ["no\n", "y\n", "YES\n", "\n", "\u{4}"] {
        let (shown, code) = on_terminal(&folder, "apply --emulator", answer);
        assert!(code == Some(1) && shown.contains("apply cancelled; nothing was done"), "{answer:?}: {shown}");
    }
    assert!(!folder.has(".connfn/receipts"));
    let (shown, code) = on_terminal(&folder, "apply --emulator", "yes\n");
    assert!(code == Some(0) && shown.contains("Apply complete!"), "{shown}");
    assert!(shown.contains("\u{1b}[32m+"), "a terminal gets colour: {shown}");
    let (shown, code) = on_terminal(&folder, "destroy --emulator --color never", "yes\n");
    assert!(code == Some(0) && shown.contains("Do you really want to destroy"), "{shown}");
    assert!(!shown.contains("\u{1b}[31m"), "{shown}");
}

#[test]
fn nothing_is_tried_out_but_after_yes() {
    let folder = Folder::new();
    let (shown, code) = on_terminal(&folder, "doctor --live --prefix trial --emulator", "no\n");
    assert!(code == Some(1) && shown.contains("doctor cancelled; nothing was done"), "{shown}");
    assert!(shown.contains("of the doctor's own in the account 123456789012, named `trial-…`"), "{shown}");
    let (shown, code) = on_terminal(&folder, "doctor --live --prefix trial --emulator", "yes\n");
    assert!(code == Some(0) && shown.contains("nothing of its own was left"), "{shown}");
    assert!(shown.contains("doctor: deleting what was made"), "{shown}");
}
