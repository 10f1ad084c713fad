//! The drift report: where CloudFront is not what the configuration says. It is read off the plan that would set it right,
//! and asks for no call.

use super::{draft::draft, options::Options};
use crate::{
    attributes::Attribute,
    desired::DesiredState,
    diagnostic::Code,
    observed::ObservedState,
    ordered::{Map, Set},
    plan::{
        document::{Action, Change, Drift, DriftKind, LiveChange, Mode, Plan},
        words::in_backticks,
    },
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec::Vec,
};

type Attributes = Map<String, Attribute>;

/// The report as a plan without its digest.
pub(super) fn report(stack: &str, desired: &DesiredState, observed: &ObservedState, options: &Options) -> Plan {
    // What nobody owns is compared too, which is what adopting it would do.
    let options = Options { mode: Mode::Normal, adopt: true, ..options.clone() };
    let mut plan = draft(stack, desired, observed, &options);
    plan.mode = Mode::RefreshOnly;
    plan.steps.clear();
    // What would stand in the way of a change is no matter where nothing is to be changed.
    plan.report.blocked.retain(|diagnostic| match (diagnostic.code, &diagnostic.address) {
        (Code::InUse | Code::PreventDestroy | Code::AddressTooLong, _) => false,
        (Code::OwnedByOtherStack, Some(address)) => {
            let message = diagnostic.message.clone();
            plan.report.drift.push(Drift { address: address.clone(), kind: DriftKind::OwnedByOtherStack, message });
            false
        }
        _ => true,
    });
    for change in &mut plan.changes {
        let found = drift_of(change);
        change.reasons = found.iter().map(|(_, message)| message.clone()).collect();
        keep_computed(change);
        let found = found.into_iter();
        let drift = found.map(|(kind, message)| Drift { address: change.address.clone(), kind, message });
        plan.report.drift.extend(drift);
        if change.action == Action::Delete {
            plan.report.notes.retain(|note| note.address != change.address);
        }
    }
    plan
}

fn drift_of(change: &Change) -> Vec<(DriftKind, String)> {
    let (before, after) = match (change.action, &change.before, &change.after) {
        (Action::NoOp, _, _) => return Vec::new(),
        (Action::Create, _, _) => return Vec::from([(DriftKind::Missing, "it does not exist".to_owned())]),
        (Action::Delete, _, _) => {
            let message = if change.deposed {
                "its address means another resource now"
            } else {
                "the stack owns it, and nothing declares it"
            };
            return Vec::from([(DriftKind::NotInConfiguration, message.to_owned())]);
        }
        (_, Some(before), Some(after)) => (before, after),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut add = |kind, differs: Vec<&str>, what: &str| {
        if !differs.is_empty() {
            found.push((kind, format!("{what} in {}", in_backticks(differs))));
        }
    };
    if change.action == Action::Replace {
        add(DriftKind::Renamed, Vec::from(["name"]), "it differs");
    }
    add(DriftKind::Development, development(before, after), "DEVELOPMENT differs");
    add(DriftKind::Settings, differing(Some(before), Some(after), &["comment"]), "it differs");
    if let Some(LiveChange { before: Some(live), after: Some(wanted), .. }) = &change.live
        && change.publishes()
    {
        add(DriftKind::Live, differing(Some(live), Some(wanted), &STAGE), "LIVE differs");
    }
    add(DriftKind::Tags, tags(before, after), "tags differ");
    if change.publishes() && change.live.as_ref().is_some_and(|live| live.before.is_none()) {
        found.push((DriftKind::Live, "LIVE holds nothing".to_owned()));
    }
    if change.adopt {
        found.push((DriftKind::NotOwned, "it is owned by no stack".to_owned()));
    } else if found.is_empty() {
        // All that is left are connfn's own tags, which no attribute shows.
        found.extend(change.reasons.iter().map(|reason| (DriftKind::Ownership, reason.clone())));
    }
    found
}

const STAGE: [&str; 4] = ["comment", "connection_function_code", "key_value_store_arn", "runtime"];

/// Which of these differ.
fn differing<'n>(before: Option<&Attributes>, after: Option<&Attributes>, names: &[&'n str]) -> Vec<&'n str> {
    let value = |side: Option<&'_ Attributes>, name: &str| side.and_then(|attributes| attributes.get(name)).cloned();
    names.iter().copied().filter(|name| value(before, name) != value(after, name)).collect()
}

/// The arguments in which a function's own stage differs.
fn development(before: &Attributes, after: &Attributes) -> Vec<&'static str> {
    let block = |side: &'_ Attributes| match side.get("connection_function_config") {
        Some(Attribute::Blocks(blocks)) => blocks.first().cloned(),
        _ => None,
    };
    let mut differs = differing(Some(before), Some(after), &["connection_function_code"]);
    let config = ["comment", "key_value_store_association", "runtime"];
    differs.extend(differing(block(before).as_ref(), block(after).as_ref(), &config));
    differs
}

/// The keys of the tags that differ.
fn tags<'a>(before: &'a Attributes, after: &'a Attributes) -> Vec<&'a str> {
    let (Some(Attribute::Map(before)), Some(Attribute::Map(after))) = (before.get("tags_all"), after.get("tags_all"))
    else {
        return Vec::new();
    };
    let keys: Set<&String> = before.keys().chain(after.keys()).collect();
    keys.iter().filter(|key| before.get(**key) != after.get(**key)).map(|key| key.as_str()).collect()
}

/// What CloudFront gives a value differs from nothing that was configured.
fn keep_computed(change: &mut Change) {
    if let (Some(before), Some(after)) = (&change.before, &mut change.after) {
        for name in change.resource_type.computed_attributes() {
            if let Some(value) = before.get(*name) {
                after.insert((*name).to_string(), value.clone());
            }
        }
    }
}
