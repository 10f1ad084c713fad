//! What other hands do to an account, past every check but the service's own.

use super::{Account, Function, Stage, Store};
use connfn::{STACK_TAG, operation::FunctionConfig};
use std::collections::BTreeMap;

impl Account {
    /// When the last publication began, or is to begin, that statuses and uses follow.
    pub fn last_publication_ms(&self) -> u64 {
        let published = self.functions.values().filter_map(|function| function.published_at_ms);
        published.chain(self.released.values().copied()).max().unwrap_or_default()
    }

    pub fn fresh_etag(&mut self) -> String {
        self.etag()
    }

    /// Deletes a function, as CloudFront lets anyone who may.
    pub fn delete_by_hand(&mut self, which: usize) {
        let id = which.checked_rem(self.functions.len()).and_then(|nth| self.functions.keys().nth(nth).cloned());
        id.map(|id| self.functions.remove(&id));
    }

    /// Adds a function and a store that no stack owns, of names that no configuration has.
    pub fn add_foreign(&mut self, now_ms: u64) {
        let number = self.number();
        let store = Store {
            id: format!("00000000-0000-4000-9000-{number:012}"),
            comment: "theirs".to_owned(),
            etag: self.etag(),
            tags: BTreeMap::new(),
            created_at_ms: now_ms,
            modified_at_ms: now_ms,
        };
        let config = FunctionConfig {
            comment: "theirs".to_owned(),
            runtime: serde_json::from_str("\"cloudfront-js-2.0\"").unwrap(),
            key_value_store_associations: Some(connfn::operation::StoreAssociations::of(store.arn())),
        };
        let development = Stage { config, code: "theirs".to_owned(), etag: self.etag() };
        let function = Function {
            name: format!("theirs-{number}"),
            tags: BTreeMap::from([(STACK_TAG.to_owned(), "another".to_owned())]),
            live: Some(development.clone()),
            development,
            published_at_ms: Some(now_ms),
            distributions: vec!["E1THEIRS".to_owned()],
        };
        self.functions.insert(format!("cf_theirs_{number}"), function);
        self.stores.insert(format!("theirs-{number}"), store);
    }

    /// Creates a function of this name that no stack owns, unless there is one.
    pub fn take_name(&mut self, name: &str) {
        if self.functions.values().any(|function| function.name == name) {
            return;
        }
        let config = FunctionConfig {
            comment: "theirs".to_owned(),
            runtime: serde_json::from_str("\"cloudfront-js-2.0\"").unwrap(),
            key_value_store_associations: None,
        };
        let function = Function {
            name: name.to_owned(),
            tags: BTreeMap::new(),
            development: Stage { config, code: "theirs".to_owned(), etag: self.etag() },
            live: None,
            published_at_ms: None,
            distributions: Vec::new(),
        };
        let number = self.number();
        self.functions.insert(format!("cf_theirs_{number}"), function);
    }

    /// What a stack does not own. Nothing that connfn does may change it.
    #[must_use]
    pub fn foreign(&self, stack: &str) -> Self {
        let is_foreign = |tags: &BTreeMap<String, String>| tags.get(STACK_TAG).is_none_or(|owner| owner != stack);
        let mut foreign = Self { next: 0, released: BTreeMap::new(), ..self.clone() };
        foreign.functions.retain(|_, function| is_foreign(&function.tags));
        foreign.stores.retain(|_, store| is_foreign(&store.tags));
        foreign
    }
}
