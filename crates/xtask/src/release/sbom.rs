//! The bill of materials of what is shipped, in CycloneDX's JSON. It holds what the lock file and the manifests say, and neither a time
//! nor a serial number, so that the same sources give the same bytes.

use super::parts::{Part, Parts};
use crate::outcome::Outcome;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

pub(super) const FILE: &str = "sbom.cdx.json";

/// Writes it into a folder. `purl` names what is shipped, as package URLs do.
pub(super) fn write(parts: &Parts, name: &str, purl: &str, folder: &Path) -> Outcome {
    Ok(fs::write(folder.join(FILE), serde_json::to_string_pretty(&bill(parts, name, purl))? + "\n")?)
}

fn bill(parts: &Parts, name: &str, purl: &str) -> Value {
    let reference = |key: &String| parts.all.get(key).map(purl_of);
    let below = parts.below.iter().map(
        |(key, below)| json!({ "ref": reference(key), "dependsOn": below.iter().map(reference).collect::<Vec<_>>() }),
    );
    let top = json!({ "ref": purl, "dependsOn": parts.packages.iter().map(reference).collect::<Vec<_>>() });
    let dependencies: Vec<_> = [top].into_iter().chain(below).collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": purl,
                "name": name,
                "version": env!("CARGO_PKG_VERSION"),
                "purl": purl,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            },
        },
        "components": parts.all.values().map(component).collect::<Vec<_>>(),
        "dependencies": dependencies,
    })
}

fn component(part: &Part) -> Value {
    let purl = purl_of(part);
    json!({
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "purl": purl,
        "licenses": [{ "expression": part.licence }],
    })
}

/// What is behind a `+` in a version stays readable in a URL only if it is escaped.
fn purl_of(part: &Part) -> String {
    format!("pkg:cargo/{}@{}", part.name, part.version.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use super::super::parts;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reference_names_something_in_the_bill() {
        let parts = parts::of(&["connfn-wasm"], "wasm32-unknown-unknown").unwrap();
        let bill = bill(&parts, "connfn", "pkg:npm/connfn@0.1.0");
        let list = |name: &str| bill[name].as_array().unwrap().clone();
        let mut known: BTreeSet<_> =
            list("components").iter().map(|component| component["bom-ref"].as_str().unwrap().to_owned()).collect();
        known.insert("pkg:npm/connfn@0.1.0".to_owned());
        assert_eq!(list("dependencies").len(), known.len());
        for dependency in list("dependencies") {
            assert!(known.contains(dependency["ref"].as_str().unwrap()));
            assert!(dependency["dependsOn"].as_array().unwrap().iter().all(|to| known.contains(to.as_str().unwrap())));
        }
        assert!(!bill.to_string().contains(&parts.all.values().next().unwrap().folder.display().to_string()));
    }
}
