//! Running other programs and finding the repository's folders. A program that is run keeps the terminal: what it prints is
//! what its user sees.

use crate::outcome::{Error, Outcome};
use cargo_metadata::{Metadata, MetadataCommand};
use std::env;
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The workspace as cargo sees it: its members and its target folder.
pub(crate) fn workspace() -> Outcome<Metadata> {
    Ok(MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec()?)
}

/// A program, to be run in the workspace's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    cargo
}

/// Says what is run, runs it and demands success.
pub(crate) fn run(command: &mut Command) -> Outcome {
    println!("$ {}", line(command));
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(command)).into()) }
}

/// Runs silently and returns what was printed on stdout.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        let problem = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{}` failed ({})\n{}", line(command), output.status, problem.trim_end()).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The file that runs when `program` is called, if there is one.
pub(crate) fn find_program(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// A path as it is shown: from the workspace's folder, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/")
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name =
        if program.is_absolute() { program.file_stem().unwrap_or(program.as_os_str()) } else { program.as_os_str() };
    let words: Vec<_> = [name].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

fn cannot_start(command: &Command, error: &io::Error) -> Error {
    let program = Path::new(command.get_program()).display();
    if error.kind() == ErrorKind::NotFound {
        format!("`{program}` is not installed").into()
    } else {
        format!("`{program}` cannot be started: {error}").into()
    }
}
