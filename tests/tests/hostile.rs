//! Whatever is read, nothing panics, hangs or overflows a stack: documents, observed states, plans, receipts and fault files,
//! mutated by a seed or nested without end, each within a time and on a stack as small as the WASM's. And no mutation
//! of a plan is taken for a plan with other contents.
//!
//! `CONNFN_SEED=…` begins with another seed. An overflow ends the process before anything can be said: `CONNFN_TELL=1` says what
//! is read before it is read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what should not happen ends the test")]

use connfn::{CheckRequest, Palette, PlanRequest, Run, RunOptions, Sources, is_configuration};
use connfn_tests::{
    dice::Dice,
    drive::apply,
    life::{LATER_MS, STACK, bring_about, plan},
    model::World,
    spec::{FunctionSpec, Spec, StoreSpec},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{LazyLock, mpsc},
    thread,
    time::Duration,
};

/// The stack of whatever reads: the WASM's. The parser of HCL goes 64 levels deep, and where its frames are not optimized they
/// need more than that.
const STACK_BYTES: usize = if cfg!(debug_assertions) { 4 } else { 1 } * 1024 * 1024;
/// No input takes this long.
const LIMIT: Duration = Duration::from_secs(30);
/// Levels of nesting.
const DEPTH: usize = 100_000;
/// Mutations of each kind of document.
const MUTATIONS: u64 = 1_500;

const HCL: &str = include_str!("../../crates/config/src/tests/robust/every.tf");
const JSON: &str = include_str!("../../crates/config/src/tests/robust/every.tf.json");

/// What is read, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Hcl,
    Json,
    Observed,
    Plan,
    Receipt,
    #[cfg(feature = "http")]
    Faults,
}

impl Kind {
    const ALL: &[Self] = &[
        Self::Hcl,
        Self::Json,
        Self::Observed,
        Self::Plan,
        Self::Receipt,
        #[cfg(feature = "http")]
        Self::Faults,
    ];

    /// Reads a text, and goes on with what was read as a user would.
    fn read(self, text: &str) {
        match self {
            Self::Hcl => configure("main.tf", text),
            Self::Json => configure("main.tf.json", text),
            Self::Observed => {
                if let Ok(observed) = connfn::read_observed(text) {
                    drop(connfn::observed_to_json(&observed));
                    let request = PlanRequest {
                        sources: file("main.tf", HCL),
                        observed,
                        stack: STACK.to_owned(),
                        ..PlanRequest::default()
                    };
                    if let Some(plan) = connfn::plan(&request).plan {
                        drop(connfn::render_plan(&plan, Palette::Ansi));
                        drop(Run::new(&plan, RunOptions::default()));
                    }
                }
            }
            Self::Plan => {
                if let Ok(read) = connfn::read_plan(text) {
                    assert_eq!(read, PAST.plan, "a plan with other contents was taken");
                }
            }
            Self::Receipt => {
                if let Ok(receipt) = connfn::read_receipt(text) {
                    drop(connfn::receipt_to_json(&receipt));
                }
            }
            #[cfg(feature = "http")]
            Self::Faults => drop(connfn_emulator::Faults::parse(text)),
        }
    }

    /// A document that is as it should be.
    fn valid(self) -> &'static str {
        match self {
            Self::Hcl => HCL,
            Self::Json => JSON,
            Self::Observed => &PAST.observed_text,
            Self::Plan => &PAST.plan_text,
            Self::Receipt => &PAST.receipt_text,
            #[cfg(feature = "http")]
            Self::Faults => {
                r#"{"rules": [{"operation": "PublishConnectionFunction", "resource": "gate", "when": {"nth": 1}, "fault":
                "drop_after"}, {"when": {"from": 20}, "times": 3, "fault": {"stale_reads": 2}}], "random": {"seed": 7,
                "rate": 0.2, "faults": ["throttle_429", {"latency_ms": 300}], "times": 2}}"#
            }
        }
    }
}

fn file(name: &str, text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.files.insert(name.to_owned(), text.to_owned());
    sources.files.insert("fn.js".to_owned(), "code".to_owned());
    sources
}

fn configure(name: &str, text: &str) {
    assert!(is_configuration(name));
    let checked = connfn::check(&CheckRequest { sources: file(name, text) });
    for diagnostic in &checked.diagnostics {
        let span = diagnostic.location.as_ref().filter(|at| at.file == name).map(|at| at.span);
        let within = span.is_none_or(|span| text.get(span.start.byte as usize..span.end.byte as usize).is_some());
        assert!(within, "{diagnostic:?} is not within its document");
    }
    let sources = file(name, text);
    drop(connfn::plan(&PlanRequest { sources, stack: STACK.to_owned(), ..PlanRequest::default() }));
}

/// Documents of an account with a past.
struct Past {
    plan: connfn::Plan,
    plan_text: String,
    observed_text: String,
    receipt_text: String,
}

static PAST: LazyLock<Past> = LazyLock::new(|| {
    let function = |name: &str, code: &str, store: Option<&str>| FunctionSpec {
        name: name.to_owned(),
        code: code.into(),
        comment: "é".into(),
        runtime: "cloudfront-js-2.0",
        store: store.map(str::to_owned),
        publish: true,
        tags: BTreeMap::from([("Team".to_owned(), "edge".into())]),
    };
    let spec = |code: &str, name: &str| Spec {
        functions: BTreeMap::from([
            ("changed".to_owned(), function("changed", code, Some("s"))),
            ("renamed".to_owned(), function(name, "same", None)),
        ]),
        stores: BTreeMap::from([("s".to_owned(), StoreSpec { name: "s".to_owned(), comment: String::new() })]),
        default_tags: BTreeMap::new(),
    };
    let mut world = World::default();
    bring_about(&spec("old", "old"), &mut world, 0).unwrap();
    let plan = plan(&spec("fresh", "new"), &world, LATER_MS);
    let observed_text = connfn::observed_to_json(&world.account.observe(LATER_MS));
    let receipt_text = connfn::receipt_to_json(&apply(&plan, &mut world, LATER_MS).receipt);
    Past { plan_text: connfn::plan_to_json(&plan), plan, observed_text, receipt_text }
});

/// An input, and what to call it in a failure.
struct Input {
    kind: Kind,
    what: String,
    text: String,
}

/// Reads each on the small stack, within the limit.
fn survive(inputs: impl Iterator<Item = Input> + Send) {
    LazyLock::force(&PAST);
    let tell = std::env::var_os("CONNFN_TELL").is_some();
    let (told, tells) = mpsc::channel::<String>();
    thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || {
            for Input { kind, what, text } in inputs {
                if tell {
                    eprintln!("{kind:?}, {what}");
                }
                told.send(format!("{kind:?}, {what}")).unwrap();
                kind.read(&text);
            }
        });
        let (reader, mut last) = (reader.unwrap(), String::new());
        loop {
            match tells.recv_timeout(LIMIT) {
                Ok(next) => last = next,
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    // The reader cannot be ended otherwise.
                    eprintln!("{last} takes longer than {LIMIT:?}");
                    std::process::abort();
                }
            }
        }
        assert!(reader.join().is_ok(), "{last} was not survived");
    });
}

/// What is spliced into documents: brackets, quotes, words, numbers that are too large, long texts.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "${",
    "%{",
    "}}",
    ",",
    ":",
    "=",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "é",
    "🦀",
    "\u{202e}",
    "null",
    "true",
    "-1",
    "0",
    "18446744073709551616",
    "1e999",
    "-0.0",
    "1e-999",
    "\\u0000",
    "\\ud800",
    "/*",
    "#",
    "<<EOT\n",
    "...",
    "[*]",
    ".*",
    "? :",
    "&&",
    "!",
    "for x in y : ",
    "local.a",
    "each.key",
    "file(\"main.tf\")",
];

/// One thing after the other is done to a text.
fn mutate(dice: &mut Dice, kind: Kind) -> String {
    let mut bytes = kind.valid().as_bytes().to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(60)).min(bytes.len());
        match dice.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.drain(..at)),
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            4 => {
                let piece = bytes.get(at..end).unwrap().to_vec();
                bytes.splice(at..at, piece);
            }
            5 => drop(bytes.splice(at..end, dice.pick(PIECES).bytes())),
            6 => drop(bytes.splice(at..at, dice.pick(PIECES).repeat(1 + dice.below(2_000)).into_bytes())),
            7 => {
                let other = dice.pick(Kind::ALL).valid().as_bytes();
                let from = dice.below(other.len());
                let to = (from + dice.below(200)).min(other.len());
                drop(bytes.splice(at..end, other.get(from..to).unwrap().iter().copied()));
            }
            _ => {
                let noise: Vec<u8> = (0..dice.below(40)).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
                drop(bytes.splice(at..end, noise));
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn seeds() -> impl Iterator<Item = u64> {
    let first = std::env::var("CONNFN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    first..first + MUTATIONS
}

#[test]
fn mutations() {
    survive(seeds().flat_map(|seed| {
        Kind::ALL.iter().map(move |kind| {
            let mut dice = Dice::of(seed);
            Input { kind: *kind, what: format!("seed {seed}"), text: mutate(&mut dice, *kind) }
        })
    }));
}

#[test]
fn nesting() {
    let nested =
        |open: &str, middle: &str, close: &str| format!("{}{middle}{}", open.repeat(DEPTH), close.repeat(DEPTH));
    let values = [
        ("[", "1", "]"),
        ("[", "", ""),
        ("(", "1", ")"),
        ("{a=", "1", "}"),
        ("{a=", "", ""),
        ("\"${", "1", "}\""),
        ("\"%{if true}", "", "%{endif}\""),
        ("[for x in ", "y", " : x]"),
        ("{for x in ", "y", " : x => x}"),
        ("f(", "1", ")"),
        ("!", "true", ""),
        ("- ", "1", ""),
        ("1 + ", "1", ""),
        ("1 == ", "1", ""),
        ("a && ", "a", ""),
        ("x ? y : ", "z", ""),
        ("x ? ", "y", " : z"),
        ("x[", "0", "]"),
        ("x", "", ".a"),
        ("x", "", "[*]"),
        ("x", "", "[0]"),
        ("x", "", ".*"),
    ];
    let mut inputs = Vec::new();
    let mut add = |kind, what: &str, text: String| inputs.push(Input { kind, what: format!("nested {what}"), text });
    for (open, middle, close) in values {
        let value = nested(open, middle, close);
        // A word that is followed by itself is one word.
        let value = if open == "x" { format!("x{}", close.repeat(DEPTH)) } else { value };
        let resource = "resource \"aws_cloudfront_key_value_store\" \"a\" {\n  name = local.a\n}\n";
        add(Kind::Hcl, &format!("{open}{close}"), format!("locals {{\n  a = {value}\n}}\n{resource}"));
    }
    add(Kind::Hcl, "blocks", nested("b {\n", "", "}\n"));
    add(Kind::Hcl, "heredocs", "a = <<EOT\n${".repeat(DEPTH));
    add(Kind::Hcl, "comments", "/*".repeat(DEPTH));
    add(Kind::Hcl, "a long name", format!("{} = 1", "a".repeat(10 * DEPTH)));
    add(Kind::Hcl, "a long number", format!("a = {}", "9".repeat(DEPTH)));
    add(Kind::Hcl, "a long text", format!("a = \"{}\"", "x".repeat(10 * DEPTH)));
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Hcl) {
        for (open, middle, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("[", "", ""), ("{\"a\":[", "", "]}")] {
            add(kind, open, nested(open, middle, close));
            // Where any value may stand, and where one of the document's own stands.
            let members =
                ["locals", "functions", "stores", "code", "steps", "changes", "report", "rules", "random", "when"];
            for member in members {
                add(kind, &format!("{open} in {member}"), format!("{{\"{member}\":{}}}", nested(open, middle, close)));
            }
        }
        add(kind, "a long number", "9".repeat(DEPTH));
        add(kind, "a long fraction", format!("{{\"format_version\":0.{}}}", "9".repeat(DEPTH)));
        add(kind, "a long text", format!("{{\"{0}\":\"{0}\"}}", "x".repeat(10 * DEPTH)));
        add(kind, "escapes", format!("\"{}\"", "\\u0041".repeat(DEPTH)));
    }
    let templates = format!("{{\"locals\":{{\"a\":\"{}\"}}}}", "${[".repeat(DEPTH));
    add(Kind::Json, "templates", templates);
    survive(inputs.into_iter());
}

/// Where there is text, the digest is what refuses it; here what is changed is still JSON, and every member is reached.
#[test]
fn no_value_of_a_plan_can_be_changed() {
    let plan: Value = serde_json::from_str(&PAST.plan_text).unwrap();
    let mut places = Vec::new();
    walk(&plan, String::new(), &mut places);
    assert!(places.len() > 200, "{}", places.len());
    let replacements = |old: &Value| -> Vec<Value> {
        let mut others = vec![Value::Null, Value::Bool(true), 7.into(), "x".into(), Value::Array(Vec::new())];
        match old {
            Value::String(text) => others.push(format!("{text} ").into()),
            Value::Array(items) => {
                others.push(items.iter().chain(items.first()).cloned().collect());
                others.push(items.iter().rev().cloned().collect());
            }
            Value::Object(members) => {
                others.push(members.iter().skip(1).map(|(key, value)| (key.clone(), value.clone())).collect());
            }
            _ => {}
        }
        others.retain(|other| other != old);
        others
    };
    let mut tried = 0;
    for place in &places {
        for other in replacements(plan.pointer(place).unwrap()) {
            let mut changed = plan.clone();
            *changed.pointer_mut(place).unwrap() = other.clone();
            tried += 1;
            if let Ok(read) = connfn::read_plan(&changed.to_string()) {
                assert_eq!(read, PAST.plan, "{place} was changed into {other}");
            }
        }
    }
    println!("{tried} changes of {} values", places.len());
}

fn walk(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(item, format!("{at}/{number}"), places);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                walk(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        _ => {}
    }
    places.push(at);
}
