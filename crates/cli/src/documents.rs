//! The JSON documents that only the command writes. Plans, observed states and receipts are the library's.

use connfn::{Address, Diagnostic, Digest, Receipt, ShownResource, observed::Code};
use serde::Serialize;

/// `validate --format json`.
#[derive(Debug, Serialize)]
pub(crate) struct Validation<'a> {
    pub(crate) valid: bool,
    pub(crate) error_count: usize,
    pub(crate) warning_count: usize,
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// `test --format json` when no test was run, since the configuration is wrong.
#[derive(Debug, Serialize)]
pub(crate) struct NotTested<'a> {
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// `plan --format json` and `apply --format json` when there is no plan.
#[derive(Debug, Serialize)]
pub(crate) struct NoPlan<'a> {
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// `apply --format json` and `destroy --format json`.
#[derive(Debug, Serialize)]
pub(crate) struct Applied<'a> {
    /// The digest of the plan that was carried out.
    pub(crate) plan: &'a Digest,
    /// Null if there was nothing to do.
    pub(crate) receipt: Option<&'a Receipt>,
    /// What the stack owns now. Null if it could not be read.
    pub(crate) resources: Option<&'a [ShownResource]>,
}

/// `show --format json`.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    pub(crate) resources: &'a [ShownResource],
    /// The function code that the resources name by its digest.
    pub(crate) code: connfn::Map<&'a Digest, &'a Code>,
}

/// `import --all --format json`.
#[derive(Debug, Serialize)]
pub(crate) struct ImportedAll<'a> {
    pub(crate) addresses: &'a [Address],
    /// The paths of what was written.
    pub(crate) files: &'a [String],
    pub(crate) notes: &'a [String],
}

/// `import --format json`.
#[derive(Debug, Serialize)]
pub(crate) struct Imported<'a> {
    pub(crate) address: &'a Address,
    /// The paths of what was written.
    pub(crate) files: &'a [String],
    pub(crate) notes: &'a [String],
}
