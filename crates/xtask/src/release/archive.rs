//! Archives, as `.tar.gz` on every platform; Windows has unpacked these since its version 10. They hold neither times nor owners, so
//! that the same files give the same bytes.

use crate::outcome::Outcome;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// A file of an archive.
pub(super) struct Entry {
    /// Its path within the archive, with forward slashes.
    pub(super) name: String,
    pub(super) from: PathBuf,
    pub(super) is_program: bool,
}

pub(super) fn write(entries: &[Entry], to: &Path) -> Outcome {
    let mut archive = Builder::new(GzEncoder::new(File::create(to)?, Compression::best()));
    for entry in entries {
        let content = fs::read(&entry.from)?;
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(content.len() as u64);
        header.set_mode(if entry.is_program { 0o755 } else { 0o644 });
        header.set_mtime(0);
        archive.append_data(&mut header, &entry.name, content.as_slice())?;
    }
    archive.into_inner()?.finish()?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use flate2::read::GzDecoder;
    use std::io::Read;
    use std::{env, process};

    fn entries(folder: &Path) -> [Entry; 2] {
        fs::write(folder.join("program"), "#!/bin/sh\n").unwrap();
        fs::write(folder.join("page"), "read me\n").unwrap();
        let entry = |name: &str, is_program| Entry { name: format!("x-1/{name}"), from: folder.join(name), is_program };
        [entry("program", true), entry("page", false)]
    }

    #[test]
    fn an_archive_holds_files_with_their_modes_and_is_the_same_twice() {
        let folder = files::emptied(env::temp_dir().join(format!("connfn-archive-{}", process::id()))).unwrap();
        let (one, other) = (folder.join("one.tar.gz"), folder.join("other.tar.gz"));
        write(&entries(&folder), &one).unwrap();
        write(&entries(&folder), &other).unwrap();
        let bytes = fs::read(&one).unwrap();
        assert_eq!(bytes, fs::read(&other).unwrap());
        let mut archive = tar::Archive::new(GzDecoder::new(bytes.as_slice()));
        let mut found = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            found.push((entry.path().unwrap().display().to_string(), entry.header().mode().unwrap(), text));
        }
        let wanted = [("x-1/program", 0o755, "#!/bin/sh\n"), ("x-1/page", 0o644, "read me\n")];
        assert_eq!(found, wanted.map(|(name, mode, text)| (name.to_owned(), mode, text.to_owned())));
        fs::remove_dir_all(folder).unwrap();
    }
}
