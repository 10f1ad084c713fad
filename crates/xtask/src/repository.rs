//! Where the repository is. That stands in the workspace's manifest, from where every registry gets it, and in what tells users where
//! the action and the archives are from.

use crate::files;
use crate::outcome::Outcome;
use clap::Args;

/// Who stands there until the repository has a place.
const NOBODY: &str = "/OWNER/";

/// What names the repository to users, by its owner and its name.
const FOR_USERS: [&str; 3] = ["docs/ci.md", "docs/install.md", "examples/ci/github/connfn.yml"];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Its URL, such as https://github.com/OWNER/connfn
    url: String,
}

/// Writes the place wherever the repository is named.
pub(crate) fn run(options: &Options) -> Outcome {
    let (before, after) = (here(), options.url.trim_end_matches('/').trim_end_matches(".git"));
    let (Some(before_path), Some(after_path)) = (path(before), path(after)) else {
        return Err(format!("`{after}` is no URL of a repository, such as {before}").into());
    };
    files::edit("Cargo.toml", |text| replaced(text, &manifest(before), &manifest(after)))?;
    for file in FOR_USERS {
        files::edit(file, |text| replaced(text, before_path, after_path))?;
    }
    println!("the repository is at {after} now; commit that");
    Ok(())
}

/// Where it is, as the manifests say.
pub(crate) fn here() -> &'static str {
    env!("CARGO_PKG_REPOSITORY")
}

/// Fails if it has no place yet: what is published could not be changed any more.
pub(crate) fn demand() -> Outcome {
    demanded(here())
}

fn demanded(url: &str) -> Outcome {
    if url.contains(NOBODY) {
        return Err(
            format!("`{url}` is nobody's: `cargo xtask release repository URL` writes the place everywhere").into()
        );
    }
    Ok(())
}

/// Fails if the manifests name another one. npm refuses a proof of where a package was built that its manifest does not fit.
pub(crate) fn demand_that_it_is(url: &str) -> Outcome {
    if url.eq_ignore_ascii_case(here()) {
        return Ok(());
    }
    Err(format!("this is built at {url}, and the manifests say that the repository is {}", here()).into())
}

fn manifest(url: &str) -> String {
    format!("\nrepository = \"{url}\"\n")
}

fn replaced(text: &str, before: &str, after: &str) -> Option<String> {
    text.contains(before).then(|| text.replace(before, after))
}

/// The owner and the name in a URL.
fn path(url: &str) -> Option<&str> {
    let (_, path) = url.strip_prefix("https://")?.split_once('/')?;
    let is_name = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    path.split_once('/').filter(|(owner, name)| is_name(owner) && is_name(name)).map(|_| path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;
    use std::fs;

    #[test]
    fn an_owner_and_a_name_stand_in_a_url() {
        assert_eq!(path("https://github.com/a/b"), Some("a/b"));
        for wrong in
            ["a/b", "http://github.com/a/b", "https://github.com/a", "https://github.com/a/", "https://x/a b/c"]
        {
            assert_eq!(path(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_repository_without_a_place_is_told() {
        demanded("https://github.com/a/b").unwrap();
        assert!(demanded("https://github.com/OWNER/connfn").is_err());
    }

    #[test]
    fn another_repository_is_told() {
        demand_that_it_is(&here().to_uppercase()).unwrap();
        assert!(demand_that_it_is("https://github.com/a/b").is_err());
    }

    #[test]
    fn every_file_that_names_it_has_a_place_for_another() {
        let read = |file: &str| fs::read_to_string(shell::root().join(file)).unwrap();
        let manifest = replaced(&read("Cargo.toml"), &manifest(here()), &manifest("https://github.com/a/b"));
        assert!(manifest.unwrap().contains("\nrepository = \"https://github.com/a/b\"\n"));
        for file in FOR_USERS {
            let before = path(here()).unwrap();
            let changed = replaced(&read(file), before, "a/b").unwrap();
            assert!(changed.contains(" a/b") && !changed.contains(before), "{file}");
        }
    }
}
