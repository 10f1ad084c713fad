//! Lists in messages.

use alloc::{format, string::String, vec::Vec};

/// "`a`, `b` and `c`".
pub(super) fn in_backticks<'s>(names: impl IntoIterator<Item = &'s str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}
