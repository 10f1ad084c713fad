//! What lies in a folder, as the sources of a configuration hold it.

use connfn::{Sources, Unavailable};
use std::{fs, io, path::Path};

/// Adds a file or a listing of the folder to the sources, or why there is none.
pub fn give(sources: &mut Sources, folder: &Path, name: &str) -> Result<(), String> {
    if name.ends_with('/') {
        match names_in(&folder.join(name)) {
            Ok(names) => _ = sources.listings.insert(name.to_owned(), names),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                sources.unavailable.insert(name.to_owned(), Unavailable::Missing);
            }
            Err(error) => return Err(format!("{name}: {error}")),
        }
        return Ok(());
    }
    match fs::read(folder.join(name)).map(String::from_utf8) {
        Ok(Ok(text)) => {
            sources.files.insert(name.to_owned(), text);
        }
        Ok(Err(_)) => {
            sources.unavailable.insert(name.to_owned(), Unavailable::NotUtf8);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            sources.unavailable.insert(name.to_owned(), Unavailable::Missing);
        }
        Err(error) => return Err(format!("{name}: {error}")),
    }
    Ok(())
}

/// What lies in a folder, as the sources list it.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let slash = if entry.path().is_dir() { "/" } else { "" };
        names.push(format!("{}{slash}", entry.file_name().to_string_lossy()));
    }
    names.sort();
    Ok(names)
}
