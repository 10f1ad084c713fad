//! The form of single values: what the API model and the quotas allow.

use crate::assumptions::Assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::{CodeBytes, FunctionConfig};

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

/// `[a-zA-Z0-9-_]{1,64}`, for functions and stores.
pub(super) fn name(value: Option<&str>) -> ApiResult<&str> {
    let value = value.ok_or_else(|| ApiError::missing("Name"))?;
    let well_formed =
        (1..=64).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if well_formed {
        Ok(value)
    } else {
        Err(ApiError::invalid_argument("The parameter Name must match the pattern [a-zA-Z0-9-_]{1,64}."))
    }
}

/// `ResourceId`: 1 to 64 characters.
pub(super) fn resource_id(value: &str) -> ApiResult<&str> {
    if (1..=64).contains(&value.chars().count()) {
        Ok(value)
    } else {
        Err(ApiError::invalid_argument("The parameter Id must have 1 to 64 characters."))
    }
}

pub(super) fn code(value: Option<&[u8]>, assumptions: &Assumptions) -> ApiResult<CodeBytes> {
    let value = value.ok_or_else(|| ApiError::missing("ConnectionFunctionCode"))?;
    if value.is_empty() {
        return Err(ApiError::invalid_argument("The parameter ConnectionFunctionCode must have at least 1 byte."));
    }
    let limit = assumptions.max_code_bytes();
    if value.len() > limit {
        return Err(ApiError::new(
            Code::EntitySizeLimitExceeded,
            format!("The function code has {} bytes; the limit is {limit}.", value.len()),
        ));
    }
    if !assumptions.takes_code(value) {
        return Err(ApiError::invalid_argument("The function code does not parse."));
    }
    Ok(CodeBytes::new(value))
}

/// A configuration as it was written, made into one that is well-formed.
pub(super) fn config(input: Option<&ConfigInput>, assumptions: &Assumptions) -> ApiResult<FunctionConfig> {
    let input = input.ok_or_else(|| ApiError::missing("ConnectionFunctionConfig"))?;
    let comment = input.comment.as_deref().ok_or_else(|| ApiError::missing("Comment"))?;
    let longest = assumptions.max_function_comment();
    if comment.chars().count() > longest {
        return Err(ApiError::invalid_argument(format!(
            "The parameter Comment must have at most {longest} characters."
        )));
    }
    let runtime = input.runtime.as_deref().ok_or_else(|| ApiError::missing("Runtime"))?;
    let runtimes = assumptions.runtimes();
    if !runtimes.contains(&runtime) {
        return Err(ApiError::invalid_argument(format!(
            "The parameter Runtime must be {}, not {runtime}.",
            runtimes.join(" or ")
        )));
    }
    let associations = input.associations.as_ref();
    let store_arns = associations.map(|input| store_arns(input, assumptions)).transpose()?;
    Ok(FunctionConfig { comment: comment.into(), runtime: runtime.into(), store_arns })
}

fn store_arns(input: &AssociationsInput, assumptions: &Assumptions) -> ApiResult<Vec<String>> {
    let written = input.quantity.as_deref().ok_or_else(|| ApiError::missing("Quantity"))?;
    let quantity = written
        .trim()
        .parse::<usize>()
        .map_err(|_| ApiError::invalid_argument(format!("The parameter Quantity is no number: {written}.")))?;
    if quantity != input.arns.len() {
        return Err(ApiError::invalid_argument(format!(
            "The parameter Quantity is {quantity}, but there are {} items.",
            input.arns.len()
        )));
    }
    let most = assumptions.max_stores_of_a_function();
    if quantity > most {
        return Err(ApiError::invalid_argument(format!(
            "A function can be associated with {most} key value store at most."
        )));
    }
    input
        .arns
        .iter()
        .map(|arn| {
            let arn = arn.as_deref().ok_or_else(|| ApiError::missing("KeyValueStoreARN"))?;
            if is_store_arn(arn) || !assumptions.store_arn_ends_in_uuid() {
                Ok(arn.to_owned())
            } else {
                Err(ApiError::invalid_argument("The parameter KeyValueStoreARN is not valid."))
            }
        })
        .collect()
}

/// `arn:aws:cloudfront::[0-9]{12}:key-value-store\/[0-9a-fA-F-]{36}`, at most 85 characters.
fn is_store_arn(arn: &str) -> bool {
    let Some((account, id)) =
        arn.strip_prefix("arn:aws:cloudfront::").and_then(|rest| rest.split_once(":key-value-store/"))
    else {
        return false;
    };
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && id.len() == 36
        && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::{is_store_arn, name, resource_id};

    #[test]
    fn names_follow_the_pattern() {
        for good in ["a", "A-b_9", &"x".repeat(64)] {
            name(Some(good)).unwrap();
        }
        for bad in ["", "a b", "é", "a.b", &"x".repeat(65)] {
            assert!(name(Some(bad)).is_err(), "{bad}");
        }
        assert!(name(None).is_err());
        assert!(resource_id("").is_err());
        assert!(resource_id(&"x".repeat(65)).is_err());
    }

    #[test]
    fn store_arns_follow_the_pattern() {
        let id = "0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0";
        assert!(is_store_arn(&format!("arn:aws:cloudfront::123456789012:key-value-store/{id}")));
        for bad in [
            format!("arn:aws:cloudfront::12345678901:key-value-store/{id}"),
            format!("arn:aws-cn:cloudfront::123456789012:key-value-store/{id}"),
            format!("arn:aws:cloudfront::123456789012:key-value-store/{id}0"),
            "arn:aws:cloudfront::123456789012:key-value-store/name".to_owned(),
            String::new(),
        ] {
            assert!(!is_store_arn(&bad), "{bad}");
        }
    }
}
