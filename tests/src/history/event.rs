//! What may happen to a stack, as plain data: it is thrown, shrunk, printed and kept.

use crate::dice::Dice;
use crate::{generate::Edit, model::Fault};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The configuration changes.
    Want(Want),
    /// Another hand is at the account.
    Hand(Edit),
    /// A plan is made and carried out.
    Apply(Disturbance),
    /// A plan is made and kept; the next `ApplySaved` is of it.
    Save,
    /// The kept plan is carried out, if it is still good.
    ApplySaved(Disturbance),
    Pass {
        ms: u64,
    },
}

/// What becomes of the configuration. Numbers are labels and names from small sets, so that they meet again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Want {
    /// A function is declared, or an existing one named otherwise.
    Function {
        label: usize,
        name: usize,
    },
    NoFunction {
        label: usize,
    },
    /// The block gets another label, the resource stays what it is.
    Relabel {
        label: usize,
        to: usize,
    },
    SwapNames {
        one: usize,
        other: usize,
    },
    Code {
        label: usize,
        code: usize,
    },
    Comment {
        label: usize,
        comment: usize,
    },
    /// The comment holds a store's ARN, known only after apply if the store is new.
    CommentOf {
        label: usize,
        store: usize,
    },
    OtherRuntime {
        label: usize,
    },
    Publish {
        label: usize,
        publish: bool,
    },
    StoreOf {
        label: usize,
        store: Option<usize>,
    },
    Tag {
        label: usize,
        key: usize,
        value: Option<usize>,
    },
    DefaultTag {
        key: usize,
        value: Option<usize>,
    },
    Store {
        label: usize,
        name: usize,
    },
    NoStore {
        label: usize,
    },
    StoreComment {
        label: usize,
        comment: usize,
    },
}

/// What goes wrong while a plan is carried out. Calls are counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Disturbance {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<(usize, Fault)>,
    /// The process dies when it is about to send this call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed_at: Option<usize>,
    /// Ctrl-C while this call is in flight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<usize>,
    /// Something else happens before this call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meanwhile: Option<(usize, Meanwhile)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Meanwhile {
    Hand(Edit),
    /// Somebody else carries out the same plan, or a new one of the same configuration, perhaps not to its end.
    Run {
        new: bool,
        killed_at: Option<usize>,
    },
    /// The same, and both go on side by side from then on, call by call.
    Beside {
        new: bool,
    },
}

/// How many labels and names there are.
const FUNCTION_LABELS: usize = 3;
const FUNCTION_NAMES: usize = 4;
const STORE_LABELS: usize = 2;
const STORE_NAMES: usize = 3;
/// Runs of such small stacks make about so many calls.
const CALLS: usize = 16;

/// A history of its own for each seed.
pub fn throw(seed: u64) -> Vec<Event> {
    let mut dice = Dice::of(seed);
    let mut events = Vec::new();
    // Something to begin with.
    for label in 0..=dice.below(2) {
        events.push(Event::Want(Want::Function { label, name: label }));
        events.push(Event::Want(Want::Publish { label, publish: dice.percent(70) }));
    }
    if let Some(label) = dice.maybe(50, |_| 0) {
        events.push(Event::Want(Want::Store { label, name: 0 }));
        events.push(Event::Want(Want::StoreOf { label: 0, store: Some(label) }));
    }
    for _ in 0..=dice.below(2) {
        events.push(Event::Apply(disturbance(&mut dice)));
        for _ in 0..dice.below(4) {
            events.push(Event::Want(want(&mut dice)));
        }
        for _ in 0..dice.below(3) {
            events.push(event(&mut dice));
        }
    }
    events
}

fn event(dice: &mut Dice) -> Event {
    match dice.below(10) {
        0..=3 => Event::Hand(hand(dice)),
        4..=5 => Event::Apply(disturbance(dice)),
        6 => Event::Save,
        7 => Event::ApplySaved(disturbance(dice)),
        8 => Event::Want(want(dice)),
        _ => Event::Pass { ms: dice.pick(&[1, 500, 2_000, 60_000]) },
    }
}

fn want(dice: &mut Dice) -> Want {
    let (label, store) = (dice.below(FUNCTION_LABELS), dice.below(STORE_LABELS));
    match dice.below(20) {
        0..=3 => Want::Function { label, name: dice.below(FUNCTION_NAMES) },
        4 => Want::NoFunction { label },
        5 => Want::Relabel { label, to: dice.below(FUNCTION_LABELS) },
        6 => Want::SwapNames { one: label, other: dice.below(FUNCTION_LABELS) },
        7..=8 => Want::Code { label, code: dice.below(3) },
        9 => Want::Comment { label, comment: dice.below(3) },
        10 => Want::CommentOf { label, store },
        11 => Want::OtherRuntime { label },
        12 => Want::Publish { label, publish: dice.percent(60) },
        13..=14 => Want::StoreOf { label, store: dice.maybe(75, |_| store) },
        15 => Want::Tag { label, key: dice.below(3), value: dice.maybe(70, |dice| dice.below(3)) },
        16 => Want::DefaultTag { key: dice.below(3), value: dice.maybe(70, |dice| dice.below(3)) },
        17 => Want::Store { label: store, name: dice.below(STORE_NAMES) },
        18 => Want::NoStore { label: store },
        _ => Want::StoreComment { label: store, comment: dice.below(3) },
    }
}

fn hand(dice: &mut Dice) -> Edit {
    let which = dice.below(4);
    match dice.below(14) {
        0..=1 => Edit::Code(which),
        2 => Edit::Comment(which),
        3 => Edit::Publish(which),
        4 => Edit::Tag(which),
        5 => Edit::Untag(which),
        6 => Edit::Associate(which),
        7 => Edit::LoseAddress(which),
        8 => Edit::Delete(which),
        9 => Edit::StoreComment(which),
        10 => Edit::LoseOwner(which),
        11 => Edit::LoseOwnerOfStore(which),
        12 => Edit::TakeName(which),
        _ => Edit::Foreign,
    }
}

fn disturbance(dice: &mut Dice) -> Disturbance {
    let mut disturbance = Disturbance::default();
    match dice.below(10) {
        // A fault here and there.
        0..=2 => {
            for _ in 0..=dice.below(3) {
                disturbance.faults.push((dice.below(CALLS), dice.pick(&Fault::ALL)));
            }
        }
        // Bad weather.
        3 => {
            let worst = dice.pick(&Fault::ALL);
            for call in 0..2 * CALLS {
                disturbance.faults.extend(
                    dice.maybe(40, |dice| (call, if dice.percent(50) { worst } else { dice.pick(&Fault::ALL) })),
                );
            }
        }
        4..=5 => disturbance.killed_at = Some(dice.below(CALLS)),
        6 => {
            disturbance.killed_at = Some(dice.below(CALLS));
            disturbance.faults.push((dice.below(CALLS), dice.pick(&Fault::ALL)));
        }
        7 => {
            let run = Meanwhile::Run { new: dice.percent(50), killed_at: dice.maybe(50, |dice| dice.below(CALLS)) };
            let other = match dice.below(4) {
                0 => run,
                1 => Meanwhile::Beside { new: dice.percent(50) },
                _ => Meanwhile::Hand(hand(dice)),
            };
            disturbance.meanwhile = Some((dice.below(CALLS), other));
        }
        8 => disturbance.cancelled_at = Some(dice.below(CALLS)),
        _ => {}
    }
    disturbance
}
