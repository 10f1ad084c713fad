//! `cargo xtask purity`: what keeps the pure crates pure. The compiler holds most of it (`no_std`, the bans in each
//! `clippy.toml`); this task checks that these are in place, that every dependency is one whose purity someone has looked
//! at, that no crate builds on one above it, that no code names what it must not, that no two files name each other, and
//! that all of it compiles for a target that has no system.

mod allow_list;
mod circles;
mod dependencies;
mod layers;
mod walls;

use crate::outcome::Outcome;
use crate::shell;
use std::fs;
use std::path::Path;

/// The packages that do no I/O.
const PURE: [&str; 5] = ["connfn-core", "connfn-config", "connfn-script", "connfn", "connfn-doctor"];

/// The packages that run functions. They do no I/O either, but their engine needs the standard library.
const SIMULATING: [&str; 2] = ["connfn-simulator", "connfn-testing"];

/// What the pure packages may depend on, and what those that run functions may besides.
const PURE_LIST: &str = "crates/xtask/pure-dependencies.txt";
const SIMULATING_LIST: &str = "crates/xtask/simulating-dependencies.txt";

/// The target without files, clock or sockets.
const TARGET: &str = "wasm32-unknown-unknown";

/// The bans that every pure crate repeats.
const BANS: &str = "crates/core/clippy.toml";

pub(crate) fn run() -> Outcome {
    let rules = rules();
    wasm_check()?;
    rules
}

/// Checks everything that needs no compiler.
pub(crate) fn rules() -> Outcome {
    let mut problems = Vec::new();
    let bans = bans(&fs::read_to_string(shell::root().join(BANS))?);
    if bans.is_empty() {
        problems.push(format!("`{BANS}` bans nothing"));
    }
    let workspace = shell::workspace()?;
    for name in PURE.into_iter().chain(SIMULATING) {
        let package = workspace.packages.iter().find(|package| package.name.as_str() == name);
        match package.and_then(|package| package.manifest_path.parent()) {
            Some(folder) => problems.extend(discipline(folder.as_std_path(), &bans, PURE.contains(&name))),
            None => problems.push(format!("the workspace has no package `{name}`")),
        }
    }
    problems.extend(layers::problems(&workspace));
    problems.extend(walls::problems()?);
    problems.extend(circles::problems()?);
    let found = dependencies::closure(&PURE, TARGET)?;
    let list = allow_list::read(PURE_LIST)?;
    problems.extend(list.compare(&found));
    let simulating = list.remainder(dependencies::closure(&SIMULATING, TARGET)?);
    problems.extend(allow_list::read(SIMULATING_LIST)?.compare(&simulating));
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    println!(
        "{} are `no_std` and ban {} ways to the system; {} crates below them are known to do no I/O, and {} more run only \
         while compiling; {} bans the same, and brings {} and {} more",
        PURE.join(", "),
        bans.len(),
        found.runtime.len(),
        found.build.len(),
        SIMULATING.join(", "),
        simulating.runtime.len(),
        simulating.build.len(),
    );
    Ok(())
}

/// Compiles each pure crate where there is nothing to do I/O with. A check is enough: what a library uses is known before its machine
/// code is made, and the modules of WASM are linked elsewhere.
pub(crate) fn wasm_check() -> Outcome {
    let target = ["--target", TARGET];
    let libraries = shell::output(shell::command("rustc").args(["--print", "target-libdir"]).args(target))?;
    if !Path::new(libraries.trim()).is_dir() {
        shell::run(shell::command("rustup").args(["target", "add", TARGET]))?;
    }
    let packages = PURE.iter().chain(&SIMULATING);
    shell::run(shell::cargo(&["check"]).args(target).args(packages.flat_map(|name| ["--package", name])))
}

/// What a pure crate's folder lacks.
fn discipline(folder: &Path, bans: &[String], no_std: bool) -> Vec<String> {
    let name = shell::shown(folder);
    let mut problems = Vec::new();
    let library = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
    if no_std && !library.lines().any(|line| line == "#![no_std]") {
        problems.push(format!("`{name}/src/lib.rs` does not say `#![no_std]`"));
    }
    let own = self::bans(&fs::read_to_string(folder.join("clippy.toml")).unwrap_or_default());
    let missing: Vec<_> = bans.iter().filter(|ban| !own.contains(ban)).map(String::as_str).collect();
    if !missing.is_empty() {
        problems.push(format!("`{name}/clippy.toml` does not ban {}", missing.join(", ")));
    }
    problems
}

/// The paths that a `clippy.toml` bans; each stands on a line of its own.
fn bans(configuration: &str) -> Vec<String> {
    let paths = configuration.lines().filter_map(|line| line.trim().strip_prefix("{ path = \""));
    paths.filter_map(|line| line.split_once('"')).map(|(path, _)| path.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bans_are_the_paths_of_the_configuration() {
        let configuration =
            "disallowed-types = [\n    { path = \"std::fs::File\", reason = \"x\" },\n    # { path = \"no\" }\n]\n";
        assert_eq!(bans(configuration), ["std::fs::File"]);
    }
}
