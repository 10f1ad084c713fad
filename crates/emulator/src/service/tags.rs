//! Tags of functions, stores and distributions, which one API addresses by ARN.

use super::context::Cx;
use super::tag_list::{TagInput, check_key, checked};
use super::{arn, functions, stores};
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{State, Tags};

pub(crate) fn tag(cx: &mut Cx<'_>, resource: Option<&str>, input: &[TagInput]) -> ApiResult<()> {
    let tags = checked(of_resource(cx.state, resource)?, input, cx.assumptions)?;
    replace(cx, resource, tags)
}

/// Removes keys; one that is not there is no error.
pub(crate) fn untag(cx: &mut Cx<'_>, resource: Option<&str>, keys: &[String]) -> ApiResult<()> {
    for key in keys {
        check_key(key)?;
    }
    let mut tags = of_resource(cx.state, resource)?.clone();
    tags.retain(|key, _| !keys.contains(key));
    replace(cx, resource, tags)
}

pub(crate) fn list(cx: &Cx<'_>, resource: Option<&str>) -> ApiResult<Tags> {
    of_resource(cx.state, resource).cloned()
}

/// The tags of a resource, to be read.
fn of_resource<'a>(state: &'a State, resource: Option<&str>) -> ApiResult<&'a Tags> {
    let arn = checked_arn(resource)?;
    let function = || state.functions.get(arn::id_in(arn::FUNCTION, arn)?).map(|function| &function.tags);
    let store = || stores::by_arn(state, arn).map(|store| &store.tags);
    let distribution =
        || state.distributions.get(arn::id_in(arn::DISTRIBUTION, arn)?).map(|distribution| &distribution.tags);
    function().or_else(store).or_else(distribution).ok_or_else(no_such_resource)
}

/// Gives a resource its new tags.
fn replace(cx: &mut Cx<'_>, resource: Option<&str>, tags: Tags) -> ApiResult<()> {
    let arn = checked_arn(resource)?;
    let function = arn::id_in(arn::FUNCTION, arn).filter(|_| !cx.assumptions.tagging_keeps_etags());
    if let Some(id) = function {
        functions::renew_etag(cx, id)?;
    }
    let state = &mut *cx.state;
    let found = if let Some(id) = arn::id_in(arn::FUNCTION, arn) {
        state.functions.get_mut(id).map(|function| &mut function.tags)
    } else if let Some(id) = arn::id_in(arn::DISTRIBUTION, arn) {
        state.distributions.get_mut(id).map(|distribution| &mut distribution.tags)
    } else {
        let name = stores::by_arn(state, arn).map(|store| store.name.clone());
        name.and_then(|name| state.stores.get_mut(&name)).map(|store| &mut store.tags)
    };
    *found.ok_or_else(no_such_resource)? = tags;
    Ok(())
}

fn checked_arn(resource: Option<&str>) -> ApiResult<&str> {
    let arn = resource.ok_or_else(|| ApiError::missing("Resource"))?;
    if is_resource_arn(arn) {
        Ok(arn)
    } else {
        Err(ApiError::invalid_argument("The parameter Resource is not a CloudFront ARN."))
    }
}

fn no_such_resource() -> ApiError {
    ApiError::new(Code::NoSuchResource, "The specified resource does not exist.")
}

/// `arn:aws(-cn)?:cloudfront::[0-9]+:.*`.
fn is_resource_arn(arn: &str) -> bool {
    ["arn:aws:cloudfront::", "arn:aws-cn:cloudfront::"]
        .into_iter()
        .find_map(|prefix| arn.strip_prefix(prefix))
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(account, _)| !account.is_empty() && account.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
#[path = "tags_tests.rs"]
mod tests;
