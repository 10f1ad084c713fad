//! What a package of a system puts beside a command: its manual pages, and completions for each shell. The command writes both.

use crate::outcome::Outcome;
use crate::{files, shell};
use std::fs;
use std::path::{Path, PathBuf};

/// The shells, and how each wants the file called.
const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "connfn.bash"),
    ("elvish", "connfn.elv"),
    ("fish", "connfn.fish"),
    ("powershell", "_connfn.ps1"),
    ("zsh", "_connfn"),
];

/// Lets the command write them into a folder. Their names in an archive, and where they are.
pub(super) fn write(command: &Path, folder: &Path) -> Outcome<Vec<(String, PathBuf)>> {
    let completions = files::emptied(folder.join("completions"))?;
    for (name, file) in COMPLETIONS {
        fs::write(completions.join(file), shell::output(shell::command(command).args(["completions", name]))?)?;
    }
    let man = files::emptied(folder.join("man"))?;
    shell::output(shell::command(command).arg("man").arg(&man))?;
    let mut written = Vec::new();
    for (name, folder) in [("completions", completions), ("man", man)] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            written.push((format!("{name}/{}", entry.file_name().to_string_lossy()), entry.path()));
        }
    }
    // The same archive, in whatever order a folder is read.
    written.sort();
    Ok(written)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;
    use std::{env, process};

    #[test]
    fn the_command_writes_what_goes_beside_it() {
        let folder = files::emptied(env::temp_dir().join(format!("connfn-helps-{}", process::id()))).unwrap();
        let command = folder.join("command");
        fs::write(&command, "#!/bin/sh\nif [ \"$1\" = man ]; then echo page > \"$2/connfn.1\"; else echo \"$@\"; fi\n")
            .unwrap();
        fs::set_permissions(&command, fs::Permissions::from_mode(0o755)).unwrap();
        let written = write(&command, &folder).unwrap();
        let names: Vec<_> = written.iter().map(|(name, _)| name.as_str()).collect();
        let completions = COMPLETIONS.map(|(_, file)| format!("completions/{file}"));
        assert!(completions.iter().all(|name| names.contains(&name.as_str())), "{names:?}");
        assert_eq!((names.len(), names.last()), (6, Some(&"man/connfn.1")));
        let (_, bash) = written.iter().find(|(name, _)| name == "completions/connfn.bash").unwrap();
        assert_eq!(fs::read_to_string(bash).unwrap(), "completions bash\n");
        fs::remove_dir_all(folder).unwrap();
    }
}
