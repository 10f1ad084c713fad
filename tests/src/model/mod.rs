//! A CloudFront that is a plain value: state and clock are numbers, a call is a function. It enforces what the service
//! does (versions, unique names, what is in use, statuses that take time) and knows nothing of plans.
//!
//! It is kept apart from the emulator on purpose: that one speaks the wire protocol and is slow; this one is cloned and
//! asked ten thousand times in a test.

mod faults;
mod functions;
mod hands;
mod observe;
mod stores;
mod tags;

pub use faults::{Fault, World};
pub use observe::within;

use connfn::operation::{FunctionConfig, Operation, Outcome, Response, ServiceError};
use std::collections::{BTreeMap, BTreeSet};

pub type Call = Operation<String, String>;
pub(crate) type Answer = Result<Response, ServiceError>;

/// The account in every ARN.
const ACCOUNT: &str = "123456789012";
/// Items of a listing that fit on a page: few, so that pages are met.
const PAGE: usize = 2;

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// By id.
    pub functions: BTreeMap<String, Function>,
    /// By name.
    pub stores: BTreeMap<String, Store>,
    /// When the last use of a store ended, by ARN.
    released: BTreeMap<String, u64>,
    /// Makes ids and versions.
    next: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub tags: BTreeMap<String, String>,
    pub development: Stage,
    pub live: Option<Stage>,
    pub published_at_ms: Option<u64>,
    /// The ids of the distributions that use it.
    pub distributions: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub config: FunctionConfig<String>,
    pub code: String,
    pub etag: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    pub id: String,
    pub comment: String,
    pub etag: String,
    pub tags: BTreeMap<String, String>,
    pub created_at_ms: u64,
    pub modified_at_ms: u64,
}

/// How long things take, in milliseconds.
pub(crate) const PUBLISHING_MS: u64 = 1_500;
pub(crate) const DEPLOYING_MS: u64 = 1_000;
pub(crate) const PROVISIONING_MS: u64 = 900;
/// How long CloudFront takes to notice that nothing uses a store any more.
pub(crate) const RELEASING_MS: u64 = 700;

impl Account {
    /// Does what a call asks for at this time.
    pub fn perform(&mut self, call: &Call, now_ms: u64) -> Outcome {
        match self.answer(call, now_ms) {
            Ok(response) => Outcome::Success { response },
            Err(error) => Outcome::Error { error },
        }
    }

    fn answer(&mut self, call: &Call, now_ms: u64) -> Answer {
        if !call.mutates() {
            return self.dispatch(call, now_ms);
        }
        let used = self.used_stores();
        let answer = self.dispatch(call, now_ms);
        let used_now = self.used_stores();
        self.released.extend(used.difference(&used_now).map(|arn| (arn.clone(), now_ms)));
        answer
    }

    /// The ARNs of the stores that any stage names.
    fn used_stores(&self) -> BTreeSet<String> {
        let stages = self.functions.values().flat_map(Function::stages);
        stages.flat_map(|stage| stage.store_arns().cloned()).collect()
    }

    fn dispatch(&mut self, call: &Call, now_ms: u64) -> Answer {
        match call {
            Operation::CreateConnectionFunction(input) => self.create_function(input, now_ms),
            Operation::UpdateConnectionFunction(input) => self.update_function(input, now_ms),
            Operation::TestConnectionFunction(input) => self.test_function(input),
            Operation::PublishConnectionFunction(input) => self.publish_function(input, now_ms),
            Operation::DeleteConnectionFunction(input) => self.delete_function(input),
            Operation::DescribeConnectionFunction(input) => self.describe_function(input, now_ms),
            Operation::GetConnectionFunction(input) => self.get_function(input),
            Operation::ListConnectionFunctions(input) => Ok(self.list_functions(input, now_ms)),
            Operation::CreateKeyValueStore(input) => self.create_store(input, now_ms),
            Operation::UpdateKeyValueStore(input) => self.update_store(input, now_ms),
            Operation::DeleteKeyValueStore(input) => self.delete_store(input, now_ms),
            Operation::DescribeKeyValueStore(input) => self.describe_store(&input.name, now_ms),
            Operation::TagResource(input) => self.tag(input),
            Operation::UntagResource(input) => self.untag(input),
            Operation::ListTagsForResource(input) => self.list_tags(input),
        }
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn etag(&mut self) -> String {
        format!("E{:013}", self.number())
    }
}

/// An error answer, with the status that the API model gives its code.
pub(crate) fn refuse(code: &str, message: impl Into<String>) -> ServiceError {
    let status = match code {
        "AccessDenied" => 403,
        "EntityNotFound" | "NoSuchResource" => 404,
        "EntityAlreadyExists" | "CannotDeleteEntityWhileInUse" => 409,
        "PreconditionFailed" => 412,
        "Throttling" => 429,
        "InternalFailure" => 500,
        "BadGateway" => 502,
        _ => 400,
    };
    let request_id = Some("00000000-request".to_owned());
    ServiceError { code: code.to_owned(), message: message.into(), status: Some(status), request_id }
}

fn not_found(what: &str) -> ServiceError {
    refuse("EntityNotFound", format!("{what} does not exist"))
}

/// A call that changes something must say which version it expects.
fn check_version(expected: Option<&String>, actual: &str) -> Result<(), ServiceError> {
    match expected {
        None => Err(refuse("InvalidIfMatchVersion", "If-Match is missing")),
        Some(expected) if expected != actual => Err(refuse("PreconditionFailed", "the version is another")),
        Some(_) => Ok(()),
    }
}
