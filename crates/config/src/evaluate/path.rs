//! Paths that `file()` names, relative to the configuration's folder. Pure text: whether a file exists its reader says.

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
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Normalised::Outside;
                }
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { Normalised::Folder } else { Normalised::Inside(parts.join("/")) }
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
            ("/etc/passwd", Normalised::Absolute),
            ("C:\\fn.js", Normalised::Absolute),
            ("~/fn.js", Normalised::Absolute),
            ("", Normalised::Folder),
            ("./a/..", Normalised::Folder),
        ] {
            assert_eq!(normalise(path), expected, "{path}");
        }
    }
}
