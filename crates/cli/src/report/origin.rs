//! Where the files that diagnostics name are to be found.

use std::path::Path;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origin<'a> {
    /// What the names are relative to, as it was typed.
    pub(crate) folder: Option<&'a Path>,
    pub(crate) files: Option<&'a connfn::Map<String, String>>,
}
