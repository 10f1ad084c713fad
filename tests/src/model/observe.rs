//! The account as an observed state, read in one moment and in full.

use super::{Account, Function, Stage};
use connfn::{
    Digest, ObservedState, Scope,
    observed::{Code, Content, ObservedFunction, ObservedStage, ObservedStore},
};
use std::collections::BTreeSet;

impl Account {
    pub fn observe(&self, now_ms: u64) -> ObservedState {
        let mut state = ObservedState::default();
        for (id, function) in &self.functions {
            for stage in function.stages() {
                state.code.insert(Digest::of(stage.code.as_bytes()), Code::Text(stage.code.clone()));
            }
            let observed = ObservedFunction {
                name: function.name.clone(),
                arn: Function::arn(id),
                status: function.status(now_ms).to_owned(),
                tags: function.tags.clone().into_iter().collect(),
                development: function.development.observe(),
                live: function.live.as_ref().map(Stage::observe),
                distributions: Some(function.distributions.clone()),
            };
            state.functions.insert(id.clone(), observed);
        }
        for (name, store) in &self.stores {
            let observed = ObservedStore {
                id: store.id.clone(),
                arn: store.arn(),
                comment: store.comment.clone(),
                status: store.status(now_ms).to_owned(),
                last_modified_time: store.last_modified_time(),
                etag: Some(store.etag.clone()),
                tags: store.tags.clone().into_iter().collect(),
            };
            state.stores.insert(name.clone(), observed);
        }
        state
    }
}

/// The same account as an executor observes it that reads in full only what a plan has to know.
pub fn within(scope: &Scope, mut state: ObservedState) -> ObservedState {
    let mut held = BTreeSet::new();
    for (id, function) in &mut state.functions {
        if !scope.reads_function(id, &function.name, &function.tags) {
            function.development.content = None;
            function.live.iter_mut().for_each(|live| live.content = None);
        }
        if !scope.reads_distributions(&function.name, &function.tags) {
            function.distributions = None;
        }
        let stages = [&function.development].into_iter().chain(&function.live);
        held.extend(stages.filter_map(|stage| stage.content.as_ref()).map(|content| content.code.clone()));
    }
    state.code.retain(|digest, _| held.contains(digest));
    for (name, store) in &mut state.stores {
        if !scope.reads_store(name, &store.tags) {
            store.etag = None;
        }
    }
    state
}

impl Stage {
    fn observe(&self) -> ObservedStage {
        ObservedStage {
            comment: self.config.comment.clone(),
            runtime: self.config.runtime.as_str().to_owned(),
            store_arns: self.store_arns().cloned().collect(),
            content: Some(Content { etag: self.etag.clone(), code: Digest::of(self.code.as_bytes()) }),
        }
    }
}
