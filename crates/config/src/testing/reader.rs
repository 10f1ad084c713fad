//! What reads the documents of one folder: the files that it may name, and where problems go.

use super::members::text;
use crate::{
    evaluate::locate,
    folders::Folder,
    path::{Normalised, relative},
    problem::{OTHER_FILES, Problems},
    sources::Sources,
    syntax::Node,
};
use alloc::{format, string::String};
use connfn_core::{
    diagnostic::Code,
    ordered::{Map, Set},
};

/// Contents of a store.
pub(super) type Items = Map<String, String>;

/// A file that a document names.
pub(super) struct Found<'s> {
    pub(super) name: &'s str,
    pub(super) text: &'s str,
    pub(super) number: usize,
}

/// Reads documents of one folder.
pub(super) struct Reader<'r, 's> {
    pub(super) sources: &'s Sources,
    pub(super) folders: &'r [Folder],
    /// The folder of the document, with `/` at its end; empty for the configuration's own.
    pub(super) folder: &'r str,
    pub(super) problems: &'r mut Problems,
    pub(super) needs: &'r mut Set<String>,
    /// The contents of stores that were read from files.
    pub(super) stores: &'r mut Map<String, Option<Items>>,
}

impl<'s> Reader<'_, 's> {
    /// The file that a document names, from its own folder. `None` if it is still needed, or cannot be had, which is reported.
    pub(super) fn file(&mut self, node: &Node, what: &str) -> Option<Found<'s>> {
        let path = text(node, what, self.problems)?;
        let from_own = relative(&path).map(|path| locate(self.folders, &format!("{}{path}", self.folder)));
        let Some(Normalised::Inside(name)) = from_own else {
            self.problems
                .add(Code::FileOutside, node.place, format!("`{path}` is not a path within the configuration's folder"))
                .help("put the file beside the test document");
            return None;
        };
        let files = &self.sources.files;
        if let Some((number, (name, text))) = files.iter().enumerate().find(|(_, (other, _))| **other == name) {
            return Some(Found { name, text, number: OTHER_FILES + number });
        }
        match self.sources.unavailable.get(&name) {
            Some(reason) => {
                let beside = "the path is relative to the folder of the test document";
                reason.report_beside(&name, node.place, beside, self.problems);
            }
            None => _ = self.needs.insert(name),
        }
        None
    }
}
