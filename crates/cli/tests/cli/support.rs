//! A folder to work in, the real binary in it, and an emulator that can be told to fail.

use connfn_emulator::{Emulator, Faults, Handle};
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A configuration of one published function.
pub(crate) const PUBLISHED: &str = include_str!("seed/publish.tf");
/// Its address.
pub(crate) const ADDRESS: &str = "aws_cloudfront_connection_function.example";

pub(crate) struct Folder(TempDir);

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::Builder::new().prefix("connfn-test-").tempdir().unwrap())
    }

    pub(crate) fn with(name: &str, text: &str) -> Self {
        let folder = Self::new();
        folder.write(name, text);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The names in a folder of it, sorted.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(name)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The command in this folder, with nothing of the machine's own settings.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        command(self.0.path(), arguments)
    }

    pub(crate) fn run(&self, arguments: &str) -> Ended {
        Ended::of(&mut self.command(arguments))
    }

    /// Runs with the embedded emulator.
    pub(crate) fn emulated(&self, arguments: &str) -> Ended {
        self.run(&format!("{arguments} --emulator"))
    }

    /// The one receipt there is.
    pub(crate) fn receipt(&self) -> serde_json::Value {
        let names = self.list(".connfn/receipts");
        assert_eq!(names.len(), 1, "{names:?}");
        serde_json::from_str(&self.read(&format!(".connfn/receipts/{}", names[0]))).unwrap()
    }
}

fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connfn"));
    for (name, _) in std::env::vars() {
        if ["AWS_", "CONNFN_", "TF_VAR_", "CLICOLOR", "NO_COLOR"].iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    let none = folder.join("no-such-file");
    command
        .env("AWS_CONFIG_FILE", &none)
        .env("AWS_SHARED_CREDENTIALS_FILE", &none)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

impl Ended {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Fails the test unless it ended so.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    #[track_caller]
    pub(crate) fn out_has(self, text: &str) -> Self {
        assert!(self.out.contains(text), "no `{text}` in:\n{}", self.out);
        self
    }

    #[track_caller]
    pub(crate) fn err_has(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no `{text}` in:\n{}", self.err);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

/// An emulator of the test's own.
pub(crate) struct Service {
    // Dropped before the runtime that it runs on.
    handle: Handle,
    _runtime: Runtime,
}

impl Service {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let handle = runtime.block_on(Emulator::builder().start(([127, 0, 0, 1], 0).into())).unwrap();
        Self { handle, _runtime: runtime }
    }

    pub(crate) fn faults(&self, faults: impl Into<Faults>) {
        self.handle.set_faults(faults);
    }

    /// Runs against it.
    pub(crate) fn run(&self, folder: &Folder, arguments: &str) -> Ended {
        Ended::of(&mut self.command(folder, arguments))
    }

    pub(crate) fn url(&self) -> String {
        self.handle.endpoint_url()
    }

    pub(crate) fn command(&self, folder: &Folder, arguments: &str) -> Command {
        folder.command(&format!("{arguments} --endpoint-url {}", self.url()))
    }

    /// The operations called so far that change something.
    pub(crate) fn changes(&self) -> Vec<String> {
        let reads = ["Get", "Describe", "List"];
        let names = self.handle.calls().into_iter().map(|call| call.operation);
        names.filter(|name| !reads.iter().any(|read| name.starts_with(read))).collect()
    }

    /// The operations called since this was last asked.
    pub(crate) fn take_operations(&self) -> Vec<String> {
        let names = self.handle.calls().into_iter().map(|call| call.operation).collect();
        self.handle.clear_calls();
        names
    }
}

/// A command that goes on.
pub(crate) struct Going {
    pub(crate) child: Child,
    err: BufReader<std::process::ChildStderr>,
    said: String,
}

impl Going {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let err = BufReader::new(child.stderr.take().unwrap());
        Self { child, err, said: String::new() }
    }

    /// Waits until a line of standard error holds this.
    pub(crate) fn until(&mut self, part: &str) {
        loop {
            let mut line = String::new();
            let read = self.err.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended without `{part}`:\n{}", self.said);
            self.said.push_str(&line);
            if line.contains(part) {
                return;
            }
        }
    }

    /// Sends a signal by its name.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    pub(crate) fn end(mut self) -> Ended {
        std::io::Read::read_to_string(&mut self.err, &mut self.said).unwrap();
        let output = self.child.wait_with_output().unwrap();
        Ended { code: output.status.code(), out: String::from_utf8(output.stdout).unwrap(), err: self.said }
    }
}
