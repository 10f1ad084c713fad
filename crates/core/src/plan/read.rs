//! Reads a plan from a file, which may come from anywhere.

use super::{
    check::check,
    document::{CodeInput, FORMAT_VERSION, Plan, Precondition, Step, StepId, Wait},
};
use crate::{
    address::Address,
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    json,
    observed::Code as FunctionCode,
    ordered::Map,
    remote_test::RemoteTest,
    sealed::{self, Codes, Kind, Sealed},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Deserializer};

pub use crate::sealed::MAX_BYTES;

/// Reads a plan that [`Plan`]'s JSON form was saved as.
pub fn read(text: &str) -> Result<Plan, Diagnostic> {
    sealed::read(text)
}

impl Sealed for Plan {
    const KIND: Kind = Kind {
        other: ("result", "it is a receipt: `connfn rollback` undoes the run that it is of"),
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

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct BesideOperation {
            id: StepId,
            address: Address,
            after: Vec<StepId>,
            precondition: Option<Precondition>,
            wait: Option<Wait>,
            #[serde(default)]
            test: Option<RemoteTest>,
        }
        json::read_by(deserializer, |tree| {
            let BesideOperation { id, address, after, precondition, wait, test } = tree.read()?;
            Ok(Self { id, address, operation: tree.read()?, after, precondition, wait, test })
        })
    }
}

impl<'de> Deserialize<'de> for CodeInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| {
            tree.required("$code").map(|code| Self::Held { code }).or_else(|_| tree.read().map(Self::Text))
        })
    }
}
