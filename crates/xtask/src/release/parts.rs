//! What a program is made of: the crates that become part of it, ours and those of others, with the features that they are built
//! with and for the target that they reach. What runs only while compiling is no part of it.

use crate::outcome::Outcome;
use crate::shell;
use cargo_metadata::{Metadata, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A crate by its name and version, as in `serde 1.0.0`.
pub(super) type Key = String;

#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) version: String,
    /// As SPDX writes it.
    pub(super) licence: String,
    pub(super) authors: Vec<String>,
    /// Whether it is a crate of this workspace.
    pub(super) ours: bool,
    pub(super) folder: PathBuf,
}

/// All parts of some packages, these among them.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) all: BTreeMap<Key, Part>,
    /// What each is directly made of.
    pub(super) below: BTreeMap<Key, BTreeSet<Key>>,
    pub(super) packages: BTreeSet<Key>,
}

/// The parts of these packages, built for this target.
pub(super) fn of(packages: &[&str], target: &str) -> Outcome<Parts> {
    let mut cargo = shell::cargo(&["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "depth"]);
    cargo.args(["--format", " {p}", "--target", target]).args(packages.iter().flat_map(|name| ["--package", name]));
    let (below, packages) = edges(&shell::output(&mut cargo)?);
    let known = described()?;
    let all = below.keys().map(|key| {
        let part = known.get(key).ok_or_else(|| format!("cargo does not describe `{key}`"))?;
        Ok((key.clone(), part.clone()))
    });
    Ok(Parts { all: all.collect::<Outcome<_>>()?, below, packages })
}

/// Reads lines such as `2 serde v1.0.0`, which begin with how deep each lies: what each is made of, and what lies at the top.
fn edges(tree: &str) -> (BTreeMap<Key, BTreeSet<Key>>, BTreeSet<Key>) {
    let mut below: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    let mut way: Vec<Key> = Vec::new();
    let mut top = BTreeSet::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(depth), Some(name), Some(version)) = (words.next(), words.next(), words.next()) else { continue };
        let Ok(depth) = depth.parse::<usize>() else { continue };
        let key = format!("{name} {}", version.trim_start_matches('v'));
        way.truncate(depth);
        match way.last() {
            Some(above) => _ = below.entry(above.clone()).or_default().insert(key.clone()),
            None => _ = top.insert(key.clone()),
        }
        below.entry(key.clone()).or_default();
        way.push(key);
    }
    (below, top)
}

/// Everything in the lock file, as its manifest describes it.
fn described() -> Outcome<BTreeMap<Key, Part>> {
    let manifest = shell::root().join("Cargo.toml");
    let metadata: Metadata =
        MetadataCommand::new().manifest_path(manifest).other_options(["--locked".to_owned()]).exec()?;
    let parts = metadata.packages.into_iter().map(|package| {
        let (name, version) = (package.name.to_string(), package.version.to_string());
        let part = Part {
            licence: spdx(package.license.as_deref().unwrap_or_default()),
            authors: package.authors,
            ours: package.source.is_none(),
            folder: package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned()).unwrap_or_default(),
            name,
            version,
        };
        (format!("{} {}", part.name, part.version), part)
    });
    Ok(parts.collect())
}

/// Old manifests write `/` for `OR`.
fn spdx(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_by_its_depth() {
        let (below, top) =
            edges("0 a v1.0.0 (/here)\n1 b v2.0.0\n2 c v3.0.0\n1 c v3.0.0 (*)\n\n0 d v4.0.0\n1 b v2.0.0 (*)\n");
        let of = |key: &str| below[key].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(top.iter().collect::<Vec<_>>(), ["a 1.0.0", "d 4.0.0"]);
        assert_eq!(of("a 1.0.0"), ["b 2.0.0", "c 3.0.0"]);
        assert_eq!(of("b 2.0.0"), ["c 3.0.0"]);
        assert_eq!(of("d 4.0.0"), ["b 2.0.0"]);
        assert!(of("c 3.0.0").is_empty());
    }

    #[test]
    fn the_parts_of_a_package_are_what_is_shipped() {
        let parts = of(&["connfn-wasm"], "wasm32-unknown-unknown").unwrap();
        let names: Vec<_> = parts.all.values().map(|part| part.name.as_str()).collect();
        assert!(["connfn-core", "serde", "wasm-bindgen"].iter().all(|name| names.contains(name)), "{names:?}");
        // Macros and the generator of schemas only run while compiling.
        assert!(!["serde_derive", "schemars", "proptest"].iter().any(|name| names.contains(name)), "{names:?}");
        assert!(parts.all.values().all(|part| !part.licence.is_empty()));
    }

    #[test]
    fn licences_are_written_as_spdx_does() {
        assert_eq!(spdx("MIT/Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(spdx("Apache-2.0 / MIT"), "Apache-2.0 OR MIT");
        assert_eq!(spdx("(MIT OR Apache-2.0) AND Unicode-3.0"), "(MIT OR Apache-2.0) AND Unicode-3.0");
    }
}
