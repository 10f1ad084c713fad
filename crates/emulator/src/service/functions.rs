//! Connection functions: two stages, each with its own code, configuration and version.

use std::collections::BTreeMap;

use super::paging::{Page, PageRequest};
use super::precondition::IfMatch;
use super::{Cx, FUNCTION, Stage, id_in_arn, status, stores, tags, validate};
use crate::assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::items::StoreItems;
use crate::state::{CodeBytes, Function, FunctionConfig, Live, StageRecord};

/// A `FunctionConfig` as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConfigInput {
    pub(crate) comment: Option<String>,
    pub(crate) runtime: Option<String>,
    pub(crate) associations: Option<AssociationsInput>,
}

/// `KeyValueStoreAssociations` as they were written.
#[derive(Clone, Debug, Default)]
pub(crate) struct AssociationsInput {
    pub(crate) quantity: Option<String>,
    /// An item without an ARN is `None`.
    pub(crate) arns: Vec<Option<String>>,
}

/// `CreateConnectionFunctionRequest`.
#[derive(Clone, Debug, Default)]
pub(crate) struct CreateInput {
    pub(crate) name: Option<String>,
    pub(crate) config: Option<ConfigInput>,
    pub(crate) code: Option<Vec<u8>>,
    pub(crate) tags: Vec<tags::TagInput>,
}

/// One stage of a function, as Describe tells it.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) config: FunctionConfig,
    pub(crate) status: &'static str,
    pub(crate) stage: Stage,
    pub(crate) created_ms: u64,
    pub(crate) modified_ms: u64,
    pub(crate) etag: String,
}

pub(crate) fn create(cx: &mut Cx<'_>, input: &CreateInput) -> ApiResult<Summary> {
    let name = validate::name(input.name.as_deref())?;
    let config = validate::config(input.config.as_ref())?;
    let code = validate::code(input.code.as_deref())?;
    let tags = tags::checked(&BTreeMap::new(), &input.tags)?;
    stores::check_associable(cx, &config)?;
    if cx.state.functions.values().any(|function| function.name == name) {
        return Err(ApiError::new(
            Code::EntityAlreadyExists,
            format!("A connection function with the name {name} already exists."),
        ));
    }
    if cx.state.functions.len() >= cx.settings.max_functions {
        return Err(ApiError::new(
            Code::EntityLimitExceeded,
            format!("The account has reached its {} connection functions.", cx.settings.max_functions),
        ));
    }
    let id = cx.state.ids.function_id();
    let etag = cx.state.ids.etag();
    let function = Function {
        id: id.clone(),
        name: name.to_owned(),
        created_ms: cx.now_ms,
        development: StageRecord { config, code, etag, modified_ms: cx.now_ms },
        live: None,
        tags,
    };
    cx.state.functions.insert(id.clone(), function);
    summary(cx, by_id(cx, &id)?, Stage::Development)
}

pub(crate) fn update(
    cx: &mut Cx<'_>,
    id: &str,
    if_match: Option<&str>,
    config: Option<&ConfigInput>,
    code: Option<&[u8]>,
) -> ApiResult<Summary> {
    let config = validate::config(config)?;
    let code = validate::code(code)?;
    matched(cx, id, if_match)?;
    stores::check_associable(cx, &config)?;
    let etag = cx.state.ids.etag();
    let record = StageRecord { config, code, etag, modified_ms: cx.now_ms };
    by_id_mut(cx, id)?.development = record;
    summary(cx, by_id(cx, id)?, Stage::Development)
}

pub(crate) fn publish(cx: &mut Cx<'_>, id: &str, if_match: Option<&str>) -> ApiResult<Summary> {
    matched(cx, id, if_match)?;
    let (now_ms, publishing_ms) = (cx.now_ms, cx.publishing_ms);
    let fresh = cx.state.ids.etag();
    let function = by_id_mut(cx, id)?;
    let etag = match &function.live {
        Some(live) if !assumptions::PUBLISH_RENEWS_LIVE_ETAG => live.record.etag.clone(),
        _ => fresh,
    };
    let record = StageRecord { etag, modified_ms: now_ms, ..function.development.clone() };
    function.live = Some(Live { record, published_ms: now_ms, publishing_ms });
    let stage = if assumptions::PUBLISH_RETURNS_LIVE { Stage::Live } else { Stage::Development };
    summary(cx, by_id(cx, id)?, stage)
}

/// A test that is in order, and all that it takes to run it.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) summary: Summary,
    pub(crate) code: CodeBytes,
    /// What the associated store holds, if one is associated.
    pub(crate) items: Option<StoreItems>,
    /// The JSON text of an object.
    pub(crate) connection: String,
}

/// Checks everything about a test but does not run it.
pub(crate) fn test(
    cx: &Cx<'_>,
    id: &str,
    if_match: Option<&str>,
    stage: Stage,
    connection_object: Option<&[u8]>,
) -> ApiResult<Test> {
    validate::resource_id(id)?;
    let object = connection_object.ok_or_else(|| ApiError::missing("ConnectionObject"))?;
    if object.len() > assumptions::MAX_CONNECTION_OBJECT_BYTES {
        return Err(ApiError::invalid_argument(format!(
            "The connection object has {} bytes; the limit is {}.",
            object.len(),
            assumptions::MAX_CONNECTION_OBJECT_BYTES
        )));
    }
    let connection = connection(object)?;
    let if_match = IfMatch::parse(if_match)?;
    let function = by_id(cx, id)?;
    let tested = record(function, stage)?;
    let versioned = if assumptions::TEST_MATCHES_TESTED_STAGE { tested } else { &function.development };
    if_match.check(&versioned.etag)?;
    Ok(Test {
        summary: summary_of(cx, function, tested, stage),
        code: tested.code.clone(),
        items: items(cx, &tested.config),
        connection,
    })
}

/// A connection object as JSON text.
fn connection(object: &[u8]) -> ApiResult<String> {
    let text = str::from_utf8(object)
        .ok()
        .filter(|text| serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_object()));
    text.map(str::to_owned)
        .ok_or_else(|| ApiError::new(assumptions::NO_CONNECTION_OBJECT, "The parameter ConnectionObject is not valid."))
}

/// What the store holds that a configuration names.
fn items(cx: &Cx<'_>, config: &FunctionConfig) -> Option<StoreItems> {
    let arn = config.store_arns.iter().flatten().next()?;
    Some(stores::by_arn(cx.state, arn).map(|store| store.items.clone()).unwrap_or_default())
}

pub(crate) fn delete(cx: &mut Cx<'_>, id: &str, if_match: Option<&str>) -> ApiResult<()> {
    matched(cx, id, if_match)?;
    if cx.state.distributions.values().any(|d| d.function.as_deref() == Some(id)) {
        return Err(ApiError::new(
            Code::CannotDeleteEntityWhileInUse,
            "The connection function is associated with a distribution.",
        ));
    }
    cx.state.functions.remove(id);
    Ok(())
}

pub(crate) fn describe(cx: &Cx<'_>, identifier: &str, stage: Stage) -> ApiResult<Summary> {
    summary(cx, by_identifier(cx, identifier)?, stage)
}

/// The code of a stage, and its version.
pub(crate) fn code(cx: &Cx<'_>, identifier: &str, stage: Stage) -> ApiResult<(Vec<u8>, String)> {
    let record = record(by_identifier(cx, identifier)?, stage)?;
    Ok((record.code.as_bytes().to_vec(), record.etag.clone()))
}

pub(crate) fn list(cx: &Cx<'_>, page: &PageRequest, stage: Stage) -> Page<Summary> {
    let listed = cx.state.functions.values().filter(|function| page.holds(&function.name));
    let mut listed: Vec<_> = listed.filter_map(|function| Some((function, record(function, stage).ok()?))).collect();
    listed.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    page.cut(listed.into_iter().map(|found| (found.0.name.as_str(), found)))
        .map(|(function, record)| summary_of(cx, function, record, stage))
}

/// The function that an `Identifier` means.
pub(super) fn by_identifier<'a>(cx: &'a Cx<'_>, identifier: &str) -> ApiResult<&'a Function> {
    let functions = &cx.state.functions;
    // An id wins over another function's name.
    let mut found = functions.get(identifier);
    if assumptions::IDENTIFIER_MAY_BE_ARN_OR_NAME {
        let by_arn = || functions.get(id_in_arn(FUNCTION, identifier)?);
        let by_name = || functions.values().find(|function| function.name == identifier);
        found = found.or_else(by_arn).or_else(by_name);
    }
    found.ok_or_else(not_found)
}

pub(super) fn by_id<'a>(cx: &'a Cx<'_>, id: &str) -> ApiResult<&'a Function> {
    cx.state.functions.get(id).ok_or_else(not_found)
}

fn by_id_mut<'a>(cx: &'a mut Cx<'_>, id: &str) -> ApiResult<&'a mut Function> {
    cx.state.functions.get_mut(id).ok_or_else(not_found)
}

/// Checks that the function exists in the version that the caller believes in.
fn matched(cx: &Cx<'_>, id: &str, if_match: Option<&str>) -> ApiResult<()> {
    validate::resource_id(id)?;
    let if_match = IfMatch::parse(if_match)?;
    if_match.check(&by_id(cx, id)?.development.etag)
}

fn record(function: &Function, stage: Stage) -> ApiResult<&StageRecord> {
    match stage {
        Stage::Development => Ok(&function.development),
        Stage::Live => function.live.as_ref().map(|live| &live.record).ok_or_else(not_found),
    }
}

fn summary(cx: &Cx<'_>, function: &Function, stage: Stage) -> ApiResult<Summary> {
    Ok(summary_of(cx, function, record(function, stage)?, stage))
}

fn summary_of(cx: &Cx<'_>, function: &Function, record: &StageRecord, stage: Stage) -> Summary {
    Summary {
        name: function.name.clone(),
        id: function.id.clone(),
        config: record.config.clone(),
        status: status::of_function(cx, function, stage),
        stage,
        created_ms: function.created_ms,
        modified_ms: record.modified_ms,
        etag: record.etag.clone(),
    }
}

fn not_found() -> ApiError {
    ApiError::new(Code::EntityNotFound, "The connection function does not exist in the given stage.")
}

#[cfg(test)]
#[path = "functions_tests.rs"]
mod tests;
