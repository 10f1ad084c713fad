//! A document that is cut or changed at any byte is read without a panic and in no time, whatever is said of it, and every
//! place that is told lies within its file. So for every document of every case.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]

use connfn::{CheckRequest, Location, Sources, VariableValue, check, is_configuration};
use connfn_tests::cases::Case;
use std::{
    borrow::Cow,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread::available_parallelism,
    time::{Duration, Instant},
};

/// A reading takes no longer. Without optimization it may take ten times as long.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 50 });

/// Of larger documents only so many places are damaged without optimization.
const PLACES: usize = if cfg!(debug_assertions) { 60 } else { usize::MAX };

/// What is put in the place of a character: what opens, closes, ends or begins something in one of the syntaxes.
const NOISE: [char; 16] = ['"', '{', '}', '[', ']', '(', '$', '%', '\\', '\n', '=', ':', ',', '#', '0', 'é'];

#[test]
fn whatever_is_damaged_is_read_in_no_time() {
    let cases: Vec<(String, Sources)> =
        Case::all().into_iter().map(|case| (case.name.clone(), case.sources().unwrap())).collect();
    let (next, readings) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((name, sources)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    readings.fetch_add(damage(name, sources), Ordering::Relaxed);
                }
            });
        }
    });
    let readings = readings.into_inner();
    println!("{readings} damaged documents were read");
    assert!(readings > 10_000, "only {readings} documents were damaged");
}

/// Damages each document of a case at each place, and gives how many readings that made.
fn damage(case: &str, sources: &Sources) -> usize {
    let mut readings = 0;
    // Those of modules too, and all that tests are made of.
    let is_document = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        is_configuration(name) || Path::new(name).extension().is_some_and(|end| end == "yaml" || end == "json")
    };
    let documents = sources.files.iter().filter(|(path, _)| is_document(path));
    for (name, text) in documents {
        let mut request = CheckRequest { sources: sources.clone() };
        let step = (text.len() / PLACES).max(1);
        for (at, c) in text.char_indices().filter(|(at, _)| at % step == 0) {
            let noise = NOISE[(at * 7 + text.len()) % NOISE.len()];
            let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
            for damaged in [before.to_owned(), format!("{before}{noise}{after}"), format!("{before}{after}")] {
                request.sources.files.insert(name.clone(), damaged);
                read(case, name, at, &request);
                readings += 1;
            }
        }
    }
    readings
}

fn read(case: &str, name: &str, at: usize, request: &CheckRequest) {
    let begin = Instant::now();
    let checked = check(request);
    let mut took = begin.elapsed();
    // Something else may have held the machine.
    for _ in 0..3 {
        if took <= LIMIT {
            break;
        }
        let begin = Instant::now();
        _ = check(request);
        took = took.min(begin.elapsed());
    }
    assert!(took <= LIMIT, "{case}: {name} damaged at {at} took {took:?}");
    for diagnostic in &checked.diagnostics {
        let related = diagnostic.related.iter().map(|related| &related.location);
        for Location { file, span } in diagnostic.location.iter().chain(related) {
            let text = text_of(file, &request.sources);
            let there = text.and_then(|text| Some(text.get(span.start.byte as usize..span.end.byte as usize)?.len()));
            assert!(there.is_some(), "{case}: {name} damaged at {at}: {diagnostic:?} is nowhere");
        }
    }
}

/// The text of a file, or of a value that was given beside the files.
fn text_of<'s>(file: &str, sources: &'s Sources) -> Option<Cow<'s, str>> {
    let given = || sources.variables.iter().map(VariableValue::document).find(|(name, _)| name == file);
    let text = sources.files.get(file).map(|text| Cow::Borrowed(text.as_str()));
    text.or_else(|| Some(Cow::Owned(given()?.1)))
}
