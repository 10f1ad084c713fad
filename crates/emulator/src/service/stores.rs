//! Key value stores, as far as the control plane goes: their items live in another API.

use std::collections::BTreeMap;

use super::context::{Cx, Settings};
use super::paging::{Page, PageRequest};
use super::precondition::IfMatch;
use super::tag_list::{self, TagInput};
use super::{arn, status, validate};
use crate::assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{FunctionConfig, State, Store};

/// `CreateKeyValueStoreRequest`.
#[derive(Clone, Debug, Default)]
pub(crate) struct CreateInput {
    pub(crate) name: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) import_source: Option<ImportSource>,
    pub(crate) tags: Vec<TagInput>,
}

/// `ImportSource` as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct ImportSource {
    pub(crate) source_type: Option<String>,
    pub(crate) source_arn: Option<String>,
}

/// A store, as Describe tells it.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) comment: String,
    pub(crate) status: &'static str,
    pub(crate) modified_ms: u64,
    pub(crate) etag: String,
}

pub(crate) fn create(cx: &mut Cx<'_>, input: &CreateInput) -> ApiResult<Summary> {
    let name = validate::name(input.name.as_deref())?;
    let comment = checked_comment(input.comment.as_deref().unwrap_or_default())?;
    if let Some(source) = &input.import_source {
        check_import(source)?;
    }
    // The model of this operation has no InvalidTagging.
    let tags = tag_list::checked(&BTreeMap::new(), &input.tags, cx.assumptions)
        .map_err(|error| ApiError::invalid_argument(error.message))?;
    let taken_by_a_function =
        !cx.assumptions.kinds_share_names() && cx.state.functions.values().any(|function| function.name == name);
    if taken_by_a_function || cx.state.stores.contains_key(name) {
        return Err(ApiError::new(
            cx.assumptions.existing_name(),
            format!("A key value store with the name {name} already exists."),
        ));
    }
    if cx.state.stores.len() >= cx.settings.max_stores {
        return Err(ApiError::new(
            Code::EntityLimitExceeded,
            format!("The account has reached its {} key value stores.", cx.settings.max_stores),
        ));
    }
    let uuid = cx.state.ids.uuid();
    let store = Store {
        name: name.to_owned(),
        id: if cx.assumptions.store_arn_ends_in_uuid() { uuid } else { name.to_owned() },
        comment,
        etag: cx.state.ids.etag(),
        created_ms: cx.now_ms,
        modified_ms: cx.now_ms,
        tags,
        items: cx.settings.items.get(name).cloned().unwrap_or_default(),
    };
    let created = summary(cx, &store);
    cx.state.stores.insert(store.name.clone(), store);
    Ok(created)
}

pub(crate) fn describe(cx: &Cx<'_>, name: &str) -> ApiResult<Summary> {
    let name = validate::name(Some(name))?;
    let store = by_name(cx, name).map_err(|error| ApiError { code: cx.assumptions.missing_store(), ..error })?;
    Ok(summary(cx, store))
}

pub(crate) fn update(cx: &mut Cx<'_>, name: &str, if_match: Option<&str>, comment: Option<&str>) -> ApiResult<Summary> {
    let name = validate::name(Some(name))?;
    let comment = checked_comment(comment.ok_or_else(|| ApiError::missing("Comment"))?)?;
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    if_match.check(&by_name(cx, name)?.etag)?;
    let etag = cx.state.ids.etag();
    let now_ms = cx.now_ms;
    let store = cx.state.stores.get_mut(name).ok_or_else(not_found)?;
    store.comment = comment;
    store.etag = etag;
    store.modified_ms = now_ms;
    describe(cx, name)
}

/// A name that is no name is not found here: the model of this operation has no InvalidArgument.
pub(crate) fn delete(cx: &mut Cx<'_>, name: &str, if_match: Option<&str>) -> ApiResult<()> {
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    let store = by_name(cx, name)?;
    if_match.check(&store.etag)?;
    let arn = arn::of_store(&store.id);
    let in_use = cx.state.functions.values().any(|function| {
        let live = function.live.as_ref().map(|live| &live.record.config);
        [Some(&function.development.config), live]
            .into_iter()
            .flatten()
            .flat_map(|config| config.store_arns.iter().flatten())
            .any(|used| *used == arn)
    });
    if in_use && cx.assumptions.store_in_use_stays() {
        return Err(ApiError::new(
            Code::CannotDeleteEntityWhileInUse,
            "The key value store is associated with a function.",
        ));
    }
    cx.state.stores.remove(name);
    Ok(())
}

pub(crate) fn list(cx: &Cx<'_>, page: &PageRequest, wanted: Option<&str>) -> Page<Summary> {
    let listed = |store: &&Store| wanted.is_none_or(|wanted| status::of_store(cx, store) == wanted);
    let stores = cx.state.stores.values().filter(listed);
    page.cut(stores.map(|store| (store.name.as_str(), store)), cx.assumptions).map(|store| summary(cx, store))
}

/// Gives stores that are there the items that stores of their names are created with.
pub(crate) fn give_items(state: &mut State, settings: &Settings) {
    for (name, items) in &settings.items {
        if let Some(store) = state.stores.get_mut(name) {
            store.items = items.clone();
        }
    }
}

/// Checks that a function may use the stores that its configuration names.
pub(super) fn check_associable(cx: &Cx<'_>, config: &FunctionConfig) -> ApiResult<()> {
    for arn in config.store_arns.iter().flatten() {
        let store = by_arn(cx.state, arn).ok_or_else(|| {
            ApiError::new(cx.assumptions.no_such_store(), format!("The key value store {arn} does not exist."))
        })?;
        if cx.assumptions.store_must_be_ready() && status::of_store(cx, store) != status::READY {
            return Err(ApiError::invalid_argument(
                "The key value store cannot be associated before it is provisioned.",
            ));
        }
    }
    Ok(())
}

fn checked_comment(comment: &str) -> ApiResult<String> {
    if comment.chars().count() > 128 {
        return Err(ApiError::invalid_argument("The parameter Comment must have at most 128 characters."));
    }
    Ok(comment.to_owned())
}

fn check_import(source: &ImportSource) -> ApiResult<()> {
    let kind = source.source_type.as_deref().ok_or_else(|| ApiError::missing("SourceType"))?;
    if kind != "S3" {
        return Err(ApiError::invalid_argument(format!("The parameter SourceType must be S3, not {kind}.")));
    }
    let arn = source.source_arn.as_deref().ok_or_else(|| ApiError::missing("SourceARN"))?;
    if !arn.starts_with("arn:") || !assumptions::IMPORTS_SUCCEED {
        return Err(ApiError::invalid_argument("The parameter SourceARN is not valid."));
    }
    Ok(())
}

fn by_name<'a>(cx: &'a Cx<'_>, name: &str) -> ApiResult<&'a Store> {
    cx.state.stores.get(name).ok_or_else(not_found)
}

/// The store that an ARN means.
pub(super) fn by_arn<'a>(state: &'a State, arn: &str) -> Option<&'a Store> {
    let id = arn::id_in(arn::STORE, arn)?;
    state.stores.values().find(|store| store.id == id)
}

fn not_found() -> ApiError {
    ApiError::new(Code::EntityNotFound, "The key value store does not exist.")
}

fn summary(cx: &Cx<'_>, store: &Store) -> Summary {
    Summary {
        name: store.name.clone(),
        id: store.id.clone(),
        comment: store.comment.clone(),
        status: status::of_store(cx, store),
        modified_ms: store.modified_ms,
        etag: store.etag.clone(),
    }
}

#[cfg(test)]
#[path = "stores_tests.rs"]
mod tests;
