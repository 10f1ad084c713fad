//! Files that are written whole or not at all, and files that are read up to a limit.

use crate::text::shown;
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Writes a file by way of another one beside it, so that whoever reads it, at any moment and after any accident, finds
/// what was there before or all that is there now.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = &target(path)?;
    prepared(path, text)?.persist(path).map_err(|error| error.error)?;
    sync_folder(path)
}

/// As [`write`], but never over a file that is there: then the error is of the kind `AlreadyExists`.
pub(crate) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    prepared(path, text)?.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(path)
}

/// Writes several new files, all or none.
pub(crate) fn write_all_new(files: &[(PathBuf, &str)]) -> io::Result<()> {
    let prepared: Vec<_> = files.iter().map(|(path, text)| prepared(path, text)).collect::<io::Result<_>>()?;
    for (at, (file, (path, _))) in prepared.into_iter().zip(files).enumerate() {
        if let Err(error) = file.persist_noclobber(path) {
            for (written, _) in files.iter().take(at) {
                // It is this function's own, and there is nothing more to try.
                let _ = fs::remove_file(written);
            }
            return Err(error.error);
        }
    }
    files.iter().try_for_each(|(path, _)| sync_folder(path))
}

/// A temporary file beside `path` that holds all of `text`.
fn prepared(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".connfn-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new file: the user's mask takes from it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let folder = folder_of(path);
    let mut file = builder.tempfile_in(folder).map_err(|error| match error.kind() {
        // Whoever named a file has not heard of the temporary one, whose name stands in the error.
        io::ErrorKind::NotFound => {
            io::Error::new(io::ErrorKind::NotFound, format!("there is no folder `{}`", shown(folder)))
        }
        kind @ io::ErrorKind::PermissionDenied => kind.into(),
        _ => error,
    })?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Reads a file of text of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<String> {
    // Before it is opened: to open a pipe is to wait for whoever writes to it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// The file behind a link, which is to be replaced rather than the link.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(there) if there.is_file() => fs::canonicalize(path),
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")),
        Err(_) => Ok(path.to_owned()),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A rename is on the disk only when its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}
