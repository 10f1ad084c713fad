//! A package as npm packs and publishes it.

use crate::outcome::Outcome;
use crate::{javascript, shell};
use serde_json::Value;
use std::path::{Path, PathBuf};

const IS_PRERELEASE: bool = !env!("CARGO_PKG_VERSION_PRE").is_empty();

#[derive(Debug)]
pub(crate) struct Tarball {
    pub(crate) file: PathBuf,
}

impl Tarball {
    /// What npm calls the tarball of a package of this version.
    pub(crate) fn name_of(package: &str) -> String {
        format!("{}-{}.tgz", package.trim_start_matches('@').replace('/', "-"), env!("CARGO_PKG_VERSION"))
    }

    /// Packs a package's folder into another folder.
    pub(crate) fn pack(package: &Path, folder: &Path) -> Outcome<Self> {
        let mut npm = javascript::npm(&["pack", "--json", "--pack-destination"]);
        let packed: Value = serde_json::from_str(&shell::output(npm.arg(folder).current_dir(package))?)?;
        // A list in older versions of npm, and a map by name in newer ones.
        let first = packed.get(0).or_else(|| packed.as_object()?.values().next());
        let name = first.and_then(|first| first.get("filename")?.as_str());
        Ok(Self { file: folder.join(name.ok_or("`npm pack` did not say what it wrote")?) })
    }

    /// Publishes it, or does all but that. Who asks for no version must not be given one that is not finished, such as 1.0.0-rc.1.
    pub(crate) fn publish(&self, dry_run: bool, provenance: bool) -> Outcome {
        let mut npm = javascript::npm(&["publish"]);
        npm.args(IS_PRERELEASE.then_some("--tag=next"));
        npm.args(dry_run.then_some("--dry-run")).args(provenance.then_some("--provenance"));
        shell::run(npm.arg(&self.file))
    }
}
