//! What the pure crates really depend on: with the features that they are built with and for the target that they reach.
//! `cargo tree` is asked rather than `cargo metadata`, which unites the features of the whole workspace.

use crate::outcome::Outcome;
use crate::shell;
use std::collections::{BTreeMap, BTreeSet};

/// The features of each crate, by name. Two versions of one crate are one entry.
pub(super) type Crates = BTreeMap<String, BTreeSet<String>>;

/// Every crate below some packages.
#[derive(Debug)]
pub(super) struct Closure {
    /// Those that become part of the program.
    pub(super) runtime: Crates,
    /// Those that run only while compiling: procedural macros and build scripts, and what these are made of.
    pub(super) build: Crates,
}

/// The crates below these packages, without the packages themselves.
pub(super) fn closure(packages: &[&str], target: &str) -> Outcome<Closure> {
    let runtime = tree(packages, target, "normal,no-proc-macro")?;
    let mut build = tree(packages, target, "normal,build")?;
    build.retain(|name, _| !runtime.contains_key(name));
    Ok(Closure { runtime, build })
}

fn tree(packages: &[&str], target: &str, edges: &str) -> Outcome<Crates> {
    let mut cargo = shell::cargo(&["tree", "--locked", "--no-dedupe", "--prefix", "none", "--format", "{p}|{f}"]);
    cargo.args(["--target", target, "--edges", edges]);
    cargo.args(packages.iter().flat_map(|name| ["--package", name]));
    let mut crates = crates(&shell::output(&mut cargo)?);
    crates.retain(|name, _| !packages.contains(&name.as_str()));
    Ok(crates)
}

/// Reads lines such as `serde v1.0.0|alloc,derive`.
fn crates(tree: &str) -> Crates {
    let mut crates = Crates::new();
    for line in tree.lines() {
        let Some((package, features)) = line.split_once('|') else { continue };
        let Some(name) = package.split_whitespace().next() else { continue };
        let features = features.split(',').filter(|feature| !feature.is_empty()).map(str::to_owned);
        crates.entry(name.to_owned()).or_default().extend(features);
    }
    crates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_line_by_line() {
        let crates = crates("serde v1.0.0|alloc,derive\nserde_derive v1.0.0 (proc-macro)|\n\nserde v1.0.0|alloc\n");
        assert_eq!(crates.keys().collect::<Vec<_>>(), ["serde", "serde_derive"]);
        assert_eq!(crates["serde"].len(), 2);
    }
}
