//! A new version: it stands in the workspace's manifest, once for all packages and once for each crate of ours that others ask
//! for, and in what tells a user's CI which one to take. npm's packages get it when they are made.

use super::changelog;
use crate::outcome::Outcome;
use crate::{files, shell};
use cargo_metadata::semver::Version;
use clap::Args;
use time::OffsetDateTime;

/// What tells a user's CI which version to take. `tests/ci` holds them to the manifest.
const FOR_CI: [&str; 4] =
    ["action.yml", "docs/ci.md", "examples/ci/github/connfn.yml", "examples/ci/gitlab/.gitlab-ci.yml"];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The new version, such as 1.2.3
    version: Version,
}

pub(super) fn run(options: &Options) -> Outcome {
    let (before, after) = (env!("CARGO_PKG_VERSION"), options.version.to_string());
    if let Some(problem) = problem(&Version::parse(before)?, &options.version) {
        return Err(problem.into());
    }
    let today = OffsetDateTime::now_utc().date().to_string();
    files::edit("Cargo.toml", |text| manifest(text, before, &after))?;
    files::edit(changelog::FILE, |text| changelog::released(text, &after, &today))?;
    for file in FOR_CI {
        files::edit(file, |text| for_ci(text, before, &after))?;
    }
    // The lock file names the version of each package.
    shell::run(&mut shell::cargo(&["update", "--workspace", "--offline"]))?;
    println!("everything is of version {after} now; read what `{}` says of it, and commit", changelog::FILE);
    Ok(())
}

/// Why a version cannot come after this one.
fn problem(before: &Version, after: &Version) -> Option<String> {
    if !after.build.is_empty() {
        return Some(format!("`{after}`: registries do not tell versions apart by what stands behind `+`"));
    }
    (after <= before).then(|| format!("`{after}` is not newer than {before}"))
}

/// The workspace's manifest with another version.
fn manifest(text: &str, before: &str, after: &str) -> Option<String> {
    let (own, asked) = (format!("\nversion = \"{before}\"\n"), format!("version = \"={before}\" }}"));
    let changed = text
        .replacen(&own, &format!("\nversion = \"{after}\"\n"), 1)
        .replace(&asked, &format!("version = \"={after}\" }}"));
    (text.contains(&own) && text.contains(&asked)).then_some(changed)
}

/// A file for a user's CI with another version: the action's, or the package's.
fn for_ci(text: &str, before: &str, after: &str) -> Option<String> {
    let places = [format!("/connfn@v{before}"), format!("CONNFN_VERSION: {before}\n"), format!("default: {before}\n")];
    let changed = places.iter().fold(text.to_owned(), |text, place| text.replace(place, &place.replace(before, after)));
    (changed != text).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_version_is_newer_than_the_one_before() {
        let told = |after: &str| problem(&Version::new(1, 0, 0), &Version::parse(after).unwrap());
        assert_eq!([told("1.0.1"), told("2.0.0-rc.1")], [None, None]);
        for wrong in ["1.0.0", "0.9.0", "1.0.0-rc.1", "1.0.1+2"] {
            assert!(told(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_new_version_changes_what_is_ours_and_nothing_else() {
        let text = "[workspace.package]\nversion = \"1.0.0\"\n\n[workspace.dependencies]\n\
                    connfn = { path = \"crates/connfn\", version = \"=1.0.0\" }\nother = { version = \"1.0.0\" }\nserde = \"1.0.0\"\n";
        let changed = manifest(text, "1.0.0", "1.1.0").unwrap();
        let wanted = text.replacen("version = \"1.0.0\"\n", "version = \"1.1.0\"\n", 1).replace("=1.0.0", "=1.1.0");
        assert_eq!(changed, wanted);
        assert_eq!(manifest(text, "2.0.0", "2.1.0"), None);
    }

    #[test]
    fn the_workspace_has_a_place_for_a_new_version() {
        let text = fs::read_to_string(shell::root().join("Cargo.toml")).unwrap();
        let changed = manifest(&text, env!("CARGO_PKG_VERSION"), "9.9.9").unwrap();
        assert_eq!(changed.matches("\"=9.9.9\"").count(), text.matches("{ path = \"").count());
    }

    /// Whether a text names this version, and not a longer number that holds it.
    fn names_version(text: &str) -> bool {
        let pieces: Vec<_> = text.split(env!("CARGO_PKG_VERSION")).collect();
        let is_of_number = |character: char| character == '.' || character.is_ascii_digit();
        pieces.windows(2).any(|pair| !pair[0].ends_with(is_of_number) && !pair[1].starts_with(is_of_number))
    }

    #[test]
    fn nothing_else_that_users_read_names_the_version() {
        let read = ["README.md", "action.yml", "action", "crates/*/README.md", "docs", "examples", "npm"];
        let files = shell::output(shell::command("git").args(["ls-files", "--"]).args(read)).unwrap();
        let text = |file: &str| fs::read_to_string(shell::root().join(file)).unwrap_or_default();
        let of_people = files.lines().filter(|file| !file.ends_with("package-lock.json"));
        let naming: Vec<_> = of_people.filter(|file| names_version(&text(file))).collect();
        assert_eq!(naming, FOR_CI);
    }

    #[test]
    fn every_file_for_ci_has_a_place_for_a_new_version() {
        for file in FOR_CI {
            let text = fs::read_to_string(shell::root().join(file)).unwrap();
            let before = env!("CARGO_PKG_VERSION");
            let changed = for_ci(&text, before, "9.9.9").unwrap_or_else(|| panic!("{file}"));
            assert!(changed.contains("9.9.9") && !changed.contains(&format!("v{before}")), "{file}");
        }
    }
}
