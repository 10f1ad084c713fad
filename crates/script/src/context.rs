//! What is known about a function beside its code, and what its user says of the runtime.

use crate::features::{Feature, Support, feature};
use crate::runtime::Runtime;
use alloc::{string::String, vec::Vec};

/// What is known about a function beside its code.
#[derive(Clone, Debug, Default)]
pub struct Context {
    pub runtime: Runtime,
    /// Whether a key value store is associated with the function. None: not known.
    pub store_associated: Option<bool>,
    /// Whether a viewer may connect without a certificate. None: not known.
    pub optional_mtls: Option<bool>,
    pub overrides: Overrides,
}

/// What a user says of features, against the table.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    entries: Vec<(String, Support)>,
}

impl Overrides {
    /// Says how far a feature can be relied on, in whichever runtime. False: the table has no such feature.
    #[must_use]
    pub fn set(&mut self, id: &str, support: Support) -> bool {
        if feature(id).is_none() {
            return false;
        }
        self.entries.retain(|(known, _)| known != id);
        self.entries.push((id.into(), support));
        true
    }

    /// How far a feature can be relied on: as the user says, or else as the table does.
    pub fn support(&self, feature: &Feature, runtime: Runtime) -> Support {
        let entry = self.entries.iter().find(|(id, _)| id == feature.id);
        entry.map_or_else(|| feature.support(runtime), |(_, support)| *support)
    }
}
