//! Trouble on purpose: which calls it strikes, and what happens to them.
//!
//! Rules and a random source say which [`FaultKind`]s strike a call ([`Injector`]); the call asks its
//! [`Verdict`] at each stage of its way whether something happens there. Nothing here changes the
//! account: what has an effect on later calls is carried out where the account is.

mod file;
mod injector;
mod kind;
mod random;
mod rule;
mod target;
mod verdict;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::assumptions::Assumption;

pub(crate) use injector::Injector;
pub use kind::FaultKind;
pub use random::RandomFaults;
pub use rule::{FaultRule, When};
pub(crate) use target::Target;
pub(crate) use verdict::{Instead, Verdict};

/// All trouble that an emulator is to make. As JSON it is what a fault file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "an object with `rules`, `random` or `otherwise`")]
pub struct Faults {
    /// Which calls fail, and how. All that match a call strike it.
    pub rules: Vec<FaultRule>,
    /// Faults by chance, beside the rules.
    pub random: Option<RandomFaults>,
    /// What is answered otherwise than connfn assumes that AWS answers.
    pub otherwise: BTreeSet<Assumption>,
}

impl From<Vec<FaultRule>> for Faults {
    fn from(rules: Vec<FaultRule>) -> Self {
        Self { rules, ..Self::default() }
    }
}

impl FromIterator<Assumption> for Faults {
    fn from_iter<I: IntoIterator<Item = Assumption>>(otherwise: I) -> Self {
        Self { otherwise: otherwise.into_iter().collect(), ..Self::default() }
    }
}

impl From<RandomFaults> for Faults {
    fn from(random: RandomFaults) -> Self {
        Self { random: Some(random), ..Self::default() }
    }
}
