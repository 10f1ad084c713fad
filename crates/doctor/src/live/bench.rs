//! Where a live examination works: whoever makes the calls, and what was made so far. It judges nothing.

use super::{
    Kind, Live, Patience,
    naming::{Purpose, TAG},
    subject::Subject,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    call::{Call, FunctionConfig, Version},
    caller::Caller,
    seen::Seen,
};
use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};
use connfn_core::operation::Stage;

/// How long it waits before it makes a change again whose version was not current, in milliseconds.
const WAITS: [u64; 4] = [500, 1_000, 2_000, 4_000];

/// How long it waits before it looks again, in milliseconds. A read may be behind a write (A05), and one that stays so for a minute
/// is as good as wrong.
const LOOKS: [u64; 8] = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];

pub(super) struct Bench<'c, C> {
    /// For what is done even when it is to stop. Else the bench itself is the caller.
    pub(super) caller: &'c mut C,
    pub(super) live: &'c Live,
    pub(super) made: Vec<Made>,
}

/// Something that was made, or may have been.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// A function's, once it is known.
    pub(super) id: Option<String>,
    /// Whether CloudFront has said that it is there.
    pub(super) is_sure: bool,
    /// Whether it was tried to delete it.
    pub(super) was_tried: bool,
}

impl<C: Caller + Patience> Caller for Bench<'_, C> {
    /// Nothing is begun once it is to stop.
    async fn call(&mut self, call: Call) -> Answer {
        if self.is_to_stop() {
            let outcome = Outcome::NotSent { message: "it was told to stop".to_string() };
            return Answer { outcome, endpoint: None, clocks: None };
        }
        self.caller.call(call).await
    }
}

impl<'c, C: Caller + Patience> Bench<'c, C> {
    pub(super) const fn new(caller: &'c mut C, live: &'c Live) -> Self {
        Self { caller, live, made: Vec::new() }
    }

    pub(super) fn is_to_stop(&self) -> bool {
        self.caller.is_to_stop()
    }

    pub(super) fn begin(&mut self, what: &str) {
        self.caller.begin(what);
    }

    pub(super) async fn pause(&mut self, ms: u64) {
        self.caller.pause(ms).await;
    }

    pub(super) async fn ask(&mut self, call: Call) -> Outcome {
        self.call(call).await.outcome
    }

    /// The name of what is made for this.
    pub(super) fn name(&self, purpose: Purpose) -> String {
        self.live.prefix.name(&self.live.random, purpose)
    }

    pub(super) fn tags(&self) -> Vec<(String, String)> {
        vec![(TAG.to_string(), self.live.prefix.as_str().to_string())]
    }

    /// Looks again for a while if what is seen contradicts what is assumed.
    pub(super) async fn patiently(&mut self, mut look: impl AsyncFnMut(&mut Self) -> Seen) -> Seen {
        for wait in LOOKS {
            match look(self).await {
                Seen::Fails(_) => self.pause(wait).await,
                seen => return seen,
            }
        }
        look(self).await
    }

    /// Creates a function, which is remembered unless CloudFront has refused it.
    pub(super) async fn create_function(&mut self, name: &str, config: FunctionConfig, code: &str) -> Outcome {
        let code = code.as_bytes().to_vec();
        let call = Call::CreateConnectionFunction { name: name.to_string(), config, code, tags: self.tags() };
        self.create(Kind::Function, name, call).await
    }

    /// Creates a store, which is remembered unless CloudFront has refused it.
    pub(super) async fn create_store(&mut self, name: &str) -> Outcome {
        let comment = String::new();
        let call = Call::CreateKeyValueStore { name: name.to_string(), comment, tags: self.tags() };
        self.create(Kind::Store, name, call).await
    }

    async fn create(&mut self, kind: Kind, name: &str, call: Call) -> Outcome {
        let outcome = self.ask(call).await;
        let is_made = match &outcome {
            Outcome::Given(_) | Outcome::Unclear { .. } => true,
            Outcome::NotSent { .. } | Outcome::NoCredentials { .. } => false,
            // Nobody else has this name: an earlier attempt of the same call has made it.
            Outcome::Refused(error) => error.code == "EntityAlreadyExists" || Refusal::of(error) == Refusal::Passing,
        };
        let id = outcome.given().and_then(|given| given.function.as_ref()).map(|function| function.id.clone());
        // Of two functions with one name, which should not be (A17), both are remembered.
        let is_known = self
            .made
            .iter()
            .any(|made| made.kind == kind && made.name == name && (id.is_none() || made.id.is_none() || made.id == id));
        if is_made && !is_known {
            // A store may be what has the name already (A41).
            let is_alone = self.made.iter().all(|made| made.name != name);
            let exists = is_alone && outcome.considered() == Some("EntityAlreadyExists");
            let is_sure = outcome.given().is_some() || exists;
            self.made.push(Made { kind, name: name.to_string(), id, is_sure, was_tried: false });
        }
        outcome
    }

    /// Remembers the id of a function that was found by its name.
    pub(super) fn knows(&mut self, name: &str, id: &str) {
        for made in
            self.made.iter_mut().filter(|made| made.kind == Kind::Function && made.name == name && made.id.is_none())
        {
            made.id = Some(id.to_string());
            made.is_sure = true;
        }
    }

    /// Remembers that a check may have deleted something.
    pub(super) fn tries_to_delete(&mut self, kind: Kind, name: &str) {
        for made in self.made.iter_mut().filter(|made| made.kind == kind && made.name == name) {
            made.was_tried = true;
        }
    }

    /// Forgets what was deleted by a check.
    pub(super) fn forget(&mut self, kind: Kind, name: &str) {
        self.made.retain(|made| made.kind != kind || made.name != name);
    }

    /// Makes a call that wants the current version of DEVELOPMENT, whichever that is by now, and remembers the one that it gives.
    pub(super) async fn change(&mut self, function: &mut Subject, call: impl Fn(Version) -> Call) -> Outcome {
        let mut outcome = self.ask(call(function.version())).await;
        for wait in WAITS {
            if outcome.considered() != Some("PreconditionFailed") {
                break;
            }
            self.pause(wait).await;
            self.refresh(function).await;
            outcome = self.ask(call(function.version())).await;
        }
        if let Some(etag) = outcome.given().and_then(|given| given.etag.as_ref()) {
            function.etag.clone_from(etag);
        }
        outcome
    }

    /// Replaces code and configuration.
    pub(super) async fn update(&mut self, function: &mut Subject, config: &FunctionConfig, code: &str) -> Outcome {
        self.change(function, |version| Call::UpdateConnectionFunction {
            version,
            config: config.clone(),
            code: code.as_bytes().to_vec(),
        })
        .await
    }

    /// Reads the version anew.
    pub(super) async fn refresh(&mut self, function: &mut Subject) {
        let described = self.ask(Call::describe(&function.id, Some(Stage::Development))).await;
        if let Some(etag) = described.given().and_then(|given| given.etag.as_ref()) {
            function.etag.clone_from(etag);
        }
    }
}
