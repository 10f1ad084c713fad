//! What running a configuration's tests showed, made up: functions in these tests decide as their code reads.

use crate::spec::{FunctionSpec, Spec, function_address};
use connfn::{
    Address, Digest, PlanRequest, Runtime,
    testing::{Coverage, Decision, FunctionTestReport, TestCaseReport, TestReport},
};

/// A test that was passed.
pub fn passed(name: &str, decision: Decision) -> TestCaseReport {
    TestCaseReport {
        name: name.to_owned(),
        expected: decision,
        decision,
        problems: Vec::new(),
        logs: Vec::new(),
        custom_data: None,
        error: None,
        notes: Vec::new(),
        connection: r#"{"clientIp":"192.0.2.1"}"#.to_owned(),
        now: None,
        location: None,
    }
}

/// Each function has these tests.
pub fn report(spec: &Spec, cases: impl Fn(&FunctionSpec) -> Vec<TestCaseReport>) -> TestReport {
    let function = |(label, function): (&String, &FunctionSpec)| {
        let code = Digest::of(function.code.text.as_bytes());
        let report = FunctionTestReport {
            code,
            runtime: Runtime::parse(function.runtime).unwrap(),
            tests: Digest::of(b""),
            cases: cases(function),
            coverage: Coverage::default(),
        };
        (Address::parse(&function_address(label)).unwrap(), report)
    };
    TestReport { functions: spec.functions.iter().map(function).collect() }
}

/// The same request, in which CloudFront has to find each function to decide as its code reads.
pub fn remotely(spec: &Spec, request: PlanRequest) -> PlanRequest {
    let decision = |code: &str| if code.contains(".allow(") { Decision::Allow } else { Decision::Deny };
    let tests = report(spec, |function| vec![passed("decides as it reads", decision(&function.code.text))]);
    PlanRequest { tests: Some(tests), remote_tests: true, ..request }
}
