//! Something that is shipped, and the documents that belong beside it because of what it is made of.

use super::{parts, sbom, third_party};
use crate::outcome::Outcome;
use crate::platform::Platform;
use std::path::Path;

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Debug)]
pub(crate) struct Product {
    name: String,
    /// Its package URL.
    purl: String,
    /// The packages of this workspace that it is built from.
    packages: &'static [&'static str],
    target: String,
}

impl Product {
    /// The npm package `connfn`.
    pub(crate) fn main() -> Self {
        let target = "wasm32-unknown-unknown".to_owned();
        let purl = format!("pkg:npm/connfn@{VERSION}");
        Self { name: "connfn".to_owned(), purl, packages: &["connfn-wasm", "connfn-simulator-wasm"], target }
    }

    /// A platform's npm package.
    pub(crate) fn of_platform(platform: &Platform) -> Self {
        let purl = format!("pkg:npm/{}@{VERSION}", platform.package().replace('@', "%40"));
        let packages = &["connfn-cli", "connfn-node"];
        Self { name: platform.package(), purl, packages, target: platform.target.clone() }
    }

    /// The archive with the command alone.
    pub(super) fn archive(platform: &Platform) -> Self {
        let purl = format!("pkg:generic/connfn@{VERSION}");
        Self { name: "connfn".to_owned(), purl, packages: &["connfn-cli"], target: platform.target.clone() }
    }

    /// Writes the documents into its folder, and says which.
    pub(crate) fn describe(&self, folder: &Path) -> Outcome<[&'static str; 3]> {
        let parts = parts::of(self.packages, &self.target)?;
        third_party::write(&parts, folder)?;
        sbom::write(&parts, &self.name, &self.purl, folder)?;
        Ok([third_party::LIST, third_party::STANDARD_LIBRARY, sbom::FILE])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use std::{env, fs, process};

    /// What a crate for Windows or macOS lacks shows here, and not first when a release is built there.
    #[test]
    fn everything_that_is_shipped_can_be_described() {
        let folder = files::emptied(env::temp_dir().join(format!("connfn-product-{}", process::id()))).unwrap();
        let platforms = Platform::all().unwrap();
        let products =
            platforms.iter().flat_map(|platform| [Product::of_platform(platform), Product::archive(platform)]);
        for product in products.chain([Product::main()]) {
            let documents = product.describe(&folder).unwrap_or_else(|error| panic!("{product:?}: {error}"));
            assert!(documents.iter().all(|name| folder.join(name).is_file()));
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
