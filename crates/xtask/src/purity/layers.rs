//! Which of the workspace's own crates each may build on. Data flows one way, and this is the way.

use cargo_metadata::{DependencyKind, Metadata};
use std::collections::{BTreeMap, BTreeSet};

/// Every crate that is part of what users install, and the crates of ours that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("connfn-core", &[]),
    ("connfn-config", &["connfn-core"]),
    ("connfn-script", &[]),
    ("connfn-simulator", &["connfn-script"]),
    ("connfn-testing", &["connfn-core", "connfn-simulator"]),
    ("connfn", &["connfn-core", "connfn-config", "connfn-script"]),
    ("connfn-executor", &["connfn-core"]),
    // A witness of its own: what the planner believes of AWS must not reach it.
    ("connfn-emulator", &["connfn-simulator"]),
    ("connfn-cli", &["connfn", "connfn-executor", "connfn-emulator", "connfn-simulator", "connfn-testing"]),
    ("connfn-bindings", &["connfn"]),
    ("connfn-wasm", &["connfn-bindings"]),
    ("connfn-node", &["connfn-bindings"]),
    ("connfn-simulator-wasm", &["connfn-core", "connfn-simulator", "connfn-testing"]),
];

/// What builds on what it may not, and which crates nobody has given a place.
pub(super) fn problems(workspace: &Metadata) -> Vec<String> {
    let own: BTreeMap<&str, BTreeSet<&str>> = workspace
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
            let ours = normal.map(|dependency| dependency.name.as_str()).filter(|name| name.starts_with("connfn"));
            (package.name.as_str(), ours.collect())
        })
        .collect();
    compare(&own)
}

fn compare(own: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut problems = Vec::new();
    for (name, dependencies) in own.iter().filter(|(name, _)| !["xtask", "connfn-tests"].contains(name)) {
        let Some(allowed) = layers.get(name) else {
            problems.push(format!("`{name}` has no place in crates/xtask/src/purity/layers.rs"));
            continue;
        };
        for dependency in dependencies.iter().filter(|dependency| !allowed.contains(dependency)) {
            problems.push(format!("`{name}` must not build on `{dependency}`"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_runs_back_is_reported() {
        let own = BTreeMap::from([
            ("connfn-core", BTreeSet::new()),
            ("connfn-emulator", BTreeSet::from(["connfn-core"])),
            ("connfn-new", BTreeSet::new()),
        ]);
        assert_eq!(
            compare(&own),
            [
                "`connfn-emulator` must not build on `connfn-core`",
                "`connfn-new` has no place in crates/xtask/src/purity/layers.rs",
            ]
        );
    }
}
