//! A function that is examined.

use super::{Patience, bench::Bench, codes, naming::Purpose, verdicts::needed};
use crate::{
    answer::{Function, Outcome},
    call::{Call, FunctionConfig, Version},
    caller::Caller,
    listing::functions,
    seen::Seen,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::{limits::Runtime, operation::Stage};

#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) arn: String,
    /// The version of DEVELOPMENT that was told last.
    pub(super) etag: String,
}

impl Subject {
    pub(super) fn version(&self) -> Version {
        Version::of(&self.id, &self.etag)
    }

    pub(super) fn describe(&self, stage: Stage) -> Call {
        Call::describe(&self.id, Some(stage))
    }
}

/// A configuration with this comment, which names these stores.
pub(super) fn config(comment: &str, stores: &[&str]) -> FunctionConfig {
    FunctionConfig {
        comment: comment.to_string(),
        runtime: Runtime::Js2.as_str().to_string(),
        stores: stores.iter().map(|arn| (*arn).to_string()).collect(),
    }
}

/// Makes a function that allows. If the answer was lost, it is looked for.
pub(super) async fn make<C: Caller + Patience>(bench: &mut Bench<'_, C>, purpose: Purpose) -> Result<Subject, Seen> {
    let name = bench.name(purpose);
    let outcome = bench.create_function(&name, config("", &[]), codes::ALLOWS).await;
    let made = match outcome {
        Outcome::Given(given) => given.function.zip(given.etag),
        outcome if !bench.made.iter().any(|made| made.name == name) => {
            return Err(Seen::Unclear(alloc::format!("no function could be made: {}", outcome.words())));
        }
        _ => None,
    };
    let (function, etag) = match made {
        Some(made) => made,
        None => found(bench, &name).await?,
    };
    bench.knows(&name, &function.id);
    Ok(Subject { id: function.id, name: function.name, arn: function.arn, etag })
}

/// A function of which only the name is known.
async fn found<C: Caller + Patience>(bench: &mut Bench<'_, C>, name: &str) -> Result<(Function, String), Seen> {
    let mut found = None;
    let looked = bench
        .patiently(async |bench| {
            let listed: Vec<Function> = functions(bench, Some(Stage::Development), None).await.items;
            found = listed.into_iter().find(|function| function.name == name);
            if found.is_some() { Seen::Holds } else { Seen::Fails("it is not listed".to_string()) }
        })
        .await;
    let Some(function) = found.filter(|_| looked == Seen::Holds) else {
        return Err(Seen::Unclear("no function could be made: the answer was lost".to_string()));
    };
    let described = bench.ask(Call::describe(&function.id, Some(Stage::Development))).await;
    let etag = needed(described, "the description of a new function")?.etag.unwrap_or_default();
    Ok((function, etag))
}
