//! The state file: whole, or not changed.
//!
//! A write goes to a temporary file beside it, is synced and then renamed, so a process that is
//! killed at any moment leaves the old state or the new one. A lock file keeps a second emulator
//! away. It knows nothing of what the state means.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::state::State;

const FORMAT: &str = "connfn-emulator-state";
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Envelope<'a> {
    format: &'a str,
    format_version: u32,
    state: &'a State,
}

/// What every version of the format has.
#[derive(Deserialize)]
struct Header {
    format: String,
    format_version: u32,
}

#[derive(Deserialize)]
struct Body {
    state: State,
}

/// Why a state file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum StateFileError {
    /// The file or its folder cannot be read or written.
    Io {
        /// The file in question.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another emulator has the file open.
    Locked {
        /// The state file.
        path: PathBuf,
    },
    /// The file is not a state file, or only part of one.
    Foreign {
        /// The state file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file was written by another version of the emulator.
    Version {
        /// The state file.
        path: PathBuf,
        /// The version that it has.
        found: u32,
    },
}

impl fmt::Display for StateFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => {
                write!(f, "cannot use the emulator's state file `{}`: {source}", path.display())
            }
            Self::Locked { path } => {
                write!(f, "another emulator is using the state file `{}`", path.display())
            }
            Self::Foreign { path, reason } => {
                write!(f, "`{}` is not a whole emulator state file: {reason}", path.display())
            }
            Self::Version { path, found } => write!(
                f,
                "`{}` has format version {found}, this emulator reads version {FORMAT_VERSION}",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StateFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A state file that this process alone may write, until it is dropped.
#[derive(Debug)]
pub(crate) struct StateFile {
    path: PathBuf,
    /// Held for its lock, which the system gives up even if the process is killed.
    _lock: File,
}

impl StateFile {
    /// Takes the file, and reads it if it is there.
    pub(crate) fn open(path: &Path) -> Result<(Self, Option<State>), StateFileError> {
        let io_error = |source| StateFileError::Io { path: path.to_owned(), source };
        if let Some(folder) = folder_of(path) {
            std::fs::create_dir_all(folder).map_err(io_error)?;
        }
        // Beside the file: the file itself is replaced by each write, and its lock with it.
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, "lock")).map_err(io_error)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => StateFileError::Locked { path: path.to_owned() },
            TryLockError::Error(source) => io_error(source),
        })?;
        let state = match std::fs::read(path) {
            Ok(bytes) => Some(decode(path, &bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(io_error(error)),
        };
        Ok((Self { path: path.to_owned(), _lock: lock }, state))
    }

    /// Replaces the file. When this returns, the new state is on the disk.
    pub(crate) fn save(&self, state: &State) -> io::Result<()> {
        let envelope = Envelope { format: FORMAT, format_version: FORMAT_VERSION, state };
        let mut bytes = serde_json::to_vec_pretty(&envelope)?;
        bytes.push(b'\n');
        let temporary = beside(&self.path, "tmp");
        let mut file = File::create(&temporary)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&temporary, &self.path)?;
        sync_folder(&self.path)
    }
}

fn decode(path: &Path, bytes: &[u8]) -> Result<State, StateFileError> {
    let foreign = |reason: String| StateFileError::Foreign { path: path.to_owned(), reason };
    let header: Header = serde_json::from_slice(bytes).map_err(|e| foreign(e.to_string()))?;
    if header.format != FORMAT {
        return Err(foreign(format!("its format is `{}`", header.format)));
    }
    if header.format_version != FORMAT_VERSION {
        return Err(StateFileError::Version { path: path.to_owned(), found: header.format_version });
    }
    serde_json::from_slice::<Body>(bytes).map(|body| body.state).map_err(|e| foreign(e.to_string()))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// A rename is on the disk only when the folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder_of(path).unwrap_or_else(|| Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "storage_tests.rs"]
mod tests;
