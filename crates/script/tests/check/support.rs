//! Code in which `«` and `»` mark what is found, and what is found in it.

use connfn_script::{Context, Finding, Runtime, Severity, check};

/// The code without marks, and the places between them.
pub(crate) fn marked(text: &str) -> (String, Vec<(u32, u32)>) {
    let (mut code, mut open, mut places) = (String::new(), Vec::new(), Vec::new());
    for character in text.chars() {
        let here = u32::try_from(code.len()).unwrap();
        match character {
            '«' => open.push(here),
            '»' => places.push((open.pop().expect("a mark is opened"), here)),
            _ => code.push(character),
        }
    }
    places.sort_unstable();
    (code, places)
}

/// Errors and warnings, and what is found of a code.
pub(crate) fn found(code: &str, context: &Context, also: &str) -> Vec<Finding> {
    let mut findings = check(code, context);
    findings.retain(|finding| finding.severity != Severity::Info || finding.code.as_str() == also);
    findings
}

/// A finding in a line: code, text and message.
pub(crate) fn line(code: &str, finding: &Finding) -> String {
    let text = &code[finding.span.start as usize..finding.span.end as usize];
    format!("{} `{text}` {}", finding.code, finding.message)
}

pub(crate) fn lines(code: &str, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| line(code, finding)).collect()
}

/// No error and no warning is found in a code of which nothing else is known.
pub(crate) fn assert_silent(code: &str) {
    let findings = found(code, &Context::default(), "");
    assert!(findings.is_empty(), "{code}\n{:#?}", lines(code, &findings));
}

/// A code, what is known of the function, the wrong code with `«` and `»` around what is found, and the right one.
pub(crate) type Row = (&'static str, &'static str, &'static str, &'static str);

pub(crate) fn context(words: &str) -> Context {
    let mut context = Context::default();
    for word in words.split_whitespace() {
        match word {
            "1.0" => context.runtime = Runtime::V1,
            "store" => context.store_associated = Some(true),
            "storeless" => context.store_associated = Some(false),
            "optional" => context.optional_mtls = Some(true),
            _ => panic!("{word}"),
        }
    }
    context
}

pub(crate) fn compare(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (code, words, bad, good) in rows {
        let context = context(words);
        let (text, places) = marked(bad);
        let findings = found(&text, &context, code);
        let told: Vec<_> = findings.iter().map(|finding| (finding.span.start, finding.span.end)).collect();
        if told != places || findings.iter().any(|finding| finding.code.as_str() != *code) {
            wrong.push(format!("{code} in {bad}\n  {:#?}", lines(&text, &findings)));
        }
        let findings = found(good, &context, code);
        if !findings.is_empty() {
            wrong.push(format!("{code} NOT in {good}\n  {:#?}", lines(good, &findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Statements in an entry point that then allows.
macro_rules! body {
    ($text:literal) => {
        concat!("function connectionHandler(connection) { ", $text, " connection.allow(); }")
    };
}
/// The same, in an `async` one.
macro_rules! waits {
    ($text:literal) => {
        concat!("async function connectionHandler(connection) { ", $text, " connection.allow(); }")
    };
}
/// The whole body of an entry point.
macro_rules! whole {
    ($text:literal) => {
        concat!("function connectionHandler(connection) { ", $text, " }")
    };
}
/// The whole body of an entry point that has a store, and a promise of something else.
macro_rules! store {
    ($text:literal) => {
        concat!(
            "import cf from 'cloudfront'; const kvs = cf.kvs(); async function connectionHandler(connection) { ",
            "const id = connection.connectionId, leaf = connection.clientCertificate.certificates.leaf; ",
            $text,
            " }"
        )
    };
}
