//! The vocabulary of function tests: what a configuration expects of its functions, and what running them showed. Nothing here
//! runs a function; whoever does fills a [`TestReport`], and the plan judges by it alone.

use crate::{
    address::{Address, ResourceType},
    desired::{DesiredFunction, Value},
    diagnostic::Location,
    digest::Digest,
    limits::Runtime,
    ordered::Map,
    text::Part,
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

/// What a function decides about a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    Allow,
    Deny,
    /// It called neither `allow()` nor `deny()`. CloudFront refuses the connection then, too.
    None,
}

impl Decision {
    pub const ALL: [Self; 3] = [Self::Allow, Self::Deny, Self::None];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::None => "none",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The tests of a configuration, by the function that they are about, in the order in which they are written.
pub type Tests = Map<Address, Vec<FunctionTest>>;

/// One test of one function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FunctionTest {
    /// What it shows, in words. No two tests of a function have the same.
    pub name: String,
    pub connection: TestConnection,
    /// What the associated key value store holds; null if the function is associated with none.
    pub store: Option<Map<String, String>>,
    /// The instant at which the function runs, as RFC 3339 writes it; the same for all tests that do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    pub expect: Expectation,
    /// Where it is written. Not part of what is tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// The connection that a test has a function decide about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestConnection {
    pub source: ConnectionSource,
    /// Members of the connection object, as the JSON text of an object. They are merged into what the source gives, object into
    /// object; null takes a member away.
    pub object: String,
}

/// What a connection object is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionSource {
    /// Nothing: all of its members are given.
    Object,
    /// A connection that connfn knows by name, such as `revoked`.
    Preset(String),
    /// The viewer's certificate as PEM text, with the intermediates after it.
    Pem(String),
}

/// The connections that have a name. What each is the simulator knows.
pub const PRESETS: [&str; 11] = [
    "valid",
    "no-certificate",
    "expired",
    "not-yet-valid",
    "no-intermediates",
    "ipv6",
    "ocsp-good",
    "revoked",
    "intermediate-revoked",
    "ocsp-unknown",
    "ocsp-error",
];

/// What a test expects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    pub decision: Decision,
    /// All that is logged, line for line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logs: Option<Vec<String>>,
    /// What is given to `logCustomData()`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_data: Option<String>,
    /// Part of the message of the exception that ends the function. Without it, none may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Expectation {
    /// Nothing is expected but this decision.
    pub const fn of(decision: Decision) -> Self {
        Self { decision, logs: None, custom_data: None, error: None }
    }
}

/// What running tests showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestReport {
    pub functions: Map<Address, FunctionTestReport>,
}

/// What the tests of one function showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FunctionTestReport {
    /// The digest of the code that was run: that of [`code_under_test`].
    pub code: Digest,
    /// The runtime that the code was run for.
    pub runtime: Runtime,
    /// The digest of the tests that were run.
    pub tests: Digest,
    pub cases: Vec<TestCaseReport>,
    pub coverage: Coverage,
}

/// What one test showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestCaseReport {
    pub name: String,
    pub expected: Decision,
    pub decision: Decision,
    /// Each way in which the function did not do what is expected, in words. The test has passed if there is none.
    pub problems: Vec<String>,
    pub logs: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_data: Option<String>,
    /// The exception that ended the function, or why it could not be run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What is worth knowing beside it, such as that both `allow()` and `deny()` were called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The connection object that the function was given, as JSON text.
    pub connection: String,
    /// The instant at which the function ran, if the test says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// Lines of a function's code, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Those on which a statement begins.
    pub lines: Vec<u32>,
    /// Those of them that a test ran.
    pub hit: Vec<u32>,
}

impl TestCaseReport {
    pub const fn passed(&self) -> bool {
        self.problems.is_empty()
    }
}

impl FunctionTestReport {
    /// Whether it says what becomes of this function's code under these tests.
    pub fn is_about(&self, function: &DesiredFunction, tests: &[FunctionTest]) -> bool {
        self.code == Digest::of(code_under_test(&function.code).as_bytes())
            && self.runtime == function.runtime
            && self.tests == Digest::of_json(tests)
            && self.cases.iter().map(|case| &case.name).eq(tests.iter().map(|test| &test.name))
    }

    pub fn failures(&self) -> impl Iterator<Item = &TestCaseReport> {
        self.cases.iter().filter(|case| !case.passed())
    }
}

/// A function's code as tests run it: what only CloudFront can tell is replaced by something of its form.
pub fn code_under_test(code: &Value) -> String {
    let mut text = String::new();
    for part in code.parts() {
        text.push_str(match part {
            Part::Literal(literal) => literal,
            Part::Reference(reference) => stand_in(reference.address.resource_type(), &reference.attribute),
        });
    }
    text
}

const STORE_ID: &str = "00000000-0000-4000-8000-000000000000";
const STORE_ARN: &str = "arn:aws:cloudfront::000000000000:key-value-store/00000000-0000-4000-8000-000000000000";
const FUNCTION_ARN: &str = "arn:aws:cloudfront::000000000000:connection-function/co_000000000000000000000000000";

fn stand_in(resource_type: ResourceType, attribute: &str) -> &'static str {
    match (resource_type, attribute) {
        (ResourceType::KeyValueStore, "arn") => STORE_ARN,
        (ResourceType::KeyValueStore, "id") => STORE_ID,
        (ResourceType::KeyValueStore, "status") => "READY",
        (_, "connection_function_arn") => FUNCTION_ARN,
        (_, "last_modified_time") => "2026-01-01T00:00:00.000Z",
        (_, "status") => "UNPUBLISHED",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desired::{AttributeRef, IgnoreTags},
        json,
        ordered::Set,
    };
    use alloc::{borrow::ToOwned, format, vec};

    fn test(source: ConnectionSource) -> FunctionTest {
        FunctionTest {
            name: "lets a device in".to_owned(),
            connection: TestConnection { source, object: r#"{"clientIp":"192.0.2.1"}"#.to_owned() },
            store: Some([("a".to_owned(), "1".to_owned())].into()),
            now: Some("2026-03-01T00:00:00Z".to_owned()),
            expect: Expectation { logs: Some(vec!["in".to_owned()]), ..Expectation::of(Decision::Allow) },
            location: None,
        }
    }

    #[test]
    fn a_test_reads_back_as_it_was_written() {
        for source in [
            ConnectionSource::Object,
            ConnectionSource::Preset("revoked".to_owned()),
            ConnectionSource::Pem("-----BEGIN".to_owned()),
        ] {
            let test = test(source);
            assert_eq!(json::read::<FunctionTest>(&json::indented(&test)).unwrap(), test);
        }
    }

    #[test]
    fn code_that_names_a_store_is_run_with_the_arn_of_one() {
        let address = Address::root(ResourceType::KeyValueStore, "devices");
        let arn = AttributeRef { address, attribute: "arn".to_owned() };
        let code =
            Value::from_parts([Part::Literal("cf.kvs('".into()), Part::Reference(arn), Part::Literal("')".into())]);
        let run = code_under_test(&code);
        assert_eq!(run, format!("cf.kvs('{STORE_ARN}')"));
        assert!(crate::limits::is_store_arn(STORE_ARN) && STORE_ARN.ends_with(STORE_ID));
    }

    fn passed(name: &str) -> TestCaseReport {
        TestCaseReport {
            name: name.to_owned(),
            expected: Decision::Allow,
            decision: Decision::Allow,
            problems: Vec::new(),
            logs: Vec::new(),
            custom_data: None,
            error: None,
            notes: Vec::new(),
            connection: "{}".to_owned(),
            now: None,
            location: None,
        }
    }

    fn function(code: &str, runtime: Runtime) -> DesiredFunction {
        DesiredFunction {
            name: "gate".to_owned(),
            code: Value::literal(code),
            comment: Value::literal(""),
            runtime,
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

    #[test]
    fn a_report_is_about_the_code_the_runtime_and_the_tests_that_it_was_made_of() {
        let tests = [test(ConnectionSource::Object)];
        let report = FunctionTestReport {
            code: Digest::of(b"1"),
            runtime: Runtime::Js2,
            tests: Digest::of_json(tests.as_slice()),
            cases: vec![passed("lets a device in")],
            coverage: Coverage::default(),
        };
        let one = function("1", Runtime::Js2);
        assert!(report.is_about(&one, &tests));
        assert!(!report.is_about(&function("2", Runtime::Js2), &tests));
        assert!(!report.is_about(&function("1", Runtime::Js1), &tests));
        assert!(!report.is_about(&one, &[]));
        let of_none = FunctionTestReport { cases: Vec::new(), ..report };
        assert!(!of_none.is_about(&one, &tests));
    }
}
