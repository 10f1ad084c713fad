//! What the manifests say, held together: the version and the toolchain stand in one place each, and a crate that is published
//! has all that a registry shows.

use super::changelog;
use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{repository, shell};
use cargo_metadata::{DependencyKind, Metadata, Package};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;

/// Where the toolchain stands, which is the oldest that is promised to work, as it is the only one that is tested.
const TOOLCHAIN: &str = "rust-toolchain.toml";

/// The workflow that builds for each platform, and what says which licences are accepted on each.
const WORKFLOW: &str = ".github/workflows/release.yml";
const LICENCES: &str = "deny.toml";

/// What tells users what they need.
const GUIDE: &str = "docs/install.md";

/// As many as a registry takes.
const MOST_KEYWORDS: usize = 5;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Check as well that this tag is of the version, as v1.2.3 is
    #[arg(long)]
    tag: Option<String>,
    /// Check as well that the manifests name this repository
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
}

pub(super) fn run(options: &Options) -> Outcome {
    check()?;
    options.repository.as_deref().map_or(Ok(()), repository::demand_that_it_is)?;
    let wanted = concat!("v", env!("CARGO_PKG_VERSION"));
    match &options.tag {
        Some(tag) if tag != wanted => Err(format!("the tag `{tag}` is not `{wanted}`").into()),
        _ => Ok(()),
    }
}

pub(crate) fn check() -> Outcome {
    let workspace = shell::workspace()?;
    let version = env!("CARGO_PKG_VERSION");
    let read = |file: &str| fs::read_to_string(shell::root().join(file)).map_err(|error| format!("`{file}`: {error}"));
    let mut problems = versions(&workspace, version);
    problems.extend(toolchain(&workspace, &read(TOOLCHAIN)?));
    problems.extend(guide(&read(GUIDE)?, &Platform::all()?));
    problems
        .extend(published(&workspace).flat_map(|package| presentation(package, &read("LICENSE").unwrap_or_default())));
    problems.extend(foundations(&workspace));
    problems.extend(platforms(&Platform::all()?, &read(WORKFLOW)?, &read(LICENCES)?));
    problems.extend(changelog::problem(&read(changelog::FILE)?, version));
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    let names: Vec<_> = published(&workspace).map(|package| package.name.as_str()).collect();
    println!("version {version} of {}", names.join(", "));
    Ok(())
}

/// The crates that go to a registry.
pub(super) fn published(workspace: &Metadata) -> impl Iterator<Item = &Package> {
    workspace.workspace_packages().into_iter().filter(|package| package.publish.is_none())
}

/// What is of another version, or asks for another version of a crate of ours.
fn versions(workspace: &Metadata, version: &str) -> Vec<String> {
    let packages = workspace.workspace_packages();
    let own: BTreeSet<_> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut problems = Vec::new();
    for package in packages {
        let name = &package.name;
        if package.version.to_string() != version {
            problems.push(format!("`{name}` is of version {}, and not {version}", package.version));
        }
        let ours = package.dependencies.iter().filter(|dependency| own.contains(dependency.name.as_str()));
        for dependency in ours.filter(|dependency| dependency.req.to_string() != format!("={version}")) {
            problems
                .push(format!("`{name}` asks for `{} {}`, and not for ={version}", dependency.name, dependency.req));
        }
    }
    problems
}

/// The packages whose `rust-version` is not the toolchain that they are tested with.
fn toolchain(workspace: &Metadata, toolchain: &str) -> Vec<String> {
    let channel = toolchain.lines().find_map(|line| line.strip_prefix("channel = \"")?.strip_suffix('"'));
    let Some(channel) = channel else { return vec![format!("`{TOOLCHAIN}` names no channel")] };
    let tested =
        |package: &&&Package| package.rust_version.as_ref().is_some_and(|oldest| oldest.to_string() == channel);
    let packages = workspace.workspace_packages();
    let others = packages.iter().filter(|package| !tested(package));
    others
        .map(|package| format!("the `rust-version` of `{}` is not {channel}, which is what is tested", package.name))
        .collect()
}

/// What the guide tells wrongly, or not at all, of what it takes to have connfn.
fn guide(text: &str, platforms: &[Platform]) -> Vec<String> {
    let rust = format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION"));
    let targets = platforms.iter().map(|platform| format!("`{}`", platform.target));
    let untold = [rust].into_iter().chain(targets).filter(|told| !text.contains(told.as_str()));
    untold.map(|told| format!("`{GUIDE}` does not name {told}")).collect()
}

/// What a registry would miss in a crate.
fn presentation(package: &Package, licence: &str) -> Vec<String> {
    let file = |name: &str| fs::read_to_string(package.manifest_path.with_file_name(name)).unwrap_or_default();
    let documentation = package.documentation.as_deref().unwrap_or_default();
    let missing = [
        (package.description.is_none(), "a description"),
        (package.repository.as_deref() != Some(repository::here()), "the repository"),
        (package.keywords.is_empty() || package.keywords.len() > MOST_KEYWORDS, "one to five keywords"),
        (package.categories.is_empty(), "categories"),
        (
            !documentation.starts_with("https://docs.rs/") || !documentation.ends_with(package.name.as_str()),
            "its `documentation`",
        ),
        (!file("README.md").starts_with(&format!("# {}\n", package.name)), "a README.md that begins with its name"),
        (file("LICENSE") != licence, "the LICENSE of the repository"),
    ];
    let name = &package.name;
    missing.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| format!("`{name}` lacks {what}")).collect()
}

/// The crates that are published and build on one that is not.
fn foundations(workspace: &Metadata) -> Vec<String> {
    let published_names: BTreeSet<_> = published(workspace).map(|package| package.name.as_str()).collect();
    let mut problems = Vec::new();
    for package in published(workspace) {
        let needed = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        let ours = needed.filter(|dependency| dependency.path.is_some());
        for dependency in ours.filter(|dependency| !published_names.contains(dependency.name.as_str())) {
            problems.push(format!("`{}` is published and builds on `{}`, which is not", package.name, dependency.name));
        }
    }
    problems
}

/// The platforms that npm's packages are for and that are not built, or not looked at; and those that are built for nothing.
fn platforms(platforms: &[Platform], workflow: &str, licences: &str) -> Vec<String> {
    let targets: Vec<_> = platforms.iter().map(|platform| platform.target.as_str()).collect();
    let built: Vec<_> = workflow.lines().filter_map(|line| line.trim().strip_prefix("- target: ")).collect();
    let unbuilt = targets.iter().filter(|target| !built.contains(target));
    let unasked = built.iter().filter(|target| !targets.contains(target));
    let unseen = targets.iter().filter(|target| !licences.contains(&format!("\"{target}\"")));
    unbuilt
        .map(|target| format!("`{WORKFLOW}` does not build for {target}"))
        .chain(unasked.map(|target| format!("`{WORKFLOW}` builds for {target}, for which there is no package")))
        .chain(unseen.map(|target| format!("`{LICENCES}` does not look at {target}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifests_agree() {
        check().unwrap();
    }

    #[test]
    fn a_tag_of_another_version_is_told() {
        let check = |tag: &str| run(&Options { tag: Some(tag.to_owned()), repository: None });
        check(concat!("v", env!("CARGO_PKG_VERSION"))).unwrap();
        assert!(check("v9.9.9").unwrap_err().to_string().starts_with("the tag `v9.9.9` is not `v"));
    }

    #[test]
    fn another_version_is_told_of_crates_and_of_what_they_ask_for() {
        let workspace = shell::workspace().unwrap();
        let problems = versions(&workspace, "9.9.9");
        assert!(problems.iter().any(|problem| problem.starts_with("`connfn-core` is of version ")), "{problems:?}");
        let wanted = "`connfn-config` asks for `connfn-core ";
        assert!(problems.iter().any(|problem| problem.starts_with(wanted) && problem.ends_with("for =9.9.9")));
    }

    #[test]
    fn a_toolchain_that_is_not_the_oldest_promised_is_told() {
        let workspace = shell::workspace().unwrap();
        let problems = toolchain(&workspace, "[toolchain]\nchannel = \"1.99.0\"\n");
        assert_eq!(problems.len(), workspace.workspace_packages().len());
        assert_eq!(toolchain(&workspace, "[toolchain]\n"), ["`rust-toolchain.toml` names no channel"]);
    }

    #[test]
    fn what_users_are_not_told_is_told() {
        let all = Platform::all().unwrap();
        assert_eq!(guide("Rust 1.2 or newer, on `aarch64-apple-darwin`", &all[..2]).len(), 2);
    }

    #[test]
    fn what_a_registry_would_miss_is_told() {
        let workspace = shell::workspace().unwrap();
        let mut package = published(&workspace).next().unwrap().clone();
        package.keywords = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).into();
        package.categories.clear();
        package.repository = None;
        package.documentation = None;
        let problems = presentation(&package, "another licence");
        let name = &package.name;
        let lacks = [
            "the repository",
            "one to five keywords",
            "categories",
            "its `documentation`",
            "the LICENSE of the repository",
        ];
        assert_eq!(problems, lacks.map(|what| format!("`{name}` lacks {what}")));
    }

    #[test]
    fn a_platform_that_is_not_built_is_told() {
        let all = Platform::all().unwrap();
        let matrix = "- target: x86_64-unknown-linux-gnu\n- target: m68k\n";
        let problems = platforms(&all[4..5], matrix, "[]");
        assert_eq!(
            problems,
            [
                "`.github/workflows/release.yml` builds for m68k, for which there is no package",
                "`deny.toml` does not look at x86_64-unknown-linux-gnu",
            ]
        );
        assert!(
            platforms(&all[..1], "", "\"aarch64-apple-darwin\"")[0]
                .ends_with("does not build for aarch64-apple-darwin")
        );
    }
}
