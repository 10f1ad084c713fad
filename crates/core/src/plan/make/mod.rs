//! Makes a plan: what differs between desired and observed state, and the calls that remove the difference.
//!
//! [`draft`] leads: [`identify`] finds which existing resource each address means, [`function`] and [`store`] compare one resource
//! each, [`context`] knows what one resource may use of another, [`steps`] puts the calls in order. All of it is a function of
//! its arguments, and what stands in the way is reported beside the changes instead of ending the planning.

pub(crate) mod basis;
pub(crate) mod content;
pub(crate) mod context;
pub(crate) mod draft;
mod drift;
mod function;
mod gate;
pub(crate) mod identify;
mod leaving;
mod options;
mod select;
pub(crate) mod steps;
mod store;
mod view;

pub use gate::{failures, remarks};
pub use options::Options;

use super::document::{Mode, Plan};
use crate::{desired::DesiredState, observed::ObservedState};
use alloc::string::String;

/// Computes the plan that makes `observed` what `desired` says, for the resources of `stack`.
pub fn make(stack: &str, desired: &DesiredState, observed: &ObservedState, options: &Options) -> Plan {
    let mut plan = unsealed(stack, desired, observed, options);
    plan.seal();
    plan
}

/// Computes the same plan, and gives it as compact JSON too: it is written in order to be sealed, and a thousand functions take
/// their time.
pub fn make_json(stack: &str, desired: &DesiredState, observed: &ObservedState, options: &Options) -> (Plan, String) {
    let mut plan = unsealed(stack, desired, observed, options);
    let json = plan.seal_to_json();
    (plan, json)
}

fn unsealed(stack: &str, desired: &DesiredState, observed: &ObservedState, options: &Options) -> Plan {
    match options.mode {
        Mode::RefreshOnly => drift::report(stack, desired, observed, options),
        Mode::Normal | Mode::Destroy => draft::draft(stack, desired, observed, options),
    }
}
