//! The JavaScript tests: every folder below `tests/` and `examples/` whose `package.json` has a `test` script.
//!
//! A folder that needs a browser says so in its `package.json`: `"connfn": { "needs": ["browser"] }`. What only some of its tests
//! need, and skip themselves without, it `uses`. Where native code is tested, `"optimized": true` has the folder tested once more in
//! CI with that code as it is shipped.

use crate::optional_part::{self, Part};
use crate::outcome::Outcome;
use crate::steps::{Done, Steps};
use crate::{beside, shell};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The oldest Node that the package supports.
const OLDEST_NODE: u32 = 20;

const PARENTS: [&str; 2] = ["tests", "examples"];

/// A folder of JavaScript tests.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    pub(crate) name: String,
    installs: bool,
    pub(crate) needs: Vec<Part>,
    pub(crate) uses: Vec<Part>,
    optimized: bool,
}

/// The folders in the order of their names.
pub(crate) fn folders() -> Outcome<Vec<Folder>> {
    let mut folders = Vec::new();
    for parent in PARENTS {
        let Ok(entries) = fs::read_dir(shell::root().join(parent)) else { continue };
        for entry in entries {
            folders.extend(folder(entry?.path())?);
        }
    }
    folders.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(folders)
}

/// Every folder, tests or none, whose packages are locked, by its path from the workspace's folder.
pub(crate) fn locked_folders() -> Outcome<Vec<String>> {
    let files = shell::output(shell::command("git").args(["ls-files", "--", "*package-lock.json"]))?;
    Ok(files.lines().filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder.to_owned()).collect())
}

fn folder(path: PathBuf) -> Outcome<Option<Folder>> {
    let file = path.join("package.json");
    if !file.is_file() {
        return Ok(None);
    }
    let name = shell::shown(&path);
    let package: Value = serde_json::from_str(&fs::read_to_string(&file)?)
        .map_err(|error| format!("`{name}/package.json` is not JSON: {error}"))?;
    if package.pointer("/scripts/test").is_none() {
        return Ok(None);
    }
    let some = |key| package.get(key).and_then(Value::as_object).is_some_and(|map| !map.is_empty());
    let installs = some("dependencies") || some("devDependencies") || some("optionalDependencies");
    let (needs, uses) = (parts(&package, "needs", &name)?, parts(&package, "uses", &name)?);
    let optimized = package.pointer("/connfn/optimized").and_then(Value::as_bool).unwrap_or_default();
    Ok(Some(Folder { path, name, installs, needs, uses, optimized }))
}

/// The optional parts that a `package.json` names under this key.
fn parts(package: &Value, key: &str, folder: &str) -> Outcome<Vec<Part>> {
    let list = package.pointer(&format!("/connfn/{key}")).and_then(Value::as_array);
    let known = |part: &Value| {
        let unknown = || format!("`{folder}/package.json` {key} {part}, which is unknown").into();
        part.as_str().and_then(Part::named).ok_or_else(unknown)
    };
    list.map(Vec::as_slice).unwrap_or_default().iter().map(known).collect()
}

/// Runs the tests of one folder.
pub(crate) fn test(name: &str, binary: &Path, demand_all: bool) -> Outcome {
    node()?;
    let wanted = name.trim_end_matches('/');
    let folder = folders()?.into_iter().find(|folder| folder.name == wanted);
    let folder = folder.ok_or_else(|| format!("`{name}` is no folder of JavaScript tests, such as `tests/js`"))?;
    match folder.test(binary, demand_all)? {
        Done::Passed => {}
        Done::Skipped(reason) => println!("skipped: {reason}"),
    }
    Ok(())
}

/// Runs the tests of every folder side by side, each as a process of this program.
pub(crate) fn test_all(steps: &mut Steps, binary: &Path, demand_all: bool) -> Outcome {
    let folders = folders()?;
    if !folders.is_empty() && !steps.must("Node", node) {
        for folder in &folders {
            steps.skip(&folder.name, "there is no usable Node");
        }
        return Ok(());
    }
    let mut tests = Vec::new();
    for folder in folders {
        if let Some(part) = folder.needs.iter().find(|part| part.find().is_none()) {
            steps.step(&folder.name, || optional_part::lacking(*part, demand_all));
            continue;
        }
        let mut test = shell::command(env::current_exe()?);
        test.args(["test", &folder.name]).args(demand_all.then_some("--require-optional"));
        test.arg("--command").arg(binary);
        tests.push((folder.name, test));
    }
    beside::all(steps, tests);
    Ok(())
}

/// Runs those once more that are about native code, with the packages that were made of it since.
pub(crate) fn test_optimized(steps: &mut Steps, binary: &Path) -> Outcome {
    for folder in folders()?.iter().filter(|folder| folder.optimized) {
        steps.step(&format!("optimized: {}", folder.name), || folder.test(binary, optional_part::demanded()));
    }
    Ok(())
}

impl Folder {
    fn test(&self, binary: &Path, demand_all: bool) -> Outcome<Done> {
        let mut test = npm(&["test"]);
        test.current_dir(&self.path).env("CONNFN_BIN", binary);
        for part in &self.needs {
            match part.find() {
                Some(program) => test.env(part.variable(), program),
                None => return optional_part::lacking(*part, demand_all),
            };
        }
        for part in &self.uses {
            match part.find() {
                Some(program) => _ = test.env(part.variable(), program),
                None if demand_all => return optional_part::lacking(*part, demand_all),
                None => println!("{}: tests that want {} are skipped", self.name, part.described()),
            }
        }
        if self.installs {
            install(&self.path)?;
        }
        shell::run(&mut test)?;
        Ok(Done::Passed)
    }
}

/// Installs what a folder's lock file says, unless what `npm ci` once installed is at least as new.
pub(crate) fn install(folder: &Path) -> Outcome {
    let time = |file| fs::metadata(folder.join(file)).and_then(|data| data.modified()).ok();
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed >= time("package-lock.json") {
        return Ok(());
    }
    // None of the packages needs a script of its own to be run.
    shell::run(npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}

pub(crate) fn npm(arguments: &[&str]) -> std::process::Command {
    let mut npm = shell::command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(arguments);
    npm
}

fn node() -> Outcome {
    let wanted = format!("the JavaScript tests need Node {OLDEST_NODE} or newer");
    let version =
        shell::output(shell::command("node").arg("--version")).map_err(|error| format!("{wanted}: {error}"))?;
    println!("Node {}", version.trim());
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => Err(format!("{wanted}, and this is {}", version.trim()).into()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_what_stands_before_the_first_dot() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("not a version"), None);
    }
}
