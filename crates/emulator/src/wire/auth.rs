//! Whether a request claims to be signed for the service that it asks.
//!
//! The signature itself is not verified: the emulator has no secret to verify it with.

use super::api::Api;
use super::request::Request;
use crate::error::{ApiError, ApiResult, Code};

pub(crate) fn check(request: &Request, api: Api) -> ApiResult<()> {
    let missing = || ApiError::new(Code::MissingAuthenticationToken, "Request is missing Authentication Token");
    let fields = request
        .authorization
        .as_deref()
        .and_then(|header| header.strip_prefix("AWS4-HMAC-SHA256"))
        .ok_or_else(missing)?;
    let field = |name: &str| {
        fields
            .split(',')
            .find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
            .filter(|value| !value.is_empty())
    };
    let credential = field("Credential").ok_or_else(missing)?;
    if field("SignedHeaders").is_none() || field("Signature").is_none() {
        return Err(missing());
    }
    // Any region is taken: a client with its own endpoint signs for the region it was given.
    match credential.rsplit('/').collect::<Vec<_>>().as_slice() {
        ["aws4_request", service, _region, _date, _key, ..] if *service == api.signing_name() => Ok(()),
        _ => Err(ApiError::new(
            Code::SignatureDoesNotMatch,
            format!("Credential should be scoped to correct service: '{}'.", api.signing_name()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Api, Request, check};
    use crate::error::Code;

    fn answer_of(api: Api, authorization: &str) -> Option<Code> {
        let request = Request { authorization: Some(authorization.to_owned()), ..Request::default() };
        check(&request, api).err().map(|error| error.code)
    }

    fn answer(authorization: &str) -> Option<Code> {
        answer_of(Api::CloudFront, authorization)
    }

    #[test]
    fn a_claim_is_enough() {
        let signed = |service: &str| {
            format!(
                "AWS4-HMAC-SHA256 Credential=AKID/20261124/us-east-1/{service}/aws4_request, \
                 SignedHeaders=host;x-amz-date, Signature=0123"
            )
        };
        assert_eq!(answer(&signed("cloudfront")), None);
        assert_eq!(answer(&signed("cloudfront").replace(", ", ",")), None);
        assert_eq!(answer(&signed("s3")), Some(Code::SignatureDoesNotMatch));
        assert_eq!(answer_of(Api::SecurityToken, &signed("sts")), None);
        assert_eq!(answer_of(Api::SecurityToken, &signed("cloudfront")), Some(Code::SignatureDoesNotMatch));
        for bad in ["", "Basic abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b"] {
            assert_eq!(answer(bad), Some(Code::MissingAuthenticationToken), "{bad}");
        }
        let none = check(&Request::default(), Api::CloudFront);
        assert_eq!(none.unwrap_err().code, Code::MissingAuthenticationToken);
    }
}
