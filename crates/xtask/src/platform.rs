//! The platforms that a release is built for.

use crate::outcome::Outcome;
use crate::shell;
use serde::{Deserialize, Serialize};
use std::fs;

pub(crate) const LIST: &str = "npm/platforms.json";

/// A platform that a package is made for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Platform {
    pub(crate) name: String,
    /// Rust's name for it.
    pub(crate) target: String,
    /// Node's names for it, which npm compares.
    pub(crate) os: String,
    pub(crate) cpu: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) libc: Option<String>,
}

impl Platform {
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        let list = fs::read_to_string(shell::root().join(LIST))?;
        Ok(serde_json::from_str(&list).map_err(|error| format!("{LIST}: {error}"))?)
    }

    /// The one that Rust calls so, if a release is built for it.
    pub(crate) fn of_target(target: &str) -> Outcome<Option<Self>> {
        Ok(Self::all()?.into_iter().find(|platform| platform.target == target))
    }

    pub(crate) fn of_this_machine() -> Outcome<Option<Self>> {
        Self::of_target(shell::output(shell::command("rustc").args(["--print", "host-tuple"]))?.trim())
    }

    /// The name of its npm package.
    pub(crate) fn package(&self) -> String {
        format!("@connfn/{}", self.name)
    }

    /// How its command's file ends.
    pub(crate) fn suffix(&self) -> &'static str {
        if self.is_windows() { ".exe" } else { "" }
    }

    /// How the names of its libraries begin and end.
    pub(crate) fn library(&self) -> (&'static str, &'static str) {
        match self.os.as_str() {
            "win32" => ("", ".dll"),
            "darwin" => ("lib", ".dylib"),
            _ => ("lib", ".so"),
        }
    }

    pub(crate) fn is_musl(&self) -> bool {
        self.libc.as_deref() == Some("musl")
    }

    pub(crate) fn is_windows(&self) -> bool {
        self.os == "win32"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_are_listed_by_name_and_once() {
        assert!(Platform::all().unwrap().windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
