//! Functions that are cut, doubled or mixed at any place: each gives an outcome, and every place that is told lies in its code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what should not happen ends the test"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files")]

mod support;

use connfn_simulator::{Request, simulate};
use std::fs;
use support::request;

/// How often each function is damaged.
const TIMES: usize = if cfg!(debug_assertions) { 2 } else { 30 };

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    /// A part of a text, at most some words long.
    fn part<'t>(&mut self, text: &'t str) -> (usize, &'t str) {
        let words: Vec<usize> = text.match_indices(|c: char| !c.is_alphanumeric()).map(|(at, _)| at).collect();
        let from = self.below(words.len());
        let to = (from + 1 + self.below(6)).min(words.len() - 1);
        (words[from], &text[words[from]..words[to].max(words[from])])
    }
}

/// Whether a text holds a name of what the instrumented code calls: `$`, and sixteen digits.
fn names_a_probe(text: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    text.split('$').skip(1).any(|rest| digits(rest) >= 16)
}

#[test]
fn damaged_functions_give_an_outcome() {
    let text = fs::read_to_string(format!("{}/tests/engines/functions.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let functions: Vec<&str> = text[2..].split("\n# ").map(|part| part.split_once('\n').unwrap().1).collect();
    let mut numbers = Numbers(6);
    let mut run = 0;
    for function in &functions {
        for _ in 0..TIMES {
            let mut code = (*function).to_owned();
            let (at, part) = numbers.part(function);
            let end = at + part.len();
            let other = functions[numbers.below(functions.len())];
            match numbers.below(4) {
                0 => code.replace_range(at..end, ""),
                1 => code.insert_str(at, part),
                2 => code.replace_range(at..end, numbers.part(other).1),
                _ => code.insert_str(numbers.part(function).0, part),
            }
            let outcome =
                simulate(&Request { store: Some([("allowed".to_owned(), "1".to_owned())].into()), ..request(&code) });
            let lines = u32::try_from(code.lines().count()).unwrap() + 1;
            run += usize::from(!outcome.coverage.hit.is_empty());
            if let Some(error) = &outcome.error {
                assert!(error.line.is_none_or(|line| (1..=lines).contains(&line)), "{code}\n{error:?}");
                let longest = code.lines().map(|line| line.chars().count()).max().unwrap_or_default();
                let longest = u32::try_from(longest).unwrap() + 1;
                assert!(error.column.is_none_or(|column| (1..=longest).contains(&column)), "{code}\n{error:?}");
                assert!(!names_a_probe(&error.message), "{code}\n{error:?}");
            }
            assert!(outcome.coverage.hit.iter().all(|line| outcome.coverage.lines.contains(line)));
        }
    }
    println!("{run} of {} were run", functions.len() * TIMES);
    assert!(run > functions.len() / 4);
}
