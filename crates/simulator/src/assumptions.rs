//! What AWS does not say, decided once. Each can be changed here, and nowhere else.

use crate::outcome::Decision;

/// What the calls of `allow` and `deny` amount to. AWS does not say what counts if both are called, so the one that lets nobody in
/// by mistake does.
pub(crate) fn decision(calls: &[Decision]) -> Decision {
    if calls.contains(&Decision::Deny) { Decision::Deny } else { calls.first().copied().unwrap_or_default() }
}

/// What a decision is worth once the function has failed. AWS does not say whether a connection is allowed by a function that then
/// throws, so it is not.
pub(crate) fn after_failure(decision: Decision) -> Decision {
    match decision {
        Decision::Allow => Decision::None,
        other => other,
    }
}

/// How many bytes of a text `logCustomData` keeps. AWS documents the number; that the text is cut between two characters is assumed.
pub(crate) const CUSTOM_DATA: usize = 800;
