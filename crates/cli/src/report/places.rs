//! Files as the tools of a repository name them: relative to its root, with `/` between the parts.

use std::path::{Component, Path, PathBuf};

/// Where a command was typed, and the root of the repository around it.
#[derive(Debug)]
pub(super) struct Places {
    here: PathBuf,
    root: PathBuf,
}

impl Places {
    /// The root is the nearest folder above that holds `.git`; without one it is where the command was typed.
    pub(super) fn around_here() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned();
        Self { here, root }
    }

    /// A file of a configuration in a folder as it was typed.
    pub(super) fn name(&self, folder: Option<&Path>, file: &str) -> String {
        let path = normal(&self.here.join(folder.unwrap_or_else(|| Path::new(""))).join(file));
        let path = path.strip_prefix(&self.root).map(Path::to_owned).unwrap_or(path);
        let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        if parts.is_empty() { ".".to_owned() } else { parts.join("/").replace("//", "/") }
    }
}

/// Without `.` and `..`, by the names alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_root_of_the_repository() {
        let places = Places { here: "/r/infra".into(), root: "/r".into() };
        assert_eq!(places.name(Some(Path::new("./site/../site")), "main.tf"), "infra/site/main.tf");
        assert_eq!(places.name(Some(Path::new(".")), "a/b.js"), "infra/a/b.js");
        assert_eq!(places.name(Some(Path::new("../..")), "x.tf"), "/x.tf");
        assert_eq!(places.name(None, "../"), ".");
    }
}
