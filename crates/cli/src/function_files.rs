//! Function code in files that are given by themselves, without a configuration around them.

use crate::{
    sources::{FILE_LIMIT, unreadable},
    text::shown,
    wholly,
};
use connfn::{CheckFunctionRequest, Checks, Code, Diagnostic, Map, Runtime};
use std::{
    io,
    path::{Path, PathBuf},
};

/// Files of function code, read and checked.
#[derive(Debug, Default)]
pub(crate) struct FunctionFiles {
    /// By their paths as they were typed.
    pub(crate) texts: Map<String, String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl FunctionFiles {
    pub(crate) fn check(paths: &[PathBuf], runtime: Option<Runtime>, checks: &Checks) -> Self {
        let mut files = Self::default();
        for path in paths {
            let name = path.to_string_lossy().into_owned();
            match wholly::read(path, FILE_LIMIT) {
                Ok(code) => {
                    let (file, checks) = (Some(name.clone()), checks.clone());
                    let request = CheckFunctionRequest { code, file, runtime, checks, ..Default::default() };
                    files.diagnostics.extend(connfn::check_function(&request).diagnostics);
                    files.texts.insert(name, request.code);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => files
                    .diagnostics
                    .push(Diagnostic::new(Code::FileMissing, format!("there is no file `{}`", shown(path)))),
                Err(error) => files.diagnostics.push(unreadable(&shown(path), &error)),
            }
        }
        files
    }
}

/// Whether a path is that of function code, by its name.
pub(crate) fn is_function(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["js", "mjs", "cjs"].iter().any(|known| extension == *known))
}
