//! Connection functions: two stages, each with its own code, configuration and version.

use std::collections::BTreeMap;

use super::context::Cx;
use super::paging::{Page, PageRequest};
use super::precondition::IfMatch;
use super::stage::Stage;
use super::tag_list::{self, TagInput};
use super::validate::{self, ConfigInput};
use super::{arn, status, stores};
use crate::assumptions::{self, Assumptions};
use crate::error::{ApiError, ApiResult, Code};
use crate::items::StoreItems;
use crate::state::{CodeBytes, Function, FunctionConfig, Live, StageRecord};

/// `CreateConnectionFunctionRequest`.
#[derive(Clone, Debug, Default)]
pub(crate) struct CreateInput {
    pub(crate) name: Option<String>,
    pub(crate) config: Option<ConfigInput>,
    pub(crate) code: Option<Vec<u8>>,
    pub(crate) tags: Vec<TagInput>,
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
    let config = validate::config(input.config.as_ref(), cx.assumptions)?;
    let code = validate::code(input.code.as_deref(), cx.assumptions)?;
    let tags = tag_list::checked(&BTreeMap::new(), &input.tags, cx.assumptions)?;
    stores::check_associable(cx, &config)?;
    let taken_by_a_store = !cx.assumptions.kinds_share_names() && cx.state.stores.contains_key(name);
    if taken_by_a_store || cx.state.functions.values().any(|function| function.name == name) {
        return Err(ApiError::new(
            cx.assumptions.existing_name(),
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
    let config = validate::config(config, cx.assumptions)?;
    let code = validate::code(code, cx.assumptions)?;
    matched(cx, id, if_match)?;
    stores::check_associable(cx, &config)?;
    let before = &by_id(cx, id)?.development;
    let is_the_same = before.config == config && before.code == code;
    let etag = if is_the_same && !cx.assumptions.every_update_renews_etag() {
        before.etag.clone()
    } else {
        cx.state.ids.etag()
    };
    let record = StageRecord { config, code, etag, modified_ms: cx.now_ms };
    by_id_mut(cx, id)?.development = record;
    summary(cx, by_id(cx, id)?, Stage::Development)
}

pub(crate) fn publish(cx: &mut Cx<'_>, id: &str, if_match: Option<&str>) -> ApiResult<Summary> {
    matched(cx, id, if_match)?;
    let (now_ms, publishing_ms) = (cx.now_ms, cx.publishing_ms);
    let assumptions = cx.assumptions;
    let fresh = cx.state.ids.etag();
    if !assumptions.publish_keeps_development_etag() {
        renew_etag(cx, id)?;
    }
    let function = by_id_mut(cx, id)?;
    let etag = match &function.live {
        Some(live) if !assumptions.publish_renews_live_etag() => live.record.etag.clone(),
        _ => fresh,
    };
    let record = StageRecord { etag, modified_ms: now_ms, ..function.development.clone() };
    function.live = Some(Live { record, published_ms: now_ms, publishing_ms });
    let stage = if assumptions.publish_returns_live() { Stage::Live } else { Stage::Development };
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
    pub(crate) now_ms: u64,
    pub(crate) assumptions: Assumptions,
}

/// Checks everything about a test but does not run it.
pub(crate) fn test(
    cx: &mut Cx<'_>,
    id: &str,
    if_match: Option<&str>,
    stage: Stage,
    connection_object: Option<&[u8]>,
) -> ApiResult<Test> {
    validate::resource_id(id)?;
    let object = connection_object.ok_or_else(|| ApiError::missing("ConnectionObject"))?;
    let limit = cx.assumptions.max_connection_object_bytes();
    if object.len() > limit {
        return Err(ApiError::invalid_argument(format!(
            "The connection object has {} bytes; the limit is {limit}.",
            object.len(),
        )));
    }
    let connection = connection(object, cx.assumptions)?;
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    let function = by_id(cx, id)?;
    let tested = record(function, stage)?;
    let versioned = if cx.assumptions.test_matches_tested_stage() { tested } else { &function.development };
    if_match.check(&versioned.etag)?;
    let test = Test {
        summary: summary_of(cx, function, tested, stage),
        code: tested.code.clone(),
        items: cx.assumptions.tested_store(items(cx, &tested.config)),
        connection,
        now_ms: cx.now_ms,
        assumptions: cx.assumptions.clone(),
    };
    if !cx.assumptions.test_keeps_etags() {
        renew_etag(cx, id)?;
    }
    Ok(test)
}

/// A connection object as JSON text.
fn connection(object: &[u8], assumptions: &Assumptions) -> ApiResult<String> {
    let text = str::from_utf8(object)
        .ok()
        .filter(|_| assumptions.connection_object_is_json())
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
    let function = by_identifier(cx, identifier)?;
    let is_told = function.live.is_some() || cx.assumptions.unpublished_has_no_live();
    summary(cx, function, if is_told { stage } else { Stage::Development })
}

/// The code of a stage, and its version.
pub(crate) fn code(cx: &Cx<'_>, identifier: &str, stage: Stage) -> ApiResult<(Vec<u8>, String)> {
    let record = record(by_identifier(cx, identifier)?, stage)?;
    Ok((cx.assumptions.given_back(record.code.as_bytes().to_vec()), record.etag.clone()))
}

pub(crate) fn list(cx: &Cx<'_>, page: &PageRequest, stage: Stage) -> Page<Summary> {
    let listed = cx.state.functions.values().filter(|function| page.holds(&function.name, cx.assumptions));
    let mut listed: Vec<_> = listed.filter_map(|function| Some((function, record(function, stage).ok()?))).collect();
    listed.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    page.cut(listed.into_iter().map(|found| (found.0.name.as_str(), found)), cx.assumptions).map(
        |(function, record)| {
            let mut summary = summary_of(cx, function, record, stage);
            if !cx.assumptions.listing_tells_comments() {
                summary.config.comment.clear();
            }
            summary
        },
    )
}

/// The function that an `Identifier` means.
pub(super) fn by_identifier<'a>(cx: &'a Cx<'_>, identifier: &str) -> ApiResult<&'a Function> {
    let functions = &cx.state.functions;
    // An id wins over another function's name.
    let mut found = functions.get(identifier);
    if cx.assumptions.identifier_may_be_arn_or_name() {
        let by_arn = || functions.get(arn::id_in(arn::FUNCTION, identifier)?);
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
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    let function = by_id(cx, id)?;
    let live = function.live.as_ref().filter(|_| !cx.assumptions.change_wants_development_etag());
    if live.is_some_and(|live| if_match.check(&live.record.etag).is_ok()) {
        return Ok(());
    }
    if_match.check(&function.development.etag)
}

/// Gives DEVELOPMENT another version, though nobody has updated it.
pub(super) fn renew_etag(cx: &mut Cx<'_>, id: &str) -> ApiResult<()> {
    let etag = cx.state.ids.etag();
    by_id_mut(cx, id)?.development.etag = etag;
    Ok(())
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
