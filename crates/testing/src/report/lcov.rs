//! Coverage as lcov writes it and most tools read it: a record a file, with each line and how often it was run. Here that is once
//! or never: how often is not known.

use connfn_core::{address::Address, diagnostic::Location, ordered::Map, testing::TestReport};
use std::collections::BTreeMap;

/// The lines that tests went through. `places` says where each line of a function's code is written; a function that it does not
/// have is left out.
pub fn lcov(report: &TestReport, places: &Map<Address, Vec<Location>>) -> String {
    let mut out = String::new();
    for (file, lines) in files(report, places) {
        let hit = lines.values().filter(|is_hit| **is_hit).count();
        out.push_str(&format!("TN:\nSF:{file}\n"));
        for (line, is_hit) in &lines {
            out.push_str(&format!("DA:{line},{}\n", u8::from(*is_hit)));
        }
        out.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    }
    out
}

/// By file, each line on which a statement begins, and whether a test of any function that is made of it ran it.
fn files<'p>(report: &TestReport, places: &'p Map<Address, Vec<Location>>) -> BTreeMap<&'p str, BTreeMap<u32, bool>> {
    let mut files: BTreeMap<&str, BTreeMap<u32, bool>> = BTreeMap::new();
    for (address, function) in &report.functions {
        let Some(places) = places.get(address) else { continue };
        for line in &function.coverage.lines {
            let index = usize::try_from(*line).unwrap_or(0).wrapping_sub(1);
            let Some(place) = places.get(index) else { continue };
            let is_hit = function.coverage.hit.contains(line);
            *files.entry(&place.file).or_default().entry(place.span.start.line).or_default() |= is_hit;
        }
    }
    files
}
