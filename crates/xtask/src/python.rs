//! The Python test: the emulator under boto3, a client that nobody here wrote. Its packages go into `target/venv`.

use crate::optional_part::{self, Part};
use crate::outcome::Outcome;
use crate::shell;
use crate::steps::Done;
use std::path::{Path, PathBuf};

pub(crate) const TEST: &str = "tests/emulator-clients/boto3_test.py";

/// Whether there is such a test.
pub(crate) fn exists() -> bool {
    shell::root().join(TEST).is_file()
}

/// Runs it. What it takes to run it may be lacking; once that is there, its failure is a failure.
pub(crate) fn test(binary: &Path, demand_all: bool) -> Outcome<Done> {
    let Some(python) = Part::Python.find() else { return optional_part::lacking(Part::Python, demand_all) };
    let python = match environment(&python) {
        Ok(python) => python,
        Err(error) if demand_all => return Err(error),
        Err(error) => return Ok(Done::Skipped(format!("boto3 cannot be installed: {error}"))),
    };
    shell::run(shell::command(python).arg(TEST).env("CONNFN_BIN", binary))?;
    Ok(Done::Passed)
}

/// A Python that has boto3.
fn environment(python: &Path) -> Outcome<PathBuf> {
    let folder = shell::workspace()?.target_directory.into_std_path_buf().join("venv");
    let inside = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let ready = || shell::output(shell::command(&inside).args(["-c", "import boto3"])).is_ok();
    if !ready() {
        shell::run(shell::command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        shell::run(shell::command(&inside).args(["-m", "pip", "install", "--quiet"]).args(wanted()))?;
    }
    Ok(inside)
}

/// The pinned packages if the test's folder has a list of them.
fn wanted() -> [&'static str; 2] {
    const LIST: &str = "tests/emulator-clients/requirements.txt";
    if shell::root().join(LIST).is_file() { ["--requirement", LIST] } else { ["--upgrade", "boto3"] }
}
