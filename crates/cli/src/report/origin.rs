//! Where the files that diagnostics name are to be found.

use crate::text::shown;
use std::path::Path;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origin<'a> {
    /// What the names are relative to, as it was typed.
    pub(crate) folder: Option<&'a Path>,
    pub(crate) files: Option<&'a connfn::Map<String, String>>,
}

impl Origin<'_> {
    /// The file as whoever typed the folder can open it.
    pub(super) fn shown(&self, file: &str) -> String {
        // What was typed as an option or stands in the environment lies in no folder.
        let folder = self.folder.filter(|_| !file.starts_with('<'));
        shown(&folder.unwrap_or_else(|| Path::new("")).join(file))
    }
}
