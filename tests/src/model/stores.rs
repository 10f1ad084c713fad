//! Key value stores, as the control plane has them.

use super::{ACCOUNT, Account, Answer, PROVISIONING_MS, RELEASING_MS, Store, check_version, not_found, refuse};
use connfn::operation::{CreateStore, Response, ServiceError, StoreSummary, StoreVersion, UpdateStore};

impl Store {
    pub fn arn(&self) -> String {
        format!("arn:aws:cloudfront::{ACCOUNT}:key-value-store/{}", self.id)
    }

    pub fn status(&self, now_ms: u64) -> &'static str {
        if now_ms.saturating_sub(self.created_at_ms) < PROVISIONING_MS { "PROVISIONING" } else { "READY" }
    }

    pub fn last_modified_time(&self) -> String {
        format!("2026-01-01T00:00:00Z+{}ms", self.modified_at_ms)
    }
}

impl Account {
    pub(super) fn create_store(&mut self, input: &CreateStore<String>, now_ms: u64) -> Answer {
        if self.stores.contains_key(&input.name) {
            return Err(refuse("EntityAlreadyExists", "a store of this name exists"));
        }
        let store = Store {
            id: format!("00000000-0000-4000-8000-{:012}", self.number()),
            comment: input.comment.clone(),
            etag: self.etag(),
            tags: input.tags.items.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            created_at_ms: now_ms,
            modified_at_ms: now_ms,
        };
        self.stores.insert(input.name.clone(), store);
        self.describe_store(&input.name, now_ms)
    }

    pub(super) fn update_store(&mut self, input: &UpdateStore<String>, now_ms: u64) -> Answer {
        check_version(input.if_match.as_ref(), &self.store(&input.name)?.etag)?;
        let etag = self.etag();
        let store = self.stores.get_mut(&input.name).unwrap();
        store.comment.clone_from(&input.comment);
        store.etag = etag;
        store.modified_at_ms = now_ms;
        self.describe_store(&input.name, now_ms)
    }

    pub(super) fn delete_store(&mut self, input: &StoreVersion, now_ms: u64) -> Answer {
        let store = self.store(&input.name)?;
        check_version(input.if_match.as_ref(), &store.etag)?;
        let arn = store.arn();
        let lags = self.released.get(&arn).is_some_and(|at_ms| now_ms.saturating_sub(*at_ms) < RELEASING_MS);
        if lags || self.used_stores().contains(&arn) {
            return Err(refuse("CannotDeleteEntityWhileInUse", "a function uses the store"));
        }
        self.stores.remove(&input.name);
        Ok(Response::default())
    }

    pub(super) fn describe_store(&self, name: &str, now_ms: u64) -> Answer {
        let store = self.store(name)?;
        Ok(Response {
            etag: Some(store.etag.clone()),
            key_value_store: Some(StoreSummary {
                name: name.to_owned(),
                id: store.id.clone(),
                comment: store.comment.clone(),
                arn: store.arn(),
                status: Some(store.status(now_ms).to_owned()),
                last_modified_time: Some(store.last_modified_time()),
            }),
            ..Response::default()
        })
    }

    fn store(&self, name: &str) -> Result<&Store, ServiceError> {
        self.stores.get(name).ok_or_else(|| not_found("the store"))
    }
}
