//! That a live examination leaves nothing behind, whatever becomes of any of its calls, over an account in memory. Nothing waits here,
//! so that an examination is one poll.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the helpers are tests too, and clippy sees that of test functions only"
)]

use connfn_core::operation::ServiceError;
use connfn_doctor::{
    Answer, Call, Caller, Function, Given, Kind, Left, Live, LiveOutcome, Outcome, Patience, Prefix, Store, TestResult,
    Verdict, Version, live,
};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// What befalls a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It is refused, and has no effect.
    Refused(&'static str, u16),
    /// It never arrives.
    Lost,
    /// It arrives, and its answer does not.
    Unanswered,
    /// It arrives twice, as the first answer was lost.
    Repeated,
}

const TROUBLES: [Trouble; 7] = [
    Trouble::Refused("Throttling", 429),
    Trouble::Refused("InternalFailure", 500),
    Trouble::Refused("PreconditionFailed", 412),
    Trouble::Refused("InvalidArgument", 400),
    Trouble::Lost,
    Trouble::Unanswered,
    Trouble::Repeated,
];

/// What befalls a call, given how many there were before.
type Befalls = dyn Fn(usize, &Call) -> Option<Trouble>;

/// An account that keeps what it is given, and knows of little else.
struct Shelf {
    functions: Vec<Kept>,
    stores: Vec<Kept>,
    calls: usize,
    trouble: Box<Befalls>,
    stops_after: usize,
    /// How many items of a listing a page holds at most.
    page: usize,
    /// After so many calls somebody else deletes everything.
    robbed_after: usize,
    /// What no read shows of functions: those whose names end so.
    hidden: Option<&'static str>,
    paused_ms: u64,
    /// How many functions there were at most.
    most: usize,
}

struct Kept {
    id: String,
    name: String,
    version: usize,
    tags: Vec<(String, String)>,
}

impl Kept {
    fn etag(&self) -> String {
        format!("E{:013}", self.version)
    }
}

impl Caller for Shelf {
    async fn call(&mut self, call: Call) -> Answer {
        if self.calls == self.robbed_after {
            self.functions.clear();
            self.stores.clear();
        }
        let trouble = (self.trouble)(self.calls, &call);
        self.calls += 1;
        let outcome = match trouble {
            Some(Trouble::Refused(code, status)) => refused(code, status),
            Some(Trouble::Lost) => Outcome::NotSent { message: "cannot connect".into() },
            Some(Trouble::Unanswered) => {
                self.done(call);
                Outcome::Unclear { message: "no answer".into() }
            }
            Some(Trouble::Repeated) => {
                self.done(call.clone());
                self.done(call)
            }
            None => self.done(call),
        };
        self.most = self.most.max(self.functions.len());
        Answer { outcome, endpoint: None, clocks: None }
    }
}

impl Patience for Shelf {
    async fn pause(&mut self, ms: u64) {
        self.paused_ms += ms;
    }

    fn is_to_stop(&self) -> bool {
        self.calls >= self.stops_after
    }

    fn begin(&mut self, _: &str) {}
}

impl Shelf {
    fn new(trouble: impl Fn(usize, &Call) -> Option<Trouble> + 'static) -> Self {
        let trouble = Box::new(trouble);
        Self {
            functions: Vec::new(),
            stores: Vec::new(),
            calls: 0,
            trouble,
            stops_after: usize::MAX,
            page: 100,
            robbed_after: usize::MAX,
            hidden: None,
            paused_ms: 0,
            most: 0,
        }
    }

    fn examine(&mut self) -> LiveOutcome {
        let prefix = Prefix::parse("probe").unwrap();
        let plan = Live { prefix, random: "k3j9x0a1".into(), publication_ms: 10_000 };
        let examination = pin!(live(self, &plan));
        match examination.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => panic!("nothing waits here"),
        }
    }

    fn page<'a>(&self, all: &'a [Kept], marker: Option<String>) -> (&'a [Kept], Option<String>) {
        let from: usize = marker.map_or(0, |marker| marker.parse().unwrap());
        let to = all.len().min(from + self.page);
        (&all[from.min(to)..to], (to < all.len()).then(|| to.to_string()))
    }

    fn shows(&self, kept: &Kept) -> bool {
        self.hidden.is_none_or(|end| !kept.name.ends_with(end))
    }

    fn names(&self) -> Vec<&str> {
        self.functions.iter().chain(&self.stores).map(|kept| kept.name.as_str()).collect()
    }

    fn done(&mut self, call: Call) -> Outcome {
        match call {
            Call::CreateConnectionFunction { name, tags, .. } => {
                let id = format!("cf_{}", self.calls);
                create(&mut self.functions, id, name, tags).map_or_else(|outcome| outcome, function)
            }
            Call::CreateKeyValueStore { name, tags, .. } => {
                create(&mut self.stores, name.clone(), name, tags).map_or_else(|outcome| outcome, store)
            }
            Call::DescribeConnectionFunction { identifier, .. } => {
                let is_meant = |kept: &&Kept| kept.id == identifier || kept.name == identifier;
                self.functions.iter().filter(|kept| self.shows(kept)).find(is_meant).map_or_else(missing, function)
            }
            Call::DescribeKeyValueStore { name } => {
                self.stores.iter().find(|kept| kept.name == name).map_or_else(missing, store)
            }
            Call::UpdateConnectionFunction { version, .. } => match current(&mut self.functions, &version) {
                Ok(place) => {
                    self.functions[place].version += 1;
                    function(&self.functions[place])
                }
                Err(outcome) => outcome,
            },
            Call::DeleteConnectionFunction(version) => delete(&mut self.functions, &version),
            Call::DeleteKeyValueStore(version) => delete(&mut self.stores, &version),
            Call::TestConnectionFunction { .. } => {
                Outcome::Given(Given { test: Some(TestResult::default()), ..Given::default() })
            }
            Call::ListConnectionFunctions { marker, .. } => {
                let (page, next_marker) = self.page(&self.functions, marker);
                let functions = page.iter().filter(|kept| self.shows(kept)).map(told_function).collect();
                Outcome::Given(Given { functions, next_marker, ..Given::default() })
            }
            Call::ListKeyValueStores { marker, .. } => {
                let (page, next_marker) = self.page(&self.stores, marker);
                Outcome::Given(Given { stores: page.iter().map(told_store).collect(), next_marker, ..Given::default() })
            }
            Call::ListTagsForResource { resource } => {
                let kept = self.functions.iter().chain(&self.stores).find(|kept| resource.ends_with(&kept.id));
                let tags = kept.map(|kept| kept.tags.clone()).unwrap_or_default();
                Outcome::Given(Given { tags, ..Given::default() })
            }
            _ => Outcome::Given(Given::default()),
        }
    }
}

fn create(all: &mut Vec<Kept>, id: String, name: String, tags: Vec<(String, String)>) -> Result<&Kept, Outcome> {
    if all.iter().any(|kept| kept.name == name) {
        return Err(refused("EntityAlreadyExists", 409));
    }
    all.push(Kept { id, name, version: 1, tags });
    Ok(all.last().unwrap())
}

fn current(all: &mut [Kept], version: &Version) -> Result<usize, Outcome> {
    let place = all.iter().position(|kept| kept.id == version.id).ok_or_else(missing)?;
    if all[place].etag() == version.if_match { Ok(place) } else { Err(refused("PreconditionFailed", 412)) }
}

fn delete(all: &mut Vec<Kept>, version: &Version) -> Outcome {
    match current(all, version) {
        Ok(place) => {
            all.remove(place);
            Outcome::Given(Given::default())
        }
        Err(outcome) => outcome,
    }
}

fn refused(code: &str, status: u16) -> Outcome {
    let (code, message) = (code.to_owned(), "no".to_owned());
    Outcome::Refused(ServiceError { code, message, status: Some(status), request_id: None })
}

fn missing() -> Outcome {
    refused("EntityNotFound", 404)
}

fn function(kept: &Kept) -> Outcome {
    Outcome::Given(Given { etag: Some(kept.etag()), function: Some(told_function(kept)), ..Given::default() })
}

fn told_function(kept: &Kept) -> Function {
    let arn = format!("arn:aws:cloudfront::123456789012:connection-function/{}", kept.id);
    let (stage, status) = ("DEVELOPMENT".into(), "UNASSOCIATED".into());
    Function { id: kept.id.clone(), name: kept.name.clone(), arn, stage, status, ..Function::default() }
}

fn store(kept: &Kept) -> Outcome {
    Outcome::Given(Given { etag: Some(kept.etag()), store: Some(told_store(kept)), ..Given::default() })
}

fn told_store(kept: &Kept) -> Store {
    let arn = format!("arn:aws:cloudfront::123456789012:key-value-store/{}", kept.id);
    Store { id: kept.id.clone(), name: kept.name.clone(), arn, status: "READY".into(), ..Store::default() }
}

/// How many calls an examination makes that meets no trouble.
fn calls() -> usize {
    let mut shelf = Shelf::new(|_, _| None);
    shelf.examine();
    assert_eq!(shelf.most, Live::FUNCTIONS);
    assert!(shelf.calls > 50 && shelf.names().is_empty(), "{} {:?}", shelf.calls, shelf.names());
    shelf.calls
}

#[test]
fn one_call_that_fails_leaves_nothing() {
    for place in 0..calls() {
        for trouble in TROUBLES {
            let mut shelf = Shelf::new(move |call, _| (call == place).then_some(trouble));
            let outcome = shelf.examine();
            assert_eq!(shelf.names(), [""; 0], "{trouble:?} at {place}: {outcome:?}");
            assert!(outcome.left.is_empty(), "{trouble:?} at {place}: {outcome:?}");
        }
    }
}

#[test]
fn once_nothing_succeeds_any_more_all_that_is_left_is_named() {
    for place in 0..calls() {
        for trouble in [Trouble::Refused("AccessDenied", 403), Trouble::Refused("Throttling", 429), Trouble::Lost] {
            let mut shelf = Shelf::new(move |call, _| (call >= place).then_some(trouble));
            let outcome = shelf.examine();
            for name in shelf.names() {
                assert!(outcome.left.iter().any(|left| left.name == name), "{trouble:?} from {place}: {outcome:?}");
            }
        }
    }
}

#[test]
fn wherever_it_is_told_to_stop_it_only_deletes() {
    for stops_after in 0..calls() {
        let mut shelf = Shelf::new(move |call, made| {
            let is_deletion = made.name().starts_with("Delete") || made.name().starts_with("Describe");
            assert!(call < stops_after || is_deletion || made.name().starts_with("List"), "{made:?}");
            None
        });
        shelf.stops_after = stops_after;
        let outcome = shelf.examine();
        assert!(outcome.stopped && outcome.left.is_empty(), "{stops_after}: {outcome:?}");
        assert_eq!(shelf.names(), [""; 0], "{stops_after}");
    }
}

#[test]
fn what_others_have_is_not_touched() {
    let kept = |name: &str, tag: Option<&str>| {
        let tags = tag.map(|value| ("connfn:doctor".to_owned(), value.to_owned())).into_iter().collect();
        Kept { id: name.to_owned(), name: name.to_owned(), version: 1, tags }
    };
    let mut shelf = Shelf::new(|_, _| None);
    let others = [
        kept("probe-2bcdefgh-function", None),
        kept("probe-3bcdefgh-function", Some("another")),
        kept("probe-gate", Some("probe")),
        kept("other-2bcdefgh-store", Some("probe")),
        kept("probe", None),
    ];
    let names: Vec<String> = others.iter().map(|other| other.name.clone()).collect();
    shelf.functions = vec![kept("probe-1bcdefgh-function", Some("probe"))];
    shelf.functions.extend(others);
    shelf.stores = vec![kept("probe-4bcdefgh-store", Some("probe"))];
    let outcome = shelf.examine();
    assert_eq!(outcome.removed, ["probe-1bcdefgh-function", "probe-4bcdefgh-store"]);
    assert_eq!(shelf.names(), names);
    let [doubt] = &outcome.doubts[..] else { panic!("{:?}", outcome.doubts) };
    assert!(doubt.message.ends_with(": `probe-2bcdefgh-function`"), "{doubt:?}");
}

#[test]
fn what_may_not_be_read_is_not_deleted() {
    let denied =
        |_, call: &Call| (call.name() == "ListTagsForResource").then_some(Trouble::Refused("AccessDenied", 403));
    let mut shelf = Shelf::new(denied);
    let kept = |name: &str| Kept { id: name.into(), name: name.into(), version: 1, tags: Vec::new() };
    shelf.functions = vec![kept("probe-gate")];
    shelf.stores = vec![kept("probe-4bcdefgh-store"), kept("probe-gate-revoked")];
    let outcome = shelf.examine();
    assert_eq!(shelf.names(), ["probe-gate", "probe-4bcdefgh-store", "probe-gate-revoked"]);
    assert!(outcome.left.is_empty(), "{:?}", outcome.left);
    let [doubt] = &outcome.doubts[..] else { panic!("{:?}", outcome.doubts) };
    assert_eq!(
        doubt.message,
        "whether an earlier run has left `probe-4bcdefgh-store` is not known, since tags could not be read: \
         AccessDenied: no; nothing of that was deleted"
    );
}

/// What a page held that was given is deleted, and of the others nothing is claimed.
#[test]
fn what_cannot_be_listed_is_not_said_to_be_gone() {
    let kept = |name: &str| {
        let tags = vec![("connfn:doctor".to_owned(), "probe".to_owned())];
        Kept { id: name.to_owned(), name: name.to_owned(), version: 1, tags }
    };
    for (operation, kind) in [("ListConnectionFunctions", "functions"), ("ListKeyValueStores", "stores")] {
        for at in [0, 1] {
            let count = std::cell::Cell::new(0);
            let mut shelf = Shelf::new(move |_, call| {
                let nth = count.get();
                count.set(nth + usize::from(call.name() == operation));
                (call.name() == operation && nth == at).then_some(Trouble::Refused("Throttling", 429))
            });
            shelf.page = 1;
            shelf.functions = vec![kept("probe-1bcdefgh-function"), kept("probe-1bcdefgh-tested")];
            shelf.stores = vec![kept("probe-1bcdefgh-store"), kept("probe-1bcdefgh-other-store")];
            let outcome = shelf.examine();
            assert_eq!((outcome.removed.len(), shelf.names().len()), (2 + at, 2 - at), "{operation} {at}");
            let [doubt] = &outcome.doubts[..] else { panic!("{:?}", outcome.doubts) };
            let expected = format!("which {kind} an earlier run has left could not be looked for: Throttling: no");
            assert_eq!(doubt.message, expected);
        }
    }
}

/// That an account is full, or that an answer was lost, says nothing of what was asked.
#[test]
fn a_refusal_for_another_reason_contradicts_nothing() {
    let wrong = |operation: &'static str, code: &'static str| {
        let mut shelf = Shelf::new(move |_, call| (call.name() == operation).then_some(Trouble::Refused(code, 400)));
        let outcome = shelf.examine();
        let wrong = outcome.findings.iter().filter(|finding| finding.verdict == Verdict::Wrong);
        wrong.filter(|finding| finding.message.contains(code)).map(|finding| finding.id.clone()).collect::<Vec<_>>()
    };
    for code in ["EntityLimitExceeded", "TooManyFunctions", "QuotaExceeded"] {
        for operation in ["CreateConnectionFunction", "CreateKeyValueStore", "UpdateConnectionFunction"] {
            assert_eq!(wrong(operation, code), [""; 0], "{operation} {code}");
        }
    }
    // This one alone asks what an update is answered whose version is none.
    assert_eq!(wrong("UpdateConnectionFunction", "PreconditionFailed"), ["A16"]);
    assert_ne!(wrong("UpdateConnectionFunction", "InvalidArgument"), [""; 0]);
}

#[test]
fn without_a_permission_nothing_is_known() {
    let mut shelf = Shelf::new(|_, _| Some(Trouble::Refused("AccessDenied", 403)));
    let outcome = shelf.examine();
    assert!(outcome.findings.iter().all(|finding| finding.verdict == Verdict::Unknown), "{:#?}", outcome.findings);
    assert!(outcome.left.is_empty() && outcome.findings.len() > 30);
}

/// A function that reads do not show is not taken for one that never was.
#[test]
fn what_no_read_shows_is_told() {
    let hiding = |trouble| {
        let mut shelf = Shelf::new(move |_, call| match call {
            Call::CreateConnectionFunction { name, .. } if name.ends_with("-tested") => Some(trouble),
            _ => None,
        });
        shelf.hidden = Some("-tested");
        let outcome = shelf.examine();
        (outcome.left, outcome.doubts, shelf.names().len())
    };
    // It exists, says the answer to the second attempt.
    let (left, doubts, remaining) = hiding(Trouble::Repeated);
    assert_eq!((left.len(), doubts.len(), remaining), (1, 0, 1), "{left:?} {doubts:?}");
    assert_eq!((left[0].name.as_str(), left[0].why.as_str()), ("probe-k3j9x0a1-tested", "no listing shows it"));
    // It may exist.
    for (trouble, remains) in [(Trouble::Unanswered, 1), (Trouble::Refused("Throttling", 429), 0)] {
        let (left, doubts, remaining) = hiding(trouble);
        assert_eq!((left.len(), doubts.len(), remaining), (0, 1, remains), "{left:?} {doubts:?}");
        assert_eq!(
            doubts[0].message,
            "whether the function `probe-k3j9x0a1-tested` was made is not known: no listing shows it"
        );
    }
}

/// A listing may still show what another run has deleted just now.
#[test]
fn what_is_gone_is_neither_left_nor_in_doubt() {
    for code in ["NoSuchResource", "EntityNotFound"] {
        let mut shelf =
            Shelf::new(move |_, call| (call.name() == "ListTagsForResource").then_some(Trouble::Refused(code, 404)));
        let name = "probe-4bcdefgh-store";
        shelf.stores = vec![Kept { id: name.into(), name: name.into(), version: 1, tags: Vec::new() }];
        let outcome = shelf.examine();
        assert!(outcome.left.is_empty() && outcome.doubts.is_empty(), "{outcome:?}");
    }
}

#[test]
fn that_somebody_deletes_what_is_in_use_is_told() {
    for robbed_after in [10, calls() - 20] {
        let mut shelf = Shelf::new(|_, _| None);
        shelf.robbed_after = robbed_after;
        let outcome = shelf.examine();
        assert!(outcome.left.is_empty() && shelf.names().is_empty(), "{outcome:?}");
        assert!(!outcome.doubts.is_empty(), "{robbed_after}");
        for doubt in &outcome.doubts {
            let begin = format!("`{}` was gone before it was to be deleted", doubt.id);
            assert!(doubt.message.starts_with(&begin), "{doubt:?}");
        }
    }
    let mut shelf = Shelf::new(|_, _| None);
    assert!(shelf.examine().doubts.is_empty());
}

#[test]
fn what_cannot_be_deleted_keeps_nothing_else_waiting() {
    let mut shelf = Shelf::new(|_, call| {
        (call.name() == "DeleteConnectionFunction").then_some(Trouble::Refused("InternalFailure", 500))
    });
    let outcome = shelf.examine();
    assert_eq!(outcome.left.len(), shelf.functions.len());
    assert!(!shelf.functions.is_empty() && shelf.stores.is_empty(), "{:?}", shelf.names());
    let mut untroubled = Shelf::new(|_, _| None);
    untroubled.examine();
    let cleaning_ms = shelf.paused_ms - untroubled.paused_ms;
    assert!(cleaning_ms < 100_000, "{cleaning_ms}");
}

#[test]
fn what_is_left_can_be_deleted_by_hand() {
    let left = |kind, id: Option<&str>| {
        Left { kind, name: "probe-1-x".into(), id: id.map(str::to_owned), why: String::new() }.commands()
    };
    for (commands, begin) in [
        (left(Kind::Function, Some("cf_1")), "aws cloudfront delete-connection-function --id cf_1 --if-match "),
        (left(Kind::Function, None), "aws cloudfront list-connection-functions "),
        (left(Kind::Store, None), "aws cloudfront delete-key-value-store --name probe-1-x --if-match "),
    ] {
        assert!(commands.len() == 1 && commands[0].starts_with(begin), "{commands:?}");
    }
}
