//! The files that `--out` and `--coverage-file` name. A document replaces another one, or what is empty, and nothing else that is worth something, such
//! as a configuration, code, or the receipt of a run.

use crate::{own_folder, wholly};
use std::{io, path::Path};

/// Writes a document to the file that a user named for it, whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    replace(path, text, is_document, OTHER_FILE)
}

/// Writes coverage in lcov's format in the same way.
pub(crate) fn write_coverage(path: &Path, text: &str) -> io::Result<()> {
    replace(path, text, |there| there.starts_with("TN:"), NO_COVERAGE)
}

/// `is_same_kind` says of a text that is there whether it is one of those that are written to such a file.
fn replace(path: &Path, text: &str, is_same_kind: fn(&str) -> bool, otherwise: &str) -> io::Result<()> {
    let refused = |reason: &str| Err(io::Error::new(io::ErrorKind::AlreadyExists, reason));
    let is_of_folder = |folder: &Path| folder.file_name().is_some_and(|name| name == own_folder::NAME);
    if path.ancestors().skip(1).any(is_of_folder) {
        return refused("what is in `.connfn` is connfn's own");
    }
    if path.file_name().and_then(|name| name.to_str()).is_some_and(connfn::is_configuration) {
        return refused("it would be read as configuration");
    }
    match wholly::read(path, DOCUMENT_LIMIT) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge) => {
            return refused(otherwise);
        }
        Ok(there) if !there.trim().is_empty() && !is_same_kind(&there) => return refused(otherwise),
        _ => {}
    }
    wholly::write(path, text)
}

const DOCUMENT_LIMIT: u64 = 256 * 1024 * 1024;
const OTHER_FILE: &str = "there is another file, which is neither a plan nor an observed state; choose another name";
const NO_COVERAGE: &str = "there is another file, which holds no coverage; choose another name";

/// Whether a text is a plan or an observed state, of whatever version. A receipt is neither.
fn is_document(text: &str) -> bool {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(text) else { return false };
    members.contains_key("format_version") && !members.contains_key("result")
}
