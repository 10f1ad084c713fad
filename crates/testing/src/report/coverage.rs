//! Which lines of a function its tests went through, in words.

use connfn_core::testing::Coverage;

/// How much of the code was run, and which lines were not. `None` if nothing is known of its lines.
pub(super) fn summary(coverage: &Coverage) -> Option<String> {
    let (all, hit) = (coverage.lines.len(), coverage.hit.len());
    if all == 0 {
        return None;
    }
    let head = format!("lines: {hit} of {all} run ({} %)", hit * 100 / all);
    let missed: Vec<u32> = coverage.lines.iter().filter(|line| !coverage.hit.contains(line)).copied().collect();
    Some(if missed.is_empty() { head } else { format!("{head}, not {}", ranges(&missed, &coverage.lines)) })
}

/// Lines with those joined between which no other line has a statement: `4, 7-9`.
fn ranges(missed: &[u32], lines: &[u32]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for line in missed {
        match spans.last_mut() {
            Some((_, end)) if lines.iter().all(|other| other <= end || other >= line) => *end = *line,
            _ => spans.push((*line, *line)),
        }
    }
    let shown = |(start, end): &(u32, u32)| if start == end { format!("{start}") } else { format!("{start}-{end}") };
    spans.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_no_test_ran() {
        let said = |lines: &[u32], hit: &[u32]| summary(&Coverage { lines: lines.to_vec(), hit: hit.to_vec() });
        assert_eq!(said(&[], &[]), None);
        assert_eq!(said(&[1, 2], &[1, 2]).as_deref(), Some("lines: 2 of 2 run (100 %)"));
        assert_eq!(said(&[1, 2, 4, 6, 8, 9], &[1, 8]).as_deref(), Some("lines: 2 of 6 run (33 %), not 2-6, 9"));
    }
}
