//! The folder `.connfn` beside a configuration: the stack's name, which is to be committed, and what is not (the emulator's
//! state, receipts), which its `.gitignore` keeps out.

use crate::wholly;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(crate) const NAME: &str = ".connfn";
const IGNORED: &str = "*\n!.gitignore\n!stack\n";

/// Where a file of `.connfn` is. Makes nothing.
pub(crate) fn path(configuration_folder: &Path, name: &str) -> PathBuf {
    configuration_folder.join(NAME).join(name)
}

/// The configuration's folder of a receipt: the one whose `.connfn` it lies in, or else the one where the command runs.
pub(crate) fn configuration_of(receipt: &Path) -> PathBuf {
    let own = receipt.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == NAME));
    match own.and_then(Path::parent) {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => ".".into(),
    }
}

/// Makes the folder, if it is not there, with its `.gitignore`.
pub(crate) fn make(configuration_folder: &Path) -> io::Result<()> {
    fs::create_dir_all(configuration_folder.join(NAME))?;
    match wholly::write_new(&path(configuration_folder, ".gitignore"), IGNORED) {
        // Whoever changed it had a reason.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        written => written,
    }
}
