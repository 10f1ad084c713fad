//! Waits until a file changes. It looks again and again instead of asking the system to tell: that works on every disk, and for
//! editors that write a new file in place of the old one.

use crate::sources::Configuration;
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

const PAUSE: Duration = Duration::from_millis(200);

/// What is looked at, and how each was when it was read.
#[derive(Debug)]
pub(crate) struct Watched(BTreeMap<PathBuf, Option<Seen>>);

/// How something on the disk was.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    File(Option<SystemTime>, u64),
    /// The names in it, but for those that editors make for themselves.
    Folder(Vec<OsString>),
}

impl Watched {
    /// All that was read of a configuration, and all that was looked for in vain. A file that is other than what was read counts
    /// as changed.
    pub(crate) fn of(configuration: &Configuration) -> Self {
        let Configuration { folder, sources, .. } = configuration;
        let names = sources.listings.keys().chain(sources.unavailable.keys());
        let mut watched: BTreeMap<_, _> =
            names.map(|name| folder.join(name)).chain([folder.clone()]).map(look).collect();
        for (name, text) in &sources.files {
            let (path, seen) = look(folder.join(name));
            let is_same = fs::read_to_string(&path).is_ok_and(|now| now == *text);
            watched.insert(path, seen.filter(|_| is_same));
        }
        Self(watched)
    }

    /// A folder whose configuration could not be read.
    pub(crate) fn folder(folder: &Path) -> Self {
        let inside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        Self(inside.chain([folder.to_owned()]).map(look).collect())
    }

    /// Waits for the first change, and tells where it was.
    pub(crate) fn wait(&self) -> PathBuf {
        loop {
            if let Some((path, _)) = self.0.iter().find(|(path, seen)| look((*path).clone()).1 != **seen) {
                return path.clone();
            }
            thread::sleep(PAUSE);
        }
    }
}

fn look(path: PathBuf) -> (PathBuf, Option<Seen>) {
    let seen = fs::metadata(&path).ok().map(|there| {
        if there.is_dir() { Seen::Folder(names_in(&path)) } else { Seen::File(there.modified().ok(), there.len()) }
    });
    (path, seen)
}

fn names_in(folder: &Path) -> Vec<OsString> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_kept = |name: &OsString| !name.to_string_lossy().starts_with('.') && !name.to_string_lossy().ends_with('~');
    let mut names: Vec<OsString> = names.filter(is_kept).collect();
    names.sort();
    names
}
