//! Tags of functions, stores and distributions, which one API addresses by ARN.

use std::collections::BTreeSet;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use super::{Cx, DISTRIBUTION, FUNCTION, functions, id_in_arn, stores};
use crate::assumptions::{self, Assumptions};
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{State, Tags};

/// A `Tag` as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagInput {
    pub(crate) key: Option<String>,
    pub(crate) value: Option<String>,
}

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

/// The tags that a resource has once `input` is added to what it has.
pub(super) fn checked(existing: &Tags, input: &[TagInput], assumptions: &Assumptions) -> ApiResult<Tags> {
    let mut tags = existing.clone();
    let mut seen = BTreeSet::new();
    for tag in input {
        let key = tag.key.as_deref().ok_or_else(|| invalid("A tag has no key."))?;
        check_key(key)?;
        let value = tag.value.as_deref().unwrap_or_default();
        let well_formed = value.chars().count() <= 256 && value.chars().all(is_tag_char);
        if !well_formed || !assumptions.takes_tag_value(value) {
            return Err(invalid(format!("The value of the tag {key} is not valid.")));
        }
        if !seen.insert(key) {
            return Err(invalid(format!("The tag key {key} is given twice.")));
        }
        tags.insert(key.to_owned(), value.to_owned());
    }
    let most = assumptions.max_tags();
    if tags.len() > most {
        return Err(invalid(format!("A resource has at most {most} tags.")));
    }
    Ok(tags)
}

fn check_key(key: &str) -> ApiResult<()> {
    if !(1..=128).contains(&key.chars().count()) || !key.chars().all(is_tag_char) {
        return Err(invalid("A tag key is not valid."));
    }
    if key.to_ascii_lowercase().starts_with(assumptions::RESERVED_TAG_PREFIX) {
        return Err(invalid(format!("Tag keys that begin with {} are reserved.", assumptions::RESERVED_TAG_PREFIX)));
    }
    Ok(())
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
fn is_tag_char(c: char) -> bool {
    matches!(c, '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@')
        || matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Number
        )
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new(Code::InvalidTagging, message)
}

/// The tags of a resource, to be read.
fn of_resource<'a>(state: &'a State, resource: Option<&str>) -> ApiResult<&'a Tags> {
    let arn = checked_arn(resource)?;
    let function = || state.functions.get(id_in_arn(FUNCTION, arn)?).map(|function| &function.tags);
    let store = || stores::by_arn(state, arn).map(|store| &store.tags);
    let distribution = || state.distributions.get(id_in_arn(DISTRIBUTION, arn)?).map(|distribution| &distribution.tags);
    function().or_else(store).or_else(distribution).ok_or_else(no_such_resource)
}

/// Gives a resource its new tags.
fn replace(cx: &mut Cx<'_>, resource: Option<&str>, tags: Tags) -> ApiResult<()> {
    let arn = checked_arn(resource)?;
    let function = id_in_arn(FUNCTION, arn).filter(|_| !cx.assumptions.tagging_keeps_etags());
    if let Some(id) = function {
        functions::renew_etag(cx, id)?;
    }
    let state = &mut *cx.state;
    let found = if let Some(id) = id_in_arn(FUNCTION, arn) {
        state.functions.get_mut(id).map(|function| &mut function.tags)
    } else if let Some(id) = id_in_arn(DISTRIBUTION, arn) {
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
