//! Tags of functions, stores and distributions, which one API addresses by ARN.

use std::collections::BTreeSet;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use super::{Cx, distribution_arn, function_arn, store_arn};
use crate::assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::Tags;

/// A `Tag` as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagInput {
    pub(crate) key: Option<String>,
    pub(crate) value: Option<String>,
}

pub(crate) fn tag(cx: &mut Cx<'_>, resource: Option<&str>, input: &[TagInput]) -> ApiResult<()> {
    let tags = of_resource(cx, resource)?;
    *tags = checked(tags, input)?;
    Ok(())
}

/// Removes keys; one that is not there is no error.
pub(crate) fn untag(cx: &mut Cx<'_>, resource: Option<&str>, keys: &[String]) -> ApiResult<()> {
    for key in keys {
        check_key(key)?;
    }
    let tags = of_resource(cx, resource)?;
    tags.retain(|key, _| !keys.contains(key));
    Ok(())
}

pub(crate) fn list(cx: &mut Cx<'_>, resource: Option<&str>) -> ApiResult<Tags> {
    of_resource(cx, resource).map(|tags| tags.clone())
}

/// The tags that a resource has once `input` is added to what it has.
pub(super) fn checked(existing: &Tags, input: &[TagInput]) -> ApiResult<Tags> {
    let mut tags = existing.clone();
    let mut seen = BTreeSet::new();
    for tag in input {
        let key = tag.key.as_deref().ok_or_else(|| invalid("A tag has no key."))?;
        check_key(key)?;
        let value = tag.value.as_deref().unwrap_or_default();
        if value.chars().count() > 256 || !value.chars().all(is_tag_char) {
            return Err(invalid(format!("The value of the tag {key} is not valid.")));
        }
        if !seen.insert(key) {
            return Err(invalid(format!("The tag key {key} is given twice.")));
        }
        tags.insert(key.to_owned(), value.to_owned());
    }
    if tags.len() > assumptions::MAX_TAGS {
        return Err(invalid(format!("A resource has at most {} tags.", assumptions::MAX_TAGS)));
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

fn of_resource<'a>(cx: &'a mut Cx<'_>, resource: Option<&str>) -> ApiResult<&'a mut Tags> {
    let arn = resource.ok_or_else(|| ApiError::missing("Resource"))?;
    if !is_resource_arn(arn) {
        return Err(ApiError::invalid_argument("The parameter Resource is not a CloudFront ARN."));
    }
    let state = &mut *cx.state;
    let functions = state.functions.values_mut().map(|f| (function_arn(&f.id), &mut f.tags));
    let stores = state.stores.values_mut().map(|s| (store_arn(&s.id), &mut s.tags));
    let distributions = state.distributions.values_mut().map(|d| (distribution_arn(&d.id), &mut d.tags));
    functions
        .chain(stores)
        .chain(distributions)
        .find(|(candidate, _)| candidate == arn)
        .map(|(_, tags)| tags)
        .ok_or_else(|| ApiError::new(Code::NoSuchResource, "The specified resource does not exist."))
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
