//! Which blocks the language has at the top level. What they mean is not known here.

/// The blocks of the top level, sorted, and the labels that each has.
pub(crate) const BLOCKS: &[(&str, &[&str])] = &[
    ("action", &["type", "name"]),
    ("check", &["name"]),
    ("data", &["type", "name"]),
    ("ephemeral", &["type", "name"]),
    ("import", &[]),
    ("locals", &[]),
    ("module", &["name"]),
    ("moved", &[]),
    ("output", &["name"]),
    ("provider", &["name"]),
    ("removed", &[]),
    ("resource", &["type", "name"]),
    ("terraform", &[]),
    ("variable", &["name"]),
];

/// How many labels a block of the top level has. None if there is no such block.
pub(crate) fn labels_of(kind: &str) -> Option<usize> {
    let at = BLOCKS.binary_search_by_key(&kind, |(known, _)| known).ok()?;
    BLOCKS.get(at).map(|(_, labels)| labels.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found() {
        for (kind, labels) in BLOCKS {
            assert_eq!(labels_of(kind), Some(labels.len()), "{kind}");
        }
        assert_eq!(labels_of("functions"), None);
    }
}
