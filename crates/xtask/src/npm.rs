//! `cargo xtask npm`: the npm packages as tarballs in `target/npm`: `connfn`, and the platform's package for this machine, which
//! carries the addon and the native command. Beside the tarballs lie the folders that they are made of; the examples and
//! tests link these.

use crate::{Outcome, binary, javascript, shell, wasm};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};

/// The platforms that a release is built for.
const PLATFORMS: &str = "npm/platforms.json";

/// What the package takes from the repository as it is.
const COMMITTED: [&str; 9] =
    ["README.md", "bin", "index.d.ts", "lib", "runtime", "schema", "simulator.d.ts", "types.d.ts", "package.json"];

/// A platform that a package is made for.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Platform {
    name: String,
    /// Rust's name for it.
    target: String,
    /// Node's names for it, which npm compares.
    os: String,
    cpu: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    libc: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Pack this command, rather than build one
    #[arg(long, value_name = "FILE")]
    command: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let command = options.command.clone().map_or_else(binary::release, Ok)?;
    for tarball in build(&command)? {
        println!("wrote {}", shell::shown(&tarball));
    }
    Ok(())
}

/// Builds all of it around a command that was built already.
pub(crate) fn build(command: &Path) -> Outcome<Vec<PathBuf>> {
    let platforms: Vec<Platform> = serde_json::from_str(&fs::read_to_string(shell::root().join(PLATFORMS))?)
        .map_err(|error| format!("{PLATFORMS}: {error}"))?;
    let host = shell::output(shell::command("rustc").args(["--print", "host-tuple"]))?;
    let version = env!("CARGO_PKG_VERSION");
    let wasm = wasm::build()?;
    let addon = addon()?;
    let folder = wasm.parent().unwrap_or(&wasm).to_owned();
    remove_tarballs(&folder)?;
    let package = package(&folder, &wasm, &addon, &platforms, version)?;
    // Where Node finds it from the examples, which name it as their users will.
    copy(&package, &emptied(shell::root().join("examples/node_modules/connfn"))?)?;
    let mut packages = vec![package];
    match platforms.iter().find(|platform| platform.target == host.trim()) {
        Some(platform) => packages.push(platform_package(&folder, platform, &addon, command, version)?),
        None => println!("{PLATFORMS} does not list {}, so there is no package for it", host.trim()),
    }
    packages.iter().map(|package| pack(package, &folder)).collect()
}

/// Builds the addon, and says where it is.
pub(crate) fn addon() -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "connfn-node"]))?;
    let target = shell::workspace()?.target_directory.into_std_path_buf();
    Ok(target.join("release").join(format!("{DLL_PREFIX}connfn_node{DLL_SUFFIX}")))
}

/// The folder of the package `connfn`.
fn package(folder: &Path, wasm: &Path, addon: &Path, platforms: &[Platform], version: &str) -> Outcome<PathBuf> {
    let stage = emptied(folder.join("connfn"))?;
    let source = shell::root().join("npm/connfn");
    for name in COMMITTED {
        copy(&source.join(name), &stage.join(name))?;
    }
    copy(&shell::root().join("LICENSE"), &stage.join("LICENSE"))?;
    copy(wasm, &stage.join("wasm"))?;
    // Not packed; found by those who link the folder.
    copy(addon, &stage.join("connfn.node"))?;
    fs::write(stage.join("lib/build.js"), build_facts(platforms, version)?)?;
    // npm edits the manifest itself, since the order of its members means something.
    shell::run(javascript::npm(&["pkg", "set"]).args(manifest_members(platforms, version)).current_dir(&stage))?;
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

/// What the package's manifest gets: the version, and the platforms' packages of the same version.
fn manifest_members(platforms: &[Platform], version: &str) -> Vec<String> {
    let packages =
        platforms.iter().map(|platform| format!("optionalDependencies[{}]={version}", package_name(platform)));
    [format!("version={version}")].into_iter().chain(packages).collect()
}

/// The same modules as CommonJS, one file for each way in, for `require`. Types are the same too, in a folder that says CommonJS.
fn commonjs(stage: &Path) -> Outcome {
    let npm = shell::root().join("npm");
    javascript::install(&npm)?;
    let folder = stage.join("cjs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
    for types in ["index.d.ts", "simulator.d.ts", "types.d.ts"] {
        copy(&stage.join(types), &folder.join(types))?;
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

/// The folder of a platform's package.
fn platform_package(
    folder: &Path,
    platform: &Platform,
    addon: &Path,
    command: &Path,
    version: &str,
) -> Outcome<PathBuf> {
    let stage = emptied(folder.join(&platform.name))?;
    let command_file = format!("bin/connfn{EXE_SUFFIX}");
    copy(addon, &stage.join("connfn.node"))?;
    copy(command, &stage.join(&command_file))?;
    copy(&shell::root().join("LICENSE"), &stage.join("LICENSE"))?;
    let mut manifest = json!({
        "name": package_name(platform),
        "version": version,
        "description": format!("connfn's addon and command for {}", platform.target),
        "license": env!("CARGO_PKG_LICENSE"),
        "os": [platform.os],
        "cpu": [platform.cpu],
        "main": "connfn.node",
        "files": ["connfn.node", command_file],
        "preferUnplugged": true,
    });
    if let (Some(libc), Some(manifest)) = (&platform.libc, manifest.as_object_mut()) {
        manifest.insert("libc".to_owned(), json!([libc]));
    }
    fs::write(stage.join("package.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    let about =
        format!("# {}\n\nThe addon and the command of connfn for {}.\n", package_name(platform), platform.target);
    fs::write(stage.join("README.md"), about)?;
    Ok(stage)
}

fn package_name(platform: &Platform) -> String {
    format!("@connfn/{}", platform.name)
}

fn pack(package: &Path, folder: &Path) -> Outcome<PathBuf> {
    let mut npm = javascript::npm(&["pack", "--json", "--pack-destination"]);
    let packed: Value = serde_json::from_str(&shell::output(npm.arg(folder).current_dir(package))?)?;
    // A list in older versions of npm, and a map by name in newer ones.
    let first = packed.get(0).or_else(|| packed.as_object()?.values().next());
    let name = first.and_then(|first| first.get("filename")?.as_str());
    Ok(folder.join(name.ok_or("`npm pack` did not say what it wrote")?))
}

fn remove_tarballs(folder: &Path) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tgz") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn emptied(folder: PathBuf) -> Outcome<PathBuf> {
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Copies a file or a folder.
fn copy(from: &Path, to: &Path) -> Outcome {
    if from.is_dir() {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to).map_err(|error| format!("`{}` cannot be copied: {error}", shell::shown(from)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_are_listed_by_name_and_once() {
        let platforms: Vec<Platform> =
            serde_json::from_str(&fs::read_to_string(shell::root().join(PLATFORMS)).unwrap()).unwrap();
        assert!(platforms.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
