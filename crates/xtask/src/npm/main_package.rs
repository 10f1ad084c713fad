//! The npm package `connfn`: JavaScript, types, schemas and WASM, which are the same for all platforms.

use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::release::Product;
use crate::{files, javascript, shell};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// What the package takes from the repository as it is.
const COMMITTED: [&str; 9] =
    ["README.md", "bin", "index.d.ts", "lib", "runtime", "schema", "simulator.d.ts", "types.d.ts", "package.json"];

/// Its folder, made anew within this one.
pub(crate) fn assemble(wasm: &Path, folder: &Path) -> Outcome<PathBuf> {
    let stage = files::emptied(folder.join("connfn"))?;
    let (platforms, version) = (Platform::all()?, env!("CARGO_PKG_VERSION"));
    let source = shell::root().join("npm/connfn");
    for name in COMMITTED {
        files::copy(&source.join(name), &stage.join(name))?;
    }
    files::copy(&shell::root().join("LICENSE"), &stage.join("LICENSE"))?;
    files::copy(wasm, &stage.join("wasm"))?;
    Product::main().describe(&stage)?;
    fs::write(stage.join("lib/build.js"), build_facts(&platforms, version)?)?;
    // npm edits the manifest itself, since the order of its members means something.
    shell::run(
        javascript::npm(&["pkg", "set", "--json"]).args(manifest_members(&platforms, version)).current_dir(&stage),
    )?;
    commonjs(&stage)?;
    Ok(stage)
}

/// What the package must know of its own build.
fn build_facts(platforms: &[Platform], version: &str) -> Outcome<String> {
    let known: Vec<_> =
        platforms.iter().map(|Platform { name, os, cpu, .. }| json!({ "name": name, "os": os, "cpu": cpu })).collect();
    Ok(format!(
        "// Written by `cargo xtask npm`.\n\nexport const version = {};\n\nexport const platforms = {};\n",
        serde_json::to_string(version)?,
        serde_json::to_string_pretty(&known)?,
    ))
}

/// What the package's manifest gets, as JSON: the version, the platforms' packages of the same version, and where it is from.
fn manifest_members(platforms: &[Platform], version: &str) -> Vec<String> {
    let packages =
        platforms.iter().map(|platform| format!("optionalDependencies[{}]=\"{version}\"", platform.package()));
    let origin = super::origin().map(|(name, value)| format!("{name}={value}"));
    [format!("version=\"{version}\"")].into_iter().chain(packages).chain(origin).collect()
}

/// The same modules as CommonJS, one file for each way in, for `require`. Types are the same too, in a folder that says CommonJS.
fn commonjs(stage: &Path) -> Outcome {
    let npm = shell::root().join("npm");
    javascript::install(&npm)?;
    let folder = stage.join("cjs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
    for types in ["index.d.ts", "simulator.d.ts", "types.d.ts"] {
        files::copy(&stage.join(types), &folder.join(types))?;
    }
    for entry in ["node.js", "simulator/node.js"] {
        bundle(&stage.join("lib").join(entry), &folder.join(entry))?;
    }
    Ok(())
}

fn bundle(entry: &Path, to: &Path) -> Outcome {
    let mut esbuild = javascript::npm(&["exec", "--offline", "--", "esbuild", "--bundle", "--platform=node"]);
    esbuild.args(["--format=cjs", "--target=node20", "--log-level=warning"]);
    // CommonJS has no `import.meta`.
    esbuild.arg("--define:import.meta.url=here");
    esbuild.arg("--banner:js=const here = require('node:url').pathToFileURL(__filename).href;");
    esbuild.arg(entry).arg(format!("--outfile={}", to.display()));
    shell::run(esbuild.current_dir(shell::root().join("npm")))
}
