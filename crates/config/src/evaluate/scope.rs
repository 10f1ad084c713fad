//! What names stand for: the values of locals, variables and resources that have been worked out, and what else is declared,
//! so that a wrong name can be told from one whose value cannot be known.

use super::{template::Parsed, value::Data};
use crate::{
    Sources,
    problem::{Place, Problem},
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
    pub(crate) locals: Map<String, Data>,
    /// What is wrong with parts of local values. It matters only if such a part is used.
    pub(crate) deferred: Map<String, Vec<Problem>>,
    pub(crate) variables: Map<String, Data>,
    /// Managed resources, each an object of all its attributes.
    pub(crate) resources: Map<(ResourceType, String), Data>,
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
    pub(crate) const fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            locals: Map::new(),
            deferred: Map::new(),
            variables: Map::new(),
            resources: Map::new(),
            others: Set::new(),
            templates: Parsed::new(Map::new()),
            budget: Cell::new(BUDGET),
            exhausted: Cell::new(None),
            complete: true,
        }
    }
}
