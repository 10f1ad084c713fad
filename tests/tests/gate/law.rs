//! What holds of the gate for every configuration, account and report: what fails is not published, and nothing else is held back.

use connfn::{
    Address, CheckRequest, Code, Digest, Plan, PlanRequest, PlanResponse, Severity, Sources,
    testing::{Coverage, FunctionTest, FunctionTestReport, TestReport, code_under_test},
};
use connfn_tests::{
    generate::{edits, spec},
    life::{LATER_MS, bring_about, request},
    model::World,
    spec::Spec,
    tested::passed,
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a program tells of a function's tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Passed,
    Failed,
    OfOtherCode,
    OfOtherTests,
    OfFewer,
}

impl Told {
    const ALL: [Self; 6] =
        [Self::Nothing, Self::Passed, Self::Failed, Self::OfOtherCode, Self::OfOtherTests, Self::OfFewer];

    const fn holds_back(self) -> bool {
        !matches!(self, Self::Passed)
    }
}

/// Of each function in the order of labels: how many tests it has, and what is told of them.
type Testing = Vec<(usize, Told)>;

fn testing() -> impl Strategy<Value = Testing> {
    // Most pass, so that whole plans do.
    let told = prop_oneof![4 => Just(Told::Passed), 2 => proptest::sample::select(Told::ALL.to_vec())];
    proptest::collection::vec((0..3_usize, told), 8)
}

/// An account in which the stack has lived, and other hands since.
fn past() -> impl Strategy<Value = World> {
    (spec(), edits()).prop_map(|(earlier, edits)| {
        let mut world = World::default();
        bring_about(&earlier, &mut world, 0).unwrap();
        for edit in edits {
            edit.make(&mut world.account, LATER_MS);
        }
        World::of(world.account)
    })
}

/// What is told of each function that has tests.
fn told(spec: &Spec, testing: &Testing) -> BTreeMap<Address, Told> {
    let tested = spec.functions.keys().zip(testing).filter(|(_, (count, _))| *count > 0);
    tested
        .map(|(label, (_, told))| (Address::parse(&connfn_tests::spec::function_address(label)).unwrap(), *told))
        .collect()
}

/// Sources with a document of tests for each function that has some.
fn with_tests(mut sources: Sources, spec: &Spec, testing: &Testing) -> Sources {
    for (label, (count, _)) in spec.functions.keys().zip(testing).filter(|(_, (count, _))| *count > 0) {
        let case = |number| format!(r#"{{"name": "test {number}", "connection": "valid", "expect": "deny"}}"#);
        let cases: Vec<String> = (0..*count).map(case).collect();
        sources.files.insert(format!("{label}.test.json"), format!("[{}]", cases.join(", ")));
    }
    sources
}

fn report(sources: &Sources, told: &BTreeMap<Address, Told>) -> TestReport {
    let checked = connfn::check(&CheckRequest { sources: sources.clone() });
    let functions = checked.tests.iter().filter_map(|(address, tests)| {
        let function = checked.desired.functions.get(address).unwrap();
        let report = of_function(&code_under_test(&function.code), function.runtime, tests, told[address])?;
        Some((address.clone(), report))
    });
    TestReport { functions: functions.collect() }
}

fn of_function(code: &str, runtime: connfn::Runtime, tests: &[FunctionTest], told: Told) -> Option<FunctionTestReport> {
    let mut cases: Vec<_> = tests.iter().map(|test| passed(&test.name, test.expect.decision)).collect();
    let mut digests = (Digest::of(code.as_bytes()), Digest::of_json(tests));
    match told {
        Told::Nothing => return None,
        Told::Passed => {}
        Told::Failed => cases.last_mut().unwrap().problems.push("it is wrong".to_owned()),
        Told::OfOtherCode => digests.0 = Digest::of(b"other"),
        Told::OfOtherTests => digests.1 = Digest::of(b"other"),
        Told::OfFewer => _ = cases.pop(),
    }
    Some(FunctionTestReport { code: digests.0, runtime, tests: digests.1, cases, coverage: Coverage::default() })
}

fn plan(sources: Sources, world: &World, tests: Option<TestReport>) -> PlanResponse {
    let observed = world.account.observe(2 * LATER_MS);
    connfn::plan(&PlanRequest { tests, ..request(sources, observed) })
}

/// The functions of which it is an error that a test fails.
fn held_back(response: &PlanResponse) -> BTreeSet<Address> {
    let is_error = |said: &&connfn::Diagnostic| said.code == Code::TestFails && said.severity == Severity::Error;
    response.diagnostics.iter().filter(is_error).filter_map(|said| said.address.clone()).collect()
}

fn published(plan: &Plan) -> BTreeSet<Address> {
    plan.changes.iter().filter(|change| change.publishes()).map(|change| change.address.clone()).collect()
}

proptest! {
    #![proptest_config(Config {
        cases: 100,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_260_101),
        ..Config::default()
    })]

    #[test]
    fn what_fails_is_not_published_and_nothing_else_is_held_back(
        world in past(),
        spec in spec(),
        testing in testing(),
        order in proptest::collection::vec(any::<u8>(), 10),
    ) {
        let told = told(&spec, &testing);
        let untested = plan(spec.sources(), &world, None).plan.unwrap();
        let sources = with_tests(spec.sources(), &spec, &testing);
        let response = plan(sources.clone(), &world, Some(report(&sources, &told)));
        let expected: BTreeSet<Address> =
            published(&untested).into_iter().filter(|address| told.get(address).is_some_and(|told| told.holds_back())).collect();
        prop_assert_eq!(held_back(&response), expected.clone());

        let tested = response.plan.unwrap();
        let other = |plan: &Plan| -> Vec<_> {
            plan.report.blocked.iter().filter(|said| said.code != Code::TestFails).cloned().collect()
        };
        prop_assert_eq!(other(&tested), other(&untested));
        if expected.is_empty() {
            prop_assert_eq!(&tested.steps, &untested.steps);
        } else {
            prop_assert!(tested.steps.is_empty() && !tested.is_applicable());
        }
        prop_assert_eq!(&tested.changes, &untested.changes);

        let shuffled = with_tests(spec.shuffled(&order), &spec, &testing);
        let again = plan(shuffled.clone(), &world, Some(report(&shuffled, &told)));
        prop_assert_eq!(held_back(&again), expected);
        let again = again.plan.unwrap();
        prop_assert_eq!((again.steps, again.report.tests), (tested.steps, tested.report.tests));
    }
}
