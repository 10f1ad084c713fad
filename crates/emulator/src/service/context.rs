//! What a rule is given.

use std::collections::BTreeMap;

use crate::assumptions::{self, Assumptions};
use crate::items::StoreItems;
use crate::state::State;

/// What the caller of the emulator may choose.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) publishing_ms: u64,
    pub(crate) deploying_ms: u64,
    pub(crate) provisioning_ms: u64,
    pub(crate) max_functions: usize,
    pub(crate) max_stores: usize,
    /// By name: what a store of that name is created with.
    pub(crate) items: BTreeMap<String, StoreItems>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            publishing_ms: 300,
            deploying_ms: 300,
            provisioning_ms: 300,
            max_functions: assumptions::MAX_FUNCTIONS,
            max_stores: assumptions::MAX_STORES,
            items: BTreeMap::new(),
        }
    }
}

/// What one call works on.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) now_ms: u64,
    pub(crate) settings: &'a Settings,
    pub(crate) assumptions: &'a Assumptions,
    /// How long a publication that begins now takes, if not as long as the settings say.
    pub(crate) publishing_ms: Option<u64>,
}
