//! Distributions, just enough to associate a function with one.
//!
//! The submitted configuration is kept and echoed; only what decides about an association is read.

use std::collections::BTreeMap;

use super::context::Cx;
use super::paging::{Page, PageRequest};
use super::precondition::IfMatch;
use super::{functions, status};
use crate::assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::Distribution;
use crate::xml::Element;

/// A distribution, as Get tells it.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    pub(crate) id: String,
    pub(crate) domain_name: String,
    pub(crate) status: &'static str,
    pub(crate) modified_ms: u64,
    pub(crate) etag: String,
    /// The `DistributionConfig` element.
    pub(crate) config: Element,
}

/// What matters in a `DistributionConfig`.
struct Facts {
    caller_reference: String,
    enabled: bool,
    function: Option<String>,
}

pub(crate) fn create(cx: &mut Cx<'_>, config: &Element) -> ApiResult<Summary> {
    let facts = checked(cx, config)?;
    let taken = |d: &Distribution| d.caller_reference == facts.caller_reference;
    if cx.state.distributions.values().any(taken) {
        return Err(ApiError::new(
            Code::DistributionAlreadyExists,
            "The caller reference is already in use by another distribution.",
        ));
    }
    let id = cx.state.ids.distribution_id();
    let distribution = Distribution {
        id: id.clone(),
        domain_name: format!("d{}.cloudfront.net", cx.state.ids.etag().to_ascii_lowercase()),
        etag: cx.state.ids.etag(),
        config_xml: config.content(),
        caller_reference: facts.caller_reference,
        enabled: facts.enabled,
        function: facts.function,
        associated_ms: cx.now_ms,
        modified_ms: cx.now_ms,
        tags: BTreeMap::new(),
    };
    cx.state.distributions.insert(id.clone(), distribution);
    get(cx, &id)
}

pub(crate) fn get(cx: &Cx<'_>, id: &str) -> ApiResult<Summary> {
    let distribution = by_id(cx, id)?;
    let config = Element::from_content("DistributionConfig", &distribution.config_xml)
        .map_err(|error| ApiError::new(Code::InternalFailure, error))?;
    Ok(Summary {
        id: distribution.id.clone(),
        domain_name: distribution.domain_name.clone(),
        status: status::of_distribution(cx, distribution),
        modified_ms: distribution.modified_ms,
        etag: distribution.etag.clone(),
        config,
    })
}

pub(crate) fn update(cx: &mut Cx<'_>, id: &str, if_match: Option<&str>, config: &Element) -> ApiResult<Summary> {
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    let current = by_id(cx, id)?;
    if_match.check(&current.etag)?;
    let facts = checked(cx, config)?;
    if facts.caller_reference != current.caller_reference {
        return Err(ApiError::new(
            Code::IllegalUpdate,
            "The update contains modifications that are not allowed: CallerReference.",
        ));
    }
    let etag = cx.state.ids.etag();
    let now_ms = cx.now_ms;
    let distribution = cx.state.distributions.get_mut(id).ok_or_else(not_found)?;
    if distribution.function != facts.function {
        distribution.associated_ms = now_ms;
    }
    distribution.function = facts.function;
    distribution.enabled = facts.enabled;
    distribution.config_xml = config.content();
    distribution.etag = etag;
    distribution.modified_ms = now_ms;
    get(cx, id)
}

pub(crate) fn delete(cx: &mut Cx<'_>, id: &str, if_match: Option<&str>) -> ApiResult<()> {
    let if_match = IfMatch::parse(if_match, cx.assumptions)?;
    let distribution = by_id(cx, id)?;
    if_match.check(&distribution.etag)?;
    if distribution.enabled {
        return Err(ApiError::new(
            Code::DistributionNotDisabled,
            "The distribution you are trying to delete has not been disabled.",
        ));
    }
    cx.state.distributions.remove(id);
    Ok(())
}

/// The distributions that a function is associated with.
pub(crate) fn by_function(cx: &Cx<'_>, identifier: Option<&str>, page: &PageRequest) -> ApiResult<Page<Summary>> {
    let identifier = identifier.ok_or_else(|| ApiError::missing("ConnectionFunctionIdentifier"))?;
    let function = functions::by_identifier(cx, identifier)?;
    let associated = cx.state.distributions.values().filter(|d| d.function.as_ref() == Some(&function.id));
    let summaries =
        associated.map(|d| get(cx, &d.id).map(|summary| (d.id.clone(), summary))).collect::<ApiResult<Vec<_>>>()?;
    Ok(page.cut(summaries, cx.assumptions))
}

fn checked(cx: &Cx<'_>, config: &Element) -> ApiResult<Facts> {
    check_quantities(config)?;
    let required = |name| config.child_text(name).ok_or_else(|| ApiError::missing(name));
    let caller_reference = required("CallerReference")?.to_owned();
    required("Comment")?;
    let enabled = match required("Enabled")?.trim() {
        "true" => true,
        "false" => false,
        _ => return Err(ApiError::invalid_argument("The parameter Enabled is no boolean.")),
    };
    let function = match config.child("ConnectionFunctionAssociation") {
        None => None,
        Some(association) => {
            let id = association.child_text("Id").ok_or_else(|| ApiError::missing("Id"))?;
            if functions::by_id(cx, id)?.live.is_none() {
                return Err(ApiError::new(
                    assumptions::FUNCTION_NOT_LIVE,
                    "A connection function must be published before it can be associated.",
                ));
            }
            check_mtls(config)?;
            Some(id.to_owned())
        }
    };
    Ok(Facts { caller_reference, enabled, function })
}

fn check_mtls(config: &Element) -> ApiResult<()> {
    let mtls = config.child("ViewerMtlsConfig");
    let mode = mtls.and_then(|mtls| mtls.child_text("Mode"));
    let store = mtls.and_then(|mtls| mtls.child("TrustStoreConfig")).and_then(|store| store.child_text("TrustStoreId"));
    let sound = match mode {
        Some("passthrough") => true,
        Some("required" | "optional") => store.is_some_and(|id| !id.is_empty()),
        _ => false,
    };
    if sound || !assumptions::ASSOCIATION_NEEDS_MTLS {
        return Ok(());
    }
    Err(ApiError::invalid_argument("A connection function needs ViewerMtlsConfig with a mode and a trust store."))
}

/// Every `Quantity` must be the number of its `Items`.
fn check_quantities(element: &Element) -> ApiResult<()> {
    if let Some(quantity) = element.child_text("Quantity") {
        let items = element.child("Items").map_or(0, |items| items.children.len());
        if quantity.trim().parse() != Ok(items) {
            return Err(ApiError::new(
                Code::InconsistentQuantities,
                format!("The quantity of {} does not match its items.", element.name),
            ));
        }
    }
    element.children.iter().try_for_each(check_quantities)
}

fn by_id<'a>(cx: &'a Cx<'_>, id: &str) -> ApiResult<&'a Distribution> {
    cx.state.distributions.get(id).ok_or_else(not_found)
}

fn not_found() -> ApiError {
    ApiError::new(Code::NoSuchDistribution, "The specified distribution does not exist.")
}

#[cfg(test)]
#[path = "distributions_tests.rs"]
mod tests;
