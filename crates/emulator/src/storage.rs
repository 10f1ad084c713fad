//! The state file: a state, and after it a line for each change that was made since.
//!
//! A change is handed to the system before it is answered, so a process that is killed at any moment
//! leaves all that was answered; a line that was cut by that was never answered and is left out. The
//! state itself goes to a temporary file, is synced and then renamed over the old one: when the file
//! is taken up, when its lines outgrow it, and when it is given up. A lock file keeps a second
//! emulator away. It knows nothing of what the state means.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::state::{Change, State};

const FORMAT: &str = "connfn-emulator-state";
const FORMAT_VERSION: u32 = 1;

/// Lines may take this much more room than the state before it is written anew, so that writing it
/// costs no more than writing the lines did.
const MOST_LINES: u64 = 2;

/// A state below this size is no reason to write it anew.
const SMALL: u64 = 1 << 20;

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
    /// Where changes go; none while the file is not known to be whole and ours.
    lines: Option<Lines>,
}

/// The end of the file.
#[derive(Debug)]
struct Lines {
    file: File,
    written: u64,
    room: u64,
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
        Ok((Self { path: path.to_owned(), _lock: lock, lines: None }, state))
    }

    /// Keeps the change that has led to the state. When this returns, the system has it.
    pub(crate) fn save(&mut self, state: &State, change: &Change) -> io::Result<()> {
        match self.lines.take() {
            Some(lines) if lines.written <= lines.room => {
                // Not given back if it fails: a line that was cut must not be followed by another.
                self.lines = Some(lines.append(change)?);
                Ok(())
            }
            _ => self.replace(state),
        }
    }

    /// Makes one document of a file that has lines.
    pub(crate) fn tidy(&mut self, state: &State) -> io::Result<()> {
        if self.lines.as_ref().is_some_and(|lines| lines.written > 0) { self.replace(state) } else { Ok(()) }
    }

    /// Writes the file anew.
    fn replace(&mut self, state: &State) -> io::Result<()> {
        let envelope = Envelope { format: FORMAT, format_version: FORMAT_VERSION, state };
        let mut bytes = serde_json::to_vec_pretty(&envelope)?;
        bytes.push(b'\n');
        let temporary = beside(&self.path, "tmp");
        let mut file = File::create(&temporary)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, &self.path)?;
        sync_folder(&self.path)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.lines = Some(Lines { file, written: 0, room: size.max(SMALL).saturating_mul(MOST_LINES) });
        Ok(())
    }
}

impl Lines {
    /// Not synced: the system outlives this process, and of a power cut nothing is promised but
    /// that the file can be read.
    fn append(mut self, change: &Change) -> io::Result<Self> {
        let mut line = serde_json::to_vec(change)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.written = self.written.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        Ok(self)
    }
}

fn decode(path: &Path, bytes: &[u8]) -> Result<State, StateFileError> {
    let foreign =
        |error: serde_json::Error| StateFileError::Foreign { path: path.to_owned(), reason: error.to_string() };
    let header = Header::deserialize(&mut serde_json::Deserializer::from_slice(bytes)).map_err(foreign)?;
    if header.format != FORMAT {
        let reason = format!("its format is `{}`", header.format);
        return Err(StateFileError::Foreign { path: path.to_owned(), reason });
    }
    if header.format_version != FORMAT_VERSION {
        return Err(StateFileError::Version { path: path.to_owned(), found: header.format_version });
    }
    let mut document = serde_json::Deserializer::from_slice(bytes);
    let mut state = Body::deserialize(&mut document).map_err(foreign)?.state;
    for change in document.into_iter::<Change>() {
        match change {
            Ok(change) => state.redo(&change),
            // The last line, cut by a kill.
            Err(error) if error.is_eof() => break,
            Err(error) => return Err(foreign(error)),
        }
    }
    Ok(state)
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
