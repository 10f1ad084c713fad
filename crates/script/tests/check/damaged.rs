//! Functions that are damaged at random: whatever comes of it, it is checked without a panic, twice alike, and every place that is
//! told lies in the code.

use connfn_script::{Context, Runtime, check};
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = format!("{}/tests/functions", env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for kind in ["right", "wrong"] {
        paths.extend(fs::read_dir(format!("{folder}/{kind}")).unwrap().map(|entry| entry.unwrap().path()));
    }
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "js"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
});

/// What is put somewhere.
const NOISE: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "`",
    "${",
    "'",
    "\"",
    "/",
    "//",
    "/*",
    "*/",
    "\\",
    ";",
    ",",
    ":",
    "?",
    "=>",
    "=",
    "...",
    "?.",
    "??",
    "\n",
    "\u{2028}",
    "é",
    "😀",
    "async ",
    "await ",
    "return ",
    "if (a) ",
    "else ",
    "for (;;) ",
    "break;",
    "continue;",
    "try {",
    "} catch (e) {",
    "} finally {",
    "throw 1;",
    "connection",
    "connection.allow();",
    "connection.deny();",
    "function f(c) { f(c); }",
    "f(connection);",
    "let connection;",
    "const c = c;",
    "switch (a) { case 1:",
    "connectionHandler(connection);",
    "// connfn-ignore CF0330 x\n",
    "a: ",
    "arguments",
    "this",
    "new ",
    "class A {",
    "0",
    "1n",
    "typeof ",
    "delete ",
    "#!",
    "<!--",
    "import cf from 'cloudfront';",
    "export ",
];

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, usize),
    Remove(usize, usize),
    Copy(usize, usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), 0..NOISE.len()).prop_map(|(at, noise)| Edit::Insert(at, noise)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        (any::<usize>(), 1..80_usize, any::<usize>()).prop_map(|(at, length, to)| Edit::Copy(at, length, to)),
    ]
}

fn place(code: &str, at: usize) -> usize {
    let mut at = at % (code.len() + 1);
    while !code.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: if cfg!(debug_assertions) { 400 } else { 20_000 }, ..ProptestConfig::default() })]

    #[test]
    fn damaged_code_is_checked(which in any::<usize>(), edits in prop::collection::vec(edit(), 1..6), old in any::<bool>()) {
        let mut code = CODES[which % CODES.len()].clone();
        for edit in edits {
            match edit {
                Edit::Insert(at, noise) => code.insert_str(place(&code, at), NOISE[noise]),
                Edit::Remove(at, length) => {
                    let from = place(&code, at);
                    let to = place(&code, (from + length).min(code.len()));
                    code.replace_range(from..to.max(from), "");
                }
                Edit::Copy(at, length, to) => {
                    let from = place(&code, at);
                    let end = place(&code, (from + length).min(code.len())).max(from);
                    let piece = code[from..end].to_owned();
                    code.insert_str(place(&code, to), &piece);
                }
            }
        }
        let context = Context {
            runtime: if old { Runtime::V1 } else { Runtime::V2 },
            store_associated: Some(old),
            optional_mtls: Some(!old),
            ..Context::default()
        };
        let findings = check(&code, &context);
        prop_assert_eq!(&findings, &check(&code, &context));
        for finding in &findings {
            let places = finding.related.iter().map(|related| &related.span).chain([&finding.span]);
            for span in places {
                prop_assert!(span.start <= span.end && code.get(span.start as usize..span.end as usize).is_some(), "{:?}\n{}", finding, code);
            }
        }
        for (position, finding) in findings.iter().enumerate() {
            prop_assert!(!findings[..position].contains(finding), "twice: {:?}\n{}", finding, code);
        }
    }
}
