//! The gate: what tests showed decides what is published.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what should not happen ends the test")]

mod law;

use connfn::{
    Code, Diagnostic, Digest, Mode, PlanRequest, PlanResponse, Severity, Sources,
    testing::{Coverage, Decision, FunctionTestReport, TestCaseReport, TestReport},
};
use connfn_tests::{
    drive::apply,
    life::{LATER_MS, request},
    model::World,
};

const CODE: &str = "function connectionHandler(connection) {\n  connection.deny();\n}\n";

const TESTS: &str = "- name: refuses\n  connection: no-certificate\n  expect: deny\n- name: refuses too\n  connection: revoked\n  expect: deny\n";

fn sources(publish: bool) -> Sources {
    let main = format!("functions:\n  gate:\n    code: {{ file: gate.js }}\n    publish: {publish}\n");
    let files = [("connfn.yaml", main.as_str()), ("gate.js", CODE), ("gate.test.yaml", TESTS)];
    Sources { files: files.map(|(name, text)| (name.to_owned(), text.to_owned())).into(), ..Sources::default() }
}

/// What the tests of these sources show if those of these names fail.
fn report(sources: &Sources, failing: &[&str]) -> TestReport {
    let checked = connfn::check(&connfn::CheckRequest { sources: sources.clone() });
    let functions = checked.tests.iter().map(|(address, tests)| {
        let code = connfn::testing::code_under_test(&checked.desired.functions.get(address).unwrap().code);
        let case = |test: &connfn::testing::FunctionTest| TestCaseReport {
            name: test.name.clone(),
            expected: test.expect.decision,
            decision: Decision::Deny,
            problems: failing.iter().filter(|name| **name == test.name).map(|_| "it is wrong".to_owned()).collect(),
            logs: Vec::new(),
            custom_data: None,
            error: None,
            notes: Vec::new(),
            connection: "{}".to_owned(),
            now: None,
            location: test.location.clone(),
        };
        let of_function = FunctionTestReport {
            code: Digest::of(code.as_bytes()),
            runtime: connfn::Runtime::Js2,
            tests: Digest::of_json(tests),
            cases: tests.iter().map(case).collect(),
            coverage: Coverage::default(),
        };
        (address.clone(), of_function)
    });
    TestReport { functions: functions.collect() }
}

fn plan(sources: &Sources, tests: Option<TestReport>) -> PlanResponse {
    connfn::plan(&PlanRequest {
        sources: sources.clone(),
        stack: "gate-tests".to_owned(),
        tests,
        ..PlanRequest::default()
    })
}

fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |said: &Diagnostic| {
        let place = said.location.as_ref().map(|at| format!("{}:{}", at.file, at.span.start.line)).unwrap_or_default();
        format!("{} {} {place}: {}", said.severity.as_str(), said.code, said.message)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn what_passes_is_published() {
    let sources = sources(true);
    let response = plan(&sources, Some(report(&sources, &[])));
    assert_eq!(lines(&response.diagnostics), [""; 0]);
    let plan = response.plan.unwrap();
    assert!(plan.steps.iter().any(|step| step.id.0.ends_with("/publish")));
    assert!(connfn::render_plan(&plan, connfn::Palette::Plain).contains("\nTests: 2 passed.\n"));
    assert!(connfn::render_plan_markdown(Some(&plan), &[]).contains("\nTests: 2 passed.\n"));
    assert_eq!(connfn::read_plan(&connfn::plan_to_json(&plan)), Ok(plan));
}

#[test]
fn what_fails_is_not_published() {
    let sources = sources(true);
    let response = plan(&sources, Some(report(&sources, &["refuses too"])));
    assert_eq!(
        lines(&response.diagnostics),
        ["error CF0420 gate.test.yaml:4: the test `refuses too` fails: it is wrong"]
    );
    let plan = response.plan.unwrap();
    assert!(plan.steps.is_empty() && !plan.is_applicable());
    let text = connfn::render_plan(&plan, connfn::Palette::Plain);
    assert!(text.contains("\nTests: 1 passed, 1 failed.\n"));
    assert!(
        text.contains("the test `refuses too` fails: it is wrong [CF0420]\n  at gate.test.yaml:4:9\n  help: "),
        "{text}"
    );
}

#[test]
fn what_fails_and_is_not_to_be_published_is_a_warning() {
    let sources = sources(false);
    let response = plan(&sources, Some(report(&sources, &["refuses", "refuses too"])));
    assert_eq!(
        lines(&response.diagnostics),
        [
            "warning CF0420 gate.test.yaml:1: the test `refuses` fails: it is wrong",
            "warning CF0420 gate.test.yaml:4: the test `refuses too` fails: it is wrong",
        ]
    );
    assert!(!response.plan.unwrap().steps.is_empty());
}

#[test]
fn what_was_not_run_is_said() {
    let sources = sources(true);
    let response = plan(&sources, None);
    assert_eq!(
        lines(&response.diagnostics),
        ["info CF0421 gate.test.yaml:1: the function has 2 tests, which were not run"]
    );
    let plan = response.plan.unwrap();
    assert!(!plan.steps.is_empty());
    assert!(connfn::render_plan(&plan, connfn::Palette::Plain).contains("\nTests: 2 not run.\n"));
}

#[test]
fn a_report_of_something_else_counts_for_nothing() {
    let sources = sources(true);
    let of_other = |change: fn(&mut FunctionTestReport)| {
        let mut report = report(&sources, &[]);
        report.functions.values_mut().for_each(change);
        report
    };
    let other_code = of_other(|report| report.code = Digest::of(b"other"));
    let other_tests = of_other(|report| report.tests = Digest::of(b"other"));
    let fewer = of_other(|report| _ = report.cases.pop());
    for report in [other_code, other_tests, fewer] {
        let response = plan(&sources, Some(report));
        let [said] = response.diagnostics.as_slice() else { panic!("{:?}", response.diagnostics) };
        assert_eq!((said.code, said.severity), (Code::TestFails, Severity::Error));
        assert_eq!(said.message, "the report of the tests is about other code or other tests");
        assert!(response.plan.unwrap().steps.is_empty());
    }
}

#[test]
fn what_is_not_planned_is_not_judged() {
    let sources = sources(true);
    let failing = report(&sources, &["refuses"]);
    for mode in [Mode::Destroy, Mode::RefreshOnly] {
        let request = PlanRequest {
            sources: sources.clone(),
            stack: "gate-tests".to_owned(),
            mode,
            tests: Some(failing.clone()),
            ..PlanRequest::default()
        };
        let response = connfn::plan(&request);
        assert_eq!(lines(&response.diagnostics), [""; 0], "{mode:?}");
        assert!(response.plan.unwrap().report.tests.is_empty());
    }
}

/// A function whose code is ignored, and an account in which another hand has changed it since.
fn changed_by_another_hand(ignored: &str) -> (Sources, World) {
    let main = |comment: &str| {
        format!(
            "resource \"aws_cloudfront_connection_function\" \"gate\" {{\n  name = \"gate\"\n  connection_function_code = file(\"gate.js\")\n  \
             publish = true\n  connection_function_config {{\n    runtime = \"cloudfront-js-2.0\"\n    comment = \"{comment}\"\n  }}\n  \
             lifecycle {{\n    ignore_changes = [{ignored}]\n  }}\n}}\n"
        )
    };
    let sources = |comment: &str| {
        let files = [("main.tf", main(comment)), ("gate.js", CODE.to_owned()), ("gate.test.yaml", TESTS.to_owned())];
        Sources { files: files.map(|(name, text)| (name.to_owned(), text)).into(), ..Sources::default() }
    };
    let mut world = World::default();
    let first = plan_in(&sources("first"), &world).plan.unwrap();
    apply(&first, &mut world, 0);
    let function = world.account.functions.values_mut().next().unwrap();
    "function connectionHandler(connection) {\n  connection.allow();\n}\n".clone_into(&mut function.development.code);
    (sources("second"), world)
}

fn plan_in(sources: &Sources, world: &World) -> PlanResponse {
    let observed = world.account.observe(LATER_MS);
    connfn::plan(&PlanRequest { tests: Some(report(sources, &[])), ..request(sources.clone(), observed) })
}

#[test]
fn what_is_ignored_is_not_published_untested() {
    let (sources, world) = changed_by_another_hand("connection_function_code");
    let response = plan_in(&sources, &world);
    assert_eq!(
        lines(&response.diagnostics),
        [
            "error CF0420 main.tf:1: the tests say nothing of what would be published: it ignores changes of `connection_function_code`, which CloudFront holds otherwise"
        ]
    );
    assert!(response.plan.unwrap().steps.is_empty());
    // What is not ignored is made as it was tested.
    let (sources, world) = changed_by_another_hand("tags");
    let response = plan_in(&sources, &world);
    assert_eq!(lines(&response.diagnostics), [""; 0]);
    assert!(response.plan.unwrap().steps.iter().any(|step| step.id.0.ends_with("/publish")));
}
