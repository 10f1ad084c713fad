//! Where all that is released comes together.

use crate::outcome::Outcome;
use crate::shell;
use std::fs;
use std::path::PathBuf;

/// The folder, which is there.
pub(super) fn folder() -> Outcome<PathBuf> {
    let folder = shell::workspace()?.target_directory.into_std_path_buf().join("dist");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
