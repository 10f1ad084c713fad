//! What names stand for: the values of locals, variables and resources that have been worked out, and what else is declared,
//! so that a wrong name can be told from one whose value cannot be known.

use super::{template::Parsed, value::Data};
use crate::{
    folders::Folder,
    path::{Normalised, normalise, relative},
    problem::{Place, Problem},
    sources::{Known, Sources},
};
use alloc::{string::String, vec::Vec};
use connfn_core::address::ResourceType;
use connfn_core::ordered::{Map, Set};
use core::cell::Cell;

/// Enough for every configuration that CloudFront's quotas allow, and little enough to be spent in seconds.
const BUDGET: usize = 500_000;

/// The names of one module.
#[derive(Debug)]
pub(crate) struct Scope<'s> {
    pub(crate) sources: &'s Sources,
    /// All folders of the configuration, the outermost first.
    folders: &'s [Folder],
    /// What `path.module` stands for.
    pub(crate) path: String,
    /// Attributes that CloudFront set, where they are known.
    pub(crate) known: &'s Known,
    pub(crate) locals: Map<String, Data>,
    /// What is wrong with parts of local values. It matters only if such a part is used.
    pub(crate) deferred: Map<String, Vec<Problem>>,
    pub(crate) variables: Map<String, Data>,
    /// Managed resources, each an object of all its attributes.
    pub(crate) resources: Map<(ResourceType, String), Data>,
    /// Called modules, each an object of its outputs or a collection of such objects.
    pub(crate) modules: Map<String, Data>,
    /// What is wrong with the outputs of modules, by module and output. It matters only if such an output is used.
    pub(crate) deferred_outputs: Map<String, Map<String, Vec<Problem>>>,
    /// Called modules that are not local.
    pub(crate) elsewhere: Set<String>,
    /// Types and names of the resources that connfn leaves alone.
    pub(crate) others: Set<(String, String)>,
    /// The templates in files that were parsed.
    pub(crate) templates: Parsed,
    /// What may still be spent on evaluating, in parts of values.
    pub(crate) budget: Cell<usize>,
    /// Where nothing was left.
    pub(crate) exhausted: Cell<Option<Place>>,
    /// Whether every document could be parsed. If not, a name that is missing may well be declared.
    pub(crate) complete: bool,
}

impl<'s> Scope<'s> {
    pub(crate) const fn new(sources: &'s Sources, known: &'s Known, folders: &'s [Folder]) -> Self {
        Self {
            sources,
            known,
            folders,
            path: String::new(),
            locals: Map::new(),
            deferred: Map::new(),
            variables: Map::new(),
            resources: Map::new(),
            modules: Map::new(),
            deferred_outputs: Map::new(),
            elsewhere: Set::new(),
            others: Set::new(),
            templates: Parsed::new(Map::new()),
            budget: Cell::new(BUDGET),
            exhausted: Cell::new(None),
            complete: true,
        }
    }

    /// A path as it is written in the configuration. It may leave the configuration's own folder only to where a module is.
    pub(crate) fn locate(&self, path: &str) -> Normalised {
        locate(self.folders, path)
    }
}

/// A path from the configuration's own folder, of a configuration of these folders.
pub(crate) fn locate(folders: &[Folder], path: &str) -> Normalised {
    match (normalise(path), relative(path)) {
        (Normalised::Outside, Some(path)) if folders.iter().any(|folder| is_above(folder, &path)) => {
            Normalised::Inside(path)
        }
        (found, _) => found,
    }
}

/// Whether a folder lies outside the configuration's own and is at a path or holds it.
fn is_above(folder: &Folder, path: &str) -> bool {
    let rest = path.strip_prefix(folder.path.trim_end_matches('/')).filter(|_| folder.path.starts_with("../"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
