//! Which of the workspace's own crates each may build on, and which crates from outside stand behind one of them. Data flows one
//! way, and this is the way.

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
    ("connfn-doctor", &["connfn-core"]),
    ("connfn-executor", &["connfn-core", "connfn-doctor"]),
    // A witness of its own: what the planner believes of AWS must not reach it.
    ("connfn-emulator", &["connfn-simulator"]),
    (
        "connfn-cli",
        &["connfn", "connfn-doctor", "connfn-executor", "connfn-emulator", "connfn-simulator", "connfn-testing"],
    ),
    ("connfn-bindings", &["connfn"]),
    ("connfn-wasm", &["connfn-bindings"]),
    ("connfn-node", &["connfn-bindings"]),
    ("connfn-simulator-wasm", &["connfn-core", "connfn-simulator", "connfn-testing"]),
];

/// What comes from outside and only one of our crates may name, by how its name begins: what it is used for is then to be found, and
/// to be exchanged, in one place.
const BEHIND: &[(&str, &str)] = &[
    ("annotate-snippets", "connfn-cli"),
    ("aws-", "connfn-executor"),
    ("boa_", "connfn-simulator"),
    ("clap", "connfn-cli"),
    ("hcl-", "connfn-config"),
    ("imara-diff", "connfn-core"),
    ("jsonc-", "connfn-config"),
    ("napi", "connfn-node"),
    ("oxc_", "connfn-script"),
    ("quick-xml", "connfn-emulator"),
    ("saphyr-", "connfn-config"),
    ("toml_", "connfn-config"),
    ("x509-", "connfn-simulator"),
];

/// What builds on what it may not, and which crates nobody has given a place.
pub(super) fn problems(workspace: &Metadata) -> Vec<String> {
    let manifests: BTreeMap<&str, BTreeSet<&str>> = workspace
        .workspace_packages()
        .into_iter()
        .map(|package| {
            let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
            (package.name.as_str(), normal.map(|dependency| dependency.name.as_str()).collect())
        })
        .collect();
    compare(&manifests)
}

fn compare(manifests: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut problems = Vec::new();
    for (name, dependencies) in manifests.iter().filter(|(name, _)| !["xtask", "connfn-tests"].contains(name)) {
        let Some(allowed) = layers.get(name) else {
            problems.push(format!("`{name}` has no place in crates/xtask/src/purity/layers.rs"));
            continue;
        };
        for dependency in dependencies {
            if dependency.starts_with("connfn") && !allowed.contains(dependency) {
                problems.push(format!("`{name}` must not build on `{dependency}`"));
            }
            if let Some((_, holder)) = BEHIND.iter().find(|(start, _)| dependency.starts_with(start))
                && holder != name
            {
                problems.push(format!("`{name}` must leave `{dependency}` to `{holder}`"));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_runs_back_is_reported() {
        let manifests = BTreeMap::from([
            ("connfn-core", BTreeSet::new()),
            ("connfn-emulator", BTreeSet::from(["connfn-core", "quick-xml"])),
            ("connfn-executor", BTreeSet::from(["aws-config", "quick-xml"])),
            ("connfn-new", BTreeSet::new()),
        ]);
        assert_eq!(
            compare(&manifests),
            [
                "`connfn-emulator` must not build on `connfn-core`",
                "`connfn-executor` must leave `quick-xml` to `connfn-emulator`",
                "`connfn-new` has no place in crates/xtask/src/purity/layers.rs",
            ]
        );
    }
}
