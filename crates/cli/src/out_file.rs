//! The file that `--out` names. A document replaces another one, or what is empty, and nothing else that is worth something, such
//! as a configuration, code, or the receipt of a run.

use crate::{own_folder, wholly};
use std::{io, path::Path};

/// Writes a document to the file that a user named for it, whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
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
            return refused(OTHER_FILE);
        }
        Ok(there) if !there.trim().is_empty() && !is_document(&there) => return refused(OTHER_FILE),
        _ => {}
    }
    wholly::write(path, text)
}

const DOCUMENT_LIMIT: u64 = 256 * 1024 * 1024;
const OTHER_FILE: &str = "there is another file, which is neither a plan nor an observed state; choose another name";

/// Whether a text is a plan or an observed state, of whatever version. A receipt is neither.
fn is_document(text: &str) -> bool {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(text) else { return false };
    members.contains_key("format_version") && !members.contains_key("result")
}
