//! From what a user says of the runtime's features to what the checker goes by.

use alloc::{format, vec::Vec};
use connfn_core::{
    checks::{Checks, FeatureState},
    diagnostic::{Code, Diagnostic, Location},
    nearest::did_you_mean,
};
use connfn_script::{FEATURES, Overrides, Support};

/// The overrides. A feature that the table does not have is reported, at the place that is known of it.
pub(crate) fn overrides(
    checks: &Checks,
    place: &dyn Fn(&str) -> Option<Location>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Overrides {
    let mut overrides = Overrides::default();
    for (id, state) in &checks.runtime_features {
        if !overrides.set(id, support(*state)) {
            let message = format!("there is no feature `{}` of the runtime", id.escape_debug());
            let help = did_you_mean(id, FEATURES.iter().map(|feature| feature.id));
            let help = help.unwrap_or_else(|| "the table in connfn's docs/function-code.md has the ids".into());
            diagnostics.push(Diagnostic::new(Code::InvalidChecks, message).help(help).at(place(id)));
        }
    }
    overrides
}

const fn support(state: FeatureState) -> Support {
    match state {
        FeatureState::Works => Support::Works,
        FeatureState::Undocumented => Support::Undocumented,
        FeatureState::Unreliable => Support::Unreliable,
        FeatureState::Missing => Support::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_one_name_everywhere() {
        for state in FeatureState::ALL {
            assert_eq!(state.as_str(), support(state).name());
        }
    }
}
