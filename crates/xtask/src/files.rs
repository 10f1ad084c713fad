//! Copying and changing files and folders.

use crate::outcome::Outcome;
use crate::shell;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is there and empty.
pub(crate) fn emptied(folder: PathBuf) -> Outcome<PathBuf> {
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Changes the text of a file of the repository, which must have a place for the change.
pub(crate) fn edit(file: &str, change: impl Fn(&str) -> Option<String>) -> Outcome {
    let path = shell::root().join(file);
    let changed = change(&fs::read_to_string(&path)?).ok_or_else(|| format!("`{file}` has no place for the change"))?;
    Ok(fs::write(path, changed)?)
}

/// Copies a file or a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
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
