//! A shell that goes on from command to command, in a folder of its own, with the real command and an emulator that it finds as
//! it would find AWS: by a variable.

use crate::{served::Served, support::Folder};
use std::{path::Path, process::Command};

pub(super) struct Session {
    folder: Folder,
    served: Served,
}

/// Goes on where the last command ended, and says where this one does. What a command exports stays, and so does its folder.
const SCRIPT: &str = r#"
if [ -f "$SESSION" ]; then . "$SESSION"; cd "$PWD"; fi
trap 'code=$?; export PWD; export -p > "$SESSION"; exit $code' EXIT
set -e
exec 2>&1
"#;

impl Session {
    pub(super) fn begin() -> Self {
        let folder = Folder::new();
        std::fs::create_dir(folder.path("work")).unwrap();
        let served = Served::start(&folder, "--state account.json");
        Self { folder, served }
    }

    /// Writes a file of the page into the folder in which the shell is.
    pub(super) fn write(&mut self, name: &str, text: &str) {
        self.folder.write("the-file", text);
        let (code, printed) =
            self.run(&format!("mkdir -p \"$(dirname '{name}')\"\ncp \"$SESSION_FOLDER/the-file\" '{name}'"));
        assert_eq!(code, Some(0), "{printed}");
    }

    /// What it ended with, and all that it printed.
    pub(super) fn run(&mut self, script: &str) -> (Option<i32>, String) {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{SCRIPT}{script}")]).current_dir(self.folder.path("work"));
        self.served.introduce(&self.folder, &mut shell);
        shell
            .env("SESSION", self.folder.path("session"))
            .env("SESSION_FOLDER", self.folder.path(""))
            .env("REPOSITORY", super::repository())
            .env("HOME", self.folder.path(""))
            .stdin(std::process::Stdio::null());
        let output = shell.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), printed)
    }
}

/// Whether a program of others is there.
pub(super) fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}
