//! Reads a receipt from a file, which may come from anywhere, and is believed no more than a plan.

use super::receipt::{FORMAT_VERSION, Receipt};
use crate::{
    attributes::Attribute,
    diagnostic::{Code, Diagnostic},
    digest::Digest,
    observed,
    ordered::{Map, Set},
    ownership::is_stack_name,
    plan::{Action, Change},
    sealed::{self, Codes, Kind, Sealed},
};
use alloc::{
    format,
    string::{String, ToString},
};

/// Reads a receipt that [`Receipt`]'s JSON form was saved as.
pub fn read(text: &str) -> Result<Receipt, Diagnostic> {
    sealed::read(text)
}

impl Sealed for Receipt {
    const KIND: Kind = Kind {
        other: ("basis", "it is a plan: `connfn apply` carries it out"),
        file: "receipt",
        noun: "a receipt",
        version: FORMAT_VERSION,
        codes: Codes {
            syntax: Code::ReceiptSyntax,
            version: Code::ReceiptVersion,
            edited: Code::ReceiptEdited,
            invalid: Code::ReceiptInvalid,
        },
        help: [
            "give a receipt that `connfn apply` kept, in `.connfn/receipts`",
            "it does not keep what was before the run: undo it by applying the former configuration",
            "give the receipt as the run left it, or undo the run by applying the former configuration",
            "give the receipt as the run left it, or undo the run by applying the former configuration",
        ],
    };

    fn digest_mut(&mut self) -> &mut Digest {
        &mut self.digest
    }

    fn code_mut(&mut self) -> &mut Map<Digest, observed::Code> {
        &mut self.code
    }

    fn check(&self) -> Result<(), String> {
        if !is_stack_name(&self.stack) {
            return Err("the receipt names no stack".to_string());
        }
        let mut ids = Set::new();
        if let Some(step) = self.steps.iter().find(|step| !ids.insert(&step.id)) {
            return Err(format!("two steps have the id `{}`", step.id));
        }
        self.changes.iter().try_for_each(|change| self.check_change(change))
    }
}

impl Receipt {
    fn check_change(&self, change: &Change) -> Result<(), String> {
        let address = &change.address;
        let shown = match change.action {
            Action::NoOp => false,
            Action::Create => change.before.is_none() && change.after.is_some(),
            Action::Delete => change.before.is_some() && change.after.is_none(),
            _ => change.before.is_some() && change.after.is_some(),
        };
        if !shown || change.resource_type != address.resource_type() {
            return Err(format!("the change of `{address}` contradicts itself"));
        }
        let missing = codes_before(change).find(|code| !self.code.contains_key(*code));
        match missing {
            Some(code) => Err(format!("`{address}` had the code `{code}` before, which the receipt does not hold")),
            None => Ok(()),
        }
    }
}

/// The code that a resource held in either stage before a change.
pub(super) fn codes_before(change: &Change) -> impl Iterator<Item = &Digest> {
    let live = change.live.as_ref().and_then(|live| live.before.as_ref());
    change.before.iter().chain(live).filter_map(|side| match side.get("connection_function_code") {
        Some(Attribute::Code { code }) => Some(code),
        _ => None,
    })
}
