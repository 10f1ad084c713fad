//! An account that answers as is assumed of AWS, and what a test makes of that.

use connfn_core::operation::{ServiceError, Stage};
use connfn_doctor::{
    Answer, Call, Caller, Clocks, Finding, Function, Given, Identity, Outcome, Report, Situation, Store, Verdict,
    examine,
};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

pub(crate) const ACCOUNT: &str = "123456789012";
const STORE_ID: &str = "85e8a1b2-0000-4c3d-9f00-1234567890ab";

/// Another answer to a call than the usual one, if any.
type Otherwise = Box<dyn Fn(&Call, &Outcome) -> Option<Outcome>>;

/// An account. `otherwise` answers first, where it has something to say.
pub(crate) struct Account {
    pub(crate) functions: Vec<Function>,
    pub(crate) live: Vec<Function>,
    pub(crate) stores: Vec<Store>,
    pub(crate) code_bytes: usize,
    pub(crate) endpoint: &'static str,
    pub(crate) clocks: Option<Clocks>,
    pub(crate) situation: Situation,
    pub(crate) otherwise: Otherwise,
    pub(crate) asked: Vec<Call>,
}

impl Account {
    /// A published function, one that is not, and a store.
    pub(crate) fn usual() -> Self {
        let (gate, draft) = (
            function("gate", Stage::Development, "UNASSOCIATED"),
            function("draft", Stage::Development, "UNPUBLISHED"),
        );
        Self {
            live: vec![function("gate", Stage::Live, "UNASSOCIATED")],
            functions: vec![gate, draft],
            stores: vec![store("revoked")],
            ..Self::empty()
        }
    }

    pub(crate) fn empty() -> Self {
        Self {
            functions: Vec::new(),
            live: Vec::new(),
            stores: Vec::new(),
            code_bytes: 100,
            endpoint: "https://cloudfront.amazonaws.com",
            clocks: Some(Clocks { theirs_ms: 1_790_000_000_000, ours_ms: 1_790_000_000_500 }),
            situation: Situation {
                region: Some("us-east-1".into()),
                credentials: Some("a profile".into()),
                random: "abcdefgh".into(),
                ..Situation::default()
            },
            otherwise: Box::new(|_, _| None),
            asked: Vec::new(),
        }
    }

    /// With another answer to some calls.
    pub(crate) fn but(mut self, otherwise: impl Fn(&Call, &Outcome) -> Option<Outcome> + 'static) -> Self {
        self.otherwise = Box::new(otherwise);
        self
    }

    /// With another answer to one operation.
    pub(crate) fn answering(self, operation: &'static str, outcome: Outcome) -> Self {
        self.but(move |call, _| (call.name() == operation).then(|| outcome.clone()))
    }

    pub(crate) fn examine(&mut self) -> Report {
        let situation = self.situation.clone();
        let examination = pin!(examine(self, &situation));
        match examination.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(report) => report,
            Poll::Pending => panic!("nothing waits here"),
        }
    }

    fn answer(&self, call: &Call) -> Outcome {
        let given = match call {
            Call::GetCallerIdentity => {
                let identity = Identity { account: ACCOUNT.into(), arn: format!("arn:aws:iam::{ACCOUNT}:user/ann") };
                Given { identity: Some(identity), ..Given::default() }
            }
            Call::ListConnectionFunctions { stage, max_items, marker } => {
                let all = self.stage(stage.unwrap_or(Stage::Development));
                let (functions, next_marker) = page(all, *max_items, marker.as_deref());
                Given { functions, next_marker, ..Given::default() }
            }
            Call::ListKeyValueStores { max_items, marker } => {
                let (stores, next_marker) = page(&self.stores, *max_items, marker.as_deref());
                Given { stores, next_marker, ..Given::default() }
            }
            Call::DescribeConnectionFunction { identifier, stage } => match self.find(identifier, *stage) {
                Some(function) => {
                    Given { function: Some(function.clone()), etag: Some("E1".into()), ..Given::default() }
                }
                None => return refused("EntityNotFound", 404),
            },
            Call::GetConnectionFunction { identifier, stage } => match self.find(identifier, *stage) {
                Some(_) => Given { code: Some(vec![b' '; self.code_bytes]), ..Given::default() },
                None => return refused("EntityNotFound", 404),
            },
            Call::CreateConnectionFunction { .. } | Call::CreateKeyValueStore { .. } => {
                return refused("InvalidArgument", 400);
            }
            _ => return refused("EntityNotFound", 404),
        };
        Outcome::Given(given)
    }

    fn stage(&self, stage: Stage) -> &[Function] {
        match stage {
            Stage::Development => &self.functions,
            Stage::Live => &self.live,
        }
    }

    fn find(&self, identifier: &str, stage: Option<Stage>) -> Option<&Function> {
        let functions = self.stage(stage.unwrap_or(Stage::Development)).iter();
        functions.into_iter().find(|function| {
            [&function.id, &function.name, &function.arn].iter().any(|known| known.as_str() == identifier)
        })
    }
}

impl Caller for Account {
    async fn call(&mut self, call: Call) -> Answer {
        let usual = self.answer(&call);
        let outcome = (self.otherwise)(&call, &usual).unwrap_or(usual);
        self.asked.push(call);
        Answer { outcome, endpoint: Some(self.endpoint.into()), clocks: self.clocks }
    }
}

/// At most a hundred items, from the marker on.
fn page<T: Clone>(all: &[T], max_items: u16, marker: Option<&str>) -> (Vec<T>, Option<String>) {
    let from: usize = marker.map_or(0, |marker| marker.parse().unwrap());
    let to = all.len().min(from + usize::from(max_items.min(100)));
    (all[from..to].to_vec(), (to < all.len()).then(|| to.to_string()))
}

pub(crate) fn function(name: &str, stage: Stage, status: &str) -> Function {
    let id = format!("cf_{name}");
    Function {
        name: name.into(),
        arn: format!("arn:aws:cloudfront::{ACCOUNT}:connection-function/{id}"),
        id,
        stage: stage.as_str().into(),
        status: status.into(),
        runtime: "cloudfront-js-2.0".into(),
        ..Function::default()
    }
}

pub(crate) fn store(name: &str) -> Store {
    Store {
        name: name.into(),
        id: STORE_ID.into(),
        arn: format!("arn:aws:cloudfront::{ACCOUNT}:key-value-store/{STORE_ID}"),
        ..Store::default()
    }
}

pub(crate) fn refused(code: &str, status: u16) -> Outcome {
    let message = "as the test wants it".into();
    Outcome::Refused(ServiceError { code: code.into(), message, status: Some(status), request_id: None })
}

pub(crate) fn denied() -> Outcome {
    refused("AccessDenied", 403)
}

/// The finding of this id.
#[track_caller]
pub(crate) fn found<'a>(report: &'a Report, id: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("nothing of `{id}`"))
}

#[track_caller]
pub(crate) fn verdict(report: &Report, id: &str) -> Verdict {
    found(report, id).verdict
}

/// The ids of all that is wrong.
pub(crate) fn wrong(report: &Report) -> Vec<&str> {
    let wrong = report.findings.iter().filter(|finding| finding.verdict == Verdict::Wrong);
    wrong.map(|finding| finding.id.as_str()).collect()
}
