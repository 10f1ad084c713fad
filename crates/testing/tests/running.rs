//! Tests run by the engine, from the function and its tests to what is reported.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "what should not happen ends the test")]

use connfn_core::{
    address::{Address, ResourceType},
    checks::{Checks, FeatureState},
    desired::{AttributeRef, DesiredFunction, DesiredState, IgnoreTags, Value},
    diagnostic::{Location, Position, Span},
    limits::Runtime,
    ordered::{Map, Set},
    render::Palette,
    testing::{
        ConnectionSource, Decision, Expectation, FunctionTest, PRESETS, TestConnection, TestReport, Tests,
        code_under_test,
    },
    text::Part,
};
use connfn_simulator::InProcess;
use connfn_testing::{Selection, report, run};

const CODE: &str = "import cf from 'cloudfront';

async function connectionHandler(connection) {
  const certificate = connection.clientCertificate;
  if (!certificate) {
    console.log('no certificate');
    connection.deny();
    return;
  }
  const isKnown = await cf.kvs().exists(certificate.certificates.leaf.serialNumber);
  if (isKnown) {
    connection.allow();
    return;
  }
  connection.deny();
}
";

fn function(code: Value) -> DesiredFunction {
    DesiredFunction {
        name: "gate".to_owned(),
        code,
        comment: Value::literal(""),
        runtime: Runtime::Js2,
        store_arn: None,
        publish: true,
        tags: Map::new(),
        tags_all: Map::new(),
        ignore_tags: IgnoreTags::default(),
        ignore_changes: Set::new(),
        prevent_destroy: false,
        location: None,
    }
}

fn gate() -> Address {
    Address::root(ResourceType::ConnectionFunction, "gate")
}

fn test(name: &str, source: ConnectionSource, object: &str, decision: Decision) -> FunctionTest {
    let at = |byte| Position { byte, line: 3, column_utf8: 9, column_utf16: 9 };
    FunctionTest {
        name: name.to_owned(),
        connection: TestConnection { source, object: object.to_owned() },
        store: Some([("0b:ad".to_owned(), "x".to_owned())].into()),
        now: None,
        expect: Expectation::of(decision),
        location: Some(Location { file: "gate.test.yaml".to_owned(), span: Span { start: at(20), end: at(25) } }),
    }
}

fn preset(name: &str) -> ConnectionSource {
    ConnectionSource::Preset(name.to_owned())
}

fn run_on(code: Value, tests: Vec<FunctionTest>, selection: &Selection) -> TestReport {
    let desired = DesiredState { functions: [(gate(), function(code))].into(), ..DesiredState::default() };
    run(&desired, &Tests::from([(gate(), tests)]), &Checks::default(), selection, &InProcess)
}

const KNOWN: &str = r#"{"clientCertificate":{"certificates":{"leaf":{"serialNumber":"0b:ad"}}}}"#;

fn tests() -> Vec<FunctionTest> {
    vec![
        test("refuses strangers", preset("no-certificate"), "{}", Decision::Deny),
        test("knows <one> & #1", preset("valid"), KNOWN, Decision::Allow),
        test("is wrong", ConnectionSource::Object, r#"{"clientIp":"192.0.2.1","endpoint":null}"#, Decision::Allow),
    ]
}

#[test]
fn functions_are_run_and_judged() {
    let report = run_on(Value::literal(CODE), tests(), &Selection::default());
    let of_gate = &report.functions[&gate()];
    assert!(of_gate.is_about(&function(Value::literal(CODE)), &tests()));
    let passed: Vec<_> = of_gate.cases.iter().map(|case| (case.decision, case.passed())).collect();
    assert_eq!(passed, [(Decision::Deny, true), (Decision::Allow, true), (Decision::Deny, false)]);
    assert_eq!(of_gate.cases[2].connection, r#"{"clientIp":"192.0.2.1"}"#);
    assert_eq!(of_gate.cases[2].problems, ["expected `allow`, and the function decided `deny`"]);
    assert_eq!(of_gate.cases[2].logs, ["no certificate"]);
    assert_eq!(of_gate.coverage.lines.last(), Some(&15));
    assert!(of_gate.coverage.hit.contains(&12) && !of_gate.coverage.hit.contains(&15));
}

#[test]
fn what_the_checks_let_through_is_run() {
    let code = "function connectionHandler(connection) { connection?.allow(); }";
    let desired =
        DesiredState { functions: [(gate(), function(Value::literal(code)))].into(), ..DesiredState::default() };
    let tests = Tests::from([(gate(), vec![test("lets in", preset("valid"), "{}", Decision::Allow)])]);
    let passes = |checks: &Checks| {
        run(&desired, &tests, checks, &Selection::default(), &InProcess).functions[&gate()].cases[0].passed()
    };
    assert!(!passes(&Checks::default()));
    let runtime_features = [("optional_chaining".to_owned(), FeatureState::Works)].into();
    assert!(passes(&Checks { runtime_features, ..Checks::default() }));
}

#[test]
fn a_filter_is_of_names_and_addresses() {
    let names = |filter: &str| {
        let selection = Selection { filter: Some(filter.to_owned()) };
        let report = run_on(Value::literal(CODE), tests(), &selection);
        let cases = report.functions.into_values().flat_map(|function| function.cases);
        cases.map(|case| case.name).collect::<Vec<_>>()
    };
    assert_eq!(names("wrong"), ["is wrong"]);
    assert_eq!(names("function.gate").len(), 3);
    assert_eq!(names("nothing"), [""; 0]);
}

#[test]
fn code_that_names_a_store_is_run() {
    let address = Address::root(ResourceType::KeyValueStore, "devices");
    let id = AttributeRef { address, attribute: "id".to_owned() };
    let (before, after) = CODE.split_once("kvs()").unwrap();
    let code = Value::from_parts([
        Part::Literal(format!("{before}kvs('")),
        Part::Reference(id),
        Part::Literal(format!("'){after}")),
    ]);
    assert!(code_under_test(&code).contains("kvs('00000000-"));
    let report = run_on(code, tests(), &Selection::default());
    assert_eq!(report.functions[&gate()].failures().count(), 1);
}

#[test]
fn a_connection_that_cannot_be_made_fails_its_test_alone() {
    let pem = test("pem", ConnectionSource::Pem("no PEM".to_owned()), "{}", Decision::Deny);
    let report = run_on(Value::literal(CODE), vec![pem, tests().remove(0)], &Selection::default());
    let [pem, other] = report.functions[&gate()].cases.as_slice() else { panic!("{report:?}") };
    assert!(pem.problems[0].starts_with("there is no connection: "), "{:?}", pem.problems);
    assert!(other.passed());
}

#[test]
fn code_that_cannot_run_says_why_and_where() {
    let report = run_on(Value::literal("function connectionHandler(c) {\n  c.?\n}\n"), tests(), &Selection::default());
    for case in &report.functions[&gate()].cases {
        let [problem] = case.problems.as_slice() else { panic!("{:?}", case.problems) };
        assert!(problem.starts_with("the function was not run: ") && problem.contains("line 2"), "{problem}");
    }
}

#[test]
fn the_presets_are_those_of_the_simulator() {
    let names: Vec<_> = connfn_simulator::connection::PRESETS.iter().map(|preset| preset.name).collect();
    assert_eq!(names, PRESETS);
    for name in PRESETS {
        let report =
            run_on(Value::literal(CODE), vec![test(name, preset(name), "{}", Decision::Deny)], &Selection::default());
        assert_eq!(report.functions[&gate()].failures().count(), 0, "{name}");
    }
}

#[test]
fn for_people() {
    let shown = report::human(&run_on(Value::literal(CODE), tests(), &Selection::default()), Palette::Plain, true);
    assert_eq!(
        shown,
        "aws_cloudfront_connection_function.gate
  passed  refuses strangers
  passed  knows <one> & #1
  FAILED  is wrong
          expected `allow`, and the function decided `deny`
          it logged:
            no certificate
          at gate.test.yaml:3
  lines: 9 of 10 run (90 %), not 15

1 of 3 tests of 1 function failed.
"
    );
}

#[test]
fn as_junit() {
    let xml = report::junit(&run_on(Value::literal(CODE), tests(), &Selection::default()));
    assert_eq!(
        xml,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="connfn" tests="3" failures="1" errors="0">
  <testsuite name="aws_cloudfront_connection_function.gate" tests="3" failures="1" errors="0" skipped="0">
    <testcase name="refuses strangers" classname="aws_cloudfront_connection_function.gate"/>
    <testcase name="knows &lt;one&gt; &amp; #1" classname="aws_cloudfront_connection_function.gate"/>
    <testcase name="is wrong" classname="aws_cloudfront_connection_function.gate">
      <failure message="expected `allow`, and the function decided `deny`" type="failure">expected `allow`, and the function decided `deny`
it logged:
  no certificate
at gate.test.yaml:3</failure>
    </testcase>
    <system-out>lines: 9 of 10 run (90 %), not 15</system-out>
  </testsuite>
</testsuites>
"#
    );
}

#[test]
fn as_tap() {
    let text = report::tap(&run_on(Value::literal(CODE), tests(), &Selection::default()));
    assert_eq!(
        text,
        r#"TAP version 14
1..3
ok 1 - gate: refuses strangers
ok 2 - gate: knows <one> & \#1
not ok 3 - gate: is wrong
  ---
  message: "expected `allow`, and the function decided `deny`\nit logged:\n  no certificate"
  expected: allow
  actual: deny
  at: "gate.test.yaml:3"
  ...
"#
    );
}

#[test]
fn text_of_others_steers_nothing() {
    let code = "function connectionHandler(c) {\n  console.log('\\u001b[2J]]>\\u0000');\n  c.allow();\n}\n";
    let report = run_on(Value::literal(code), tests(), &Selection::default());
    for text in [report::human(&report, Palette::Plain, true), report::junit(&report), report::tap(&report)] {
        assert!(!text.contains(['\u{1b}', '\u{0}']) && text.contains("[2J]]"), "{text}");
    }
}

#[test]
fn a_test_sets_the_clock() {
    let code = "function connectionHandler(connection) {\n  console.log(new Date().toISOString());\n}\n";
    let at = |now: Option<&str>| FunctionTest {
        now: now.map(str::to_owned),
        ..test(&format!("{now:?}"), preset("valid"), "{}", Decision::None)
    };
    let tests = vec![at(None), at(Some("1970-01-01T01:00:00.5+01:00"))];
    let report = run_on(Value::literal(code), tests, &Selection::default());
    let cases = &report.functions[&gate()].cases;
    let logs: Vec<_> = cases.iter().map(|case| case.logs.join("")).collect();
    assert_eq!(logs, ["2026-01-01T00:00:00.000Z", "1970-01-01T00:00:00.500Z"]);
    assert_eq!(cases[1].now.as_deref(), Some("1970-01-01T01:00:00.5+01:00"));
}

#[test]
fn what_explains_a_decision_is_shown() {
    let code = "function connectionHandler(connection) {\n  connection.logCustomData('deny: unknown');\n  connection.allow();\n  connection.deny();\n}\n";
    let tests = vec![
        test("passes", preset("valid"), "{}", Decision::Deny),
        test("fails", preset("valid"), "{}", Decision::Allow),
    ];
    let report = run_on(Value::literal(code), tests, &Selection::default());
    let shown = report::human(&report, Palette::Plain, false);
    let (passed, failed) = shown.split_once("  FAILED  fails\n").unwrap();
    assert!(passed.contains("  passed  passes\n          note: "), "{shown}");
    assert!(failed.contains("          its custom data: deny: unknown\n"), "{shown}");
    assert!(report::junit(&report).contains("its custom data: deny: unknown"));
    assert!(report::tap(&report).contains("ok 1 - gate: passes\n# note: "), "{}", report::tap(&report));
}
