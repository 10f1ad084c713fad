//! Reads a plan from a file, which may come from anywhere.

use super::{
    check::check,
    document::{FORMAT_VERSION, Plan},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed::Code as FunctionCode,
    ordered::Map,
    sealed::{self, Codes, Kind, Sealed},
};
use alloc::string::String;

pub use crate::sealed::MAX_BYTES;

/// Reads a plan that [`Plan`]'s JSON form was saved as.
pub fn read(text: &str) -> Result<Plan, Diagnostic> {
    sealed::read(text)
}

impl Sealed for Plan {
    const KIND: Kind = Kind {
        file: "plan file",
        noun: "a plan",
        version: FORMAT_VERSION,
        codes: Codes {
            syntax: Code::PlanSyntax,
            version: Code::PlanVersion,
            edited: Code::PlanEdited,
            invalid: Code::PlanInvalid,
        },
        help: [
            "make the plan again with `connfn plan --out FILE`",
            "make a new plan with this connfn",
            "make a new plan; a plan is applied as it was reviewed or not at all",
            "make a new plan",
        ],
    };

    fn digest_mut(&mut self) -> &mut Digest {
        &mut self.digest
    }

    fn code_mut(&mut self) -> &mut Map<Digest, FunctionCode> {
        &mut self.code
    }

    fn check(&self) -> Result<(), String> {
        check(self)
    }
}
