//! Files that say how an emulator is to begin: its faults, the items of its stores. What such a file means, its own module says.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why such a file cannot be used.
#[derive(Debug)]
pub struct InputFileError {
    /// What the file holds, as a message calls it.
    contents: &'static str,
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    /// What the system says.
    Unreadable(io::Error),
    /// What is wrong with the text, and where.
    Invalid(String),
}

/// Reads a file and makes of its text what it says.
pub(crate) fn read<T>(
    path: &Path,
    contents: &'static str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, InputFileError> {
    let read = std::fs::read_to_string(path).map_err(Cause::Unreadable);
    // Editors of Windows put a mark before a text.
    read.and_then(|text| parse(text.strip_prefix('\u{FEFF}').unwrap_or(&text)).map_err(Cause::Invalid))
        .map_err(|cause| InputFileError { contents, path: path.to_owned(), cause })
}

impl fmt::Display for InputFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (contents, path) = (self.contents, self.path.display());
        match &self.cause {
            Cause::Unreadable(error) => write!(f, "cannot read the {contents} in `{path}`: {error}"),
            Cause::Invalid(reason) => write!(f, "the {contents} in `{path}` cannot be used: {reason}"),
        }
    }
}

impl std::error::Error for InputFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Unreadable(error) => Some(error),
            Cause::Invalid(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::read;

    #[test]
    fn a_file_is_named_in_its_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("items.json");
        let missing = read(&path, "items", |_| Ok(())).unwrap_err();
        assert!(
            missing.to_string().starts_with(&format!("cannot read the items in `{}`: ", path.display())),
            "{missing}"
        );
        assert!(missing.source().is_some());
        std::fs::write(&path, "text").unwrap();
        assert_eq!(read(&path, "items", |text| Ok(text.to_owned())).unwrap(), "text");
        std::fs::write(&path, "\u{FEFF}text").unwrap();
        assert_eq!(read(&path, "items", |text| Ok(text.to_owned())).unwrap(), "text");
        let invalid = read(&path, "items", |_| Err::<(), _>("no items".to_owned())).unwrap_err();
        assert_eq!(invalid.to_string(), format!("the items in `{}` cannot be used: no items", path.display()));
        assert!(invalid.source().is_none());
    }
}
