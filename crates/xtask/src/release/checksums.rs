//! `SHA256SUMS`, in the form that `sha256sum --check` reads.

use crate::outcome::Outcome;
use crate::shell;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "SHA256SUMS";

/// Writes the sum of every file in the folder.
pub(super) fn write(folder: &Path) -> Outcome<PathBuf> {
    let file = folder.join(FILE);
    fs::write(&file, sums(folder)?)?;
    Ok(file)
}

/// Fails unless the folder holds just what was summed.
pub(super) fn verify(folder: &Path) -> Outcome {
    let file = folder.join(FILE);
    let written = fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", shell::shown(&file)))?;
    if written == sums(folder)? {
        Ok(())
    } else {
        Err(format!("`{}` is not of these files", shell::shown(&file)).into())
    }
}

fn sums(folder: &Path) -> Outcome<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.is_file() && !file.ends_with(FILE));
    files.sort();
    let mut sums = String::new();
    for file in files {
        for byte in Sha256::digest(fs::read(&file)?) {
            _ = write!(sums, "{byte:02x}");
        }
        _ = writeln!(sums, "  {}", file.file_name().unwrap_or_default().display());
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use std::env;

    #[test]
    fn a_file_that_changes_or_comes_later_is_told() {
        let folder = files::emptied(env::temp_dir().join(format!("connfn-sums-{}", std::process::id()))).unwrap();
        fs::write(folder.join("empty"), "").unwrap();
        let sums = fs::read_to_string(write(&folder).unwrap()).unwrap();
        assert_eq!(sums, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty\n");
        verify(&folder).unwrap();
        fs::write(folder.join("late"), "").unwrap();
        assert!(verify(&folder).is_err());
        fs::remove_file(folder.join("late")).unwrap();
        fs::write(folder.join("empty"), "x").unwrap();
        assert!(verify(&folder).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
