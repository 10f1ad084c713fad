//! Paths that a configuration names, relative to the configuration's folder. Pure text: whether a file exists its reader says.

use alloc::{string::String, vec::Vec};

/// What a path comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Normalised {
    /// Relative to the folder, without `.`, `..` and doubled slashes.
    Inside(String),
    Absolute,
    /// It leaves the folder.
    Outside,
    /// It names the folder itself.
    Folder,
}

pub(crate) fn normalise(path: &str) -> Normalised {
    let drive = matches!(path.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    if path.starts_with(['/', '\\']) || path.starts_with("~/") || path == "~" || drive {
        return Normalised::Absolute;
    }
    match joined(path) {
        path if path.is_empty() => Normalised::Folder,
        path if path == ".." || path.starts_with("../") => Normalised::Outside,
        path => Normalised::Inside(path),
    }
}

/// A path relative to the folder without `.` and doubled slashes, and with `..` at its beginning only. Empty for the folder itself;
/// `None` if it is absolute.
pub(crate) fn relative(path: &str) -> Option<String> {
    (!matches!(normalise(path), Normalised::Absolute)).then(|| joined(path))
}

fn joined(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (path, expected) in [
            ("fn.js", Normalised::Inside("fn.js".into())),
            ("./fn.js", Normalised::Inside("fn.js".into())),
            (".//a/./b/../fn.js", Normalised::Inside("a/fn.js".into())),
            ("../fn.js", Normalised::Outside),
            ("a/../../fn.js", Normalised::Outside),
            ("a/../..", Normalised::Outside),
            ("/etc/passwd", Normalised::Absolute),
            ("C:\\fn.js", Normalised::Absolute),
            ("~/fn.js", Normalised::Absolute),
            ("", Normalised::Folder),
            ("./a/..", Normalised::Folder),
        ] {
            assert_eq!(normalise(path), expected, "{path}");
        }
    }

    #[test]
    fn paths_above_the_folder() {
        for (path, expected) in [
            ("./modules/gate", Some("modules/gate")),
            ("../../modules//gate/", Some("../../modules/gate")),
            ("../../modules/gate/../common", Some("../../modules/common")),
            ("modules/gate/../../..", Some("..")),
            ("modules/..", Some("")),
            ("/modules", None),
        ] {
            assert_eq!(relative(path).as_deref(), expected, "{path}");
        }
    }
}
