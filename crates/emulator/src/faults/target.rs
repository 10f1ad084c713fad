//! What a call is about, as far as faults ask.

use crate::wire::Operation;

/// An operation and the resource that it is called for.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) operation: Operation,
    /// As the request spells it: an id, a name or an ARN; none in a list.
    identifier: Option<String>,
    /// The name that the identifier means, where it is not that itself.
    name: Option<String>,
}

impl Target {
    pub(crate) const fn new(operation: Operation, identifier: Option<String>, name: Option<String>) -> Self {
        Self { operation, identifier, name }
    }

    pub(crate) fn is(&self, resource: &str) -> bool {
        [&self.identifier, &self.name].into_iter().flatten().any(|own| own == resource)
    }

    /// The best word for the resource: its name, which is the same in every run.
    pub(super) fn resource(&self) -> &str {
        self.name.as_deref().or(self.identifier.as_deref()).unwrap_or_default()
    }
}
