//! What AWS does not say, decided once. Each can be changed here, and nowhere else. `(A00)` is a row of
//! `docs/assumptions.md`, which says how to find out.

use crate::outcome::Decision;

/// What the calls of `allow` and `deny` amount to. AWS does not say what counts if both are called, so the one that lets nobody in
/// by mistake does. (A62)
pub(crate) fn decision(calls: &[Decision]) -> Decision {
    if calls.contains(&Decision::Deny) { Decision::Deny } else { calls.first().copied().unwrap_or_default() }
}

/// What a decision is worth once the function has failed. AWS does not say whether a connection is allowed by a function that then
/// throws, so it is not. (A63)
pub(crate) fn after_failure(decision: Decision) -> Decision {
    match decision {
        Decision::Allow => Decision::None,
        other => other,
    }
}

/// How many bytes of a text `logCustomData` keeps. AWS documents the number; that the text is cut between two characters is assumed.
/// (A65)
pub(crate) const CUSTOM_DATA: usize = 800;

/// What `cf.kvs()` throws if no store is associated. AWS does not publish the text. (A66)
pub(crate) const NO_STORE: &str = "no key value store is associated with the function";

/// What is noted of `cf.kvs(id)`. Which id the associated store has is known to CloudFront alone, so that any is taken for it.
/// (A69)
pub(crate) fn given_store(id: &str) -> String {
    format!("`cf.kvs()` was given the id `{id}`, which is not compared with that of the associated store")
}

/// How many bytes a key may have, and a value. AWS documents the numbers, but not what a function meets that asks for a longer key.
/// (A43)
pub(crate) const LONGEST_KEY: usize = 512;
/// The same of a value. (A43)
pub(crate) const LONGEST_VALUE: usize = 1024;

/// What `get` is rejected with. AWS says that it is, and not with what. (A66)
pub(crate) fn missing_key(key: &str) -> String {
    format!("the key `{key}` is not in the key value store")
}

/// What `meta` gives, as JSON. AWS documents the members; the times are those of no real store. (A66)
pub(crate) fn store_meta(count: usize) -> String {
    format!(
        r#"{{"creationDateTime":"2026-01-01T00:00:00.000Z","lastUpdatedDateTime":"2026-01-01T00:00:00.000Z","keyCount":{count}}}"#
    )
}
