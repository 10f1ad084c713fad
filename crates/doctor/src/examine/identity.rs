//! Who calls. AWS's Security Token Service is asked only where the endpoint is AWS's own, or where somebody said which one it is: keys
//! of an emulator are not shown to AWS.

use super::Situation;
use crate::{
    answer::{Given, Identity, Outcome},
    call::Call,
    caller::Caller,
    report::{Area, Finding, Verdict},
};
use alloc::{
    format,
    string::{String, ToString},
};

pub(super) struct Asked {
    pub(super) identity: Option<Identity>,
    pub(super) finding: Finding,
}

pub(super) async fn ask(caller: &mut impl Caller, endpoint: Option<&str>, situation: &Situation) -> Asked {
    if !situation.knows_sts && !endpoint.is_some_and(is_aws) {
        let message = format!("not asked who calls: `{}` is not an endpoint of AWS's", endpoint.unwrap_or_default());
        let finding = found(Verdict::NotChecked, message)
            .help("`AWS_ENDPOINT_URL_STS` says where the Security Token Service that belongs to it is");
        return Asked { identity: None, finding };
    }
    match caller.call(Call::GetCallerIdentity).await.outcome {
        Outcome::Given(Given { identity: Some(identity), .. }) => {
            let finding = found(Verdict::Ok, format!("`{}` calls", identity.arn));
            Asked { identity: Some(identity), finding }
        }
        outcome => {
            let message = format!("who calls is not known: {}", outcome.words());
            Asked { identity: None, finding: found(Verdict::Unknown, message) }
        }
    }
}

/// The partition of AWS that is called: as the caller's ARN says, else by the region.
pub(super) fn partition(identity: Option<&Identity>, region: Option<&str>) -> Option<String> {
    let of_arn = identity.and_then(|identity| identity.arn.split(':').nth(1));
    let of_region = region.map(|region| if region.starts_with("cn-") { "aws-cn" } else { "aws" });
    of_arn.or(of_region).map(ToString::to_string)
}

fn found(verdict: Verdict, message: String) -> Finding {
    Finding::new(Area::Identity, "caller", verdict, message)
}

/// Whether an endpoint is one of AWS's own.
fn is_aws(endpoint: &str) -> bool {
    let authority = endpoint.split_once("://").map_or(endpoint, |(_, authority)| authority);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"].iter().any(|suffix| host.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aws_is_known_by_its_hosts() {
        assert!(
            is_aws("https://cloudfront.amazonaws.com")
                && is_aws("https://cloudfront.cn-northwest-1.amazonaws.com.cn:443")
        );
        assert!(!is_aws("http://127.0.0.1:4600") && !is_aws("https://amazonaws.com.example.org"));
        assert!(!is_aws("http://cloudfront-amazonaws.com"));
    }

    #[test]
    fn the_callers_arn_tells_the_partition_and_else_the_region() {
        let identity = Identity { account: "123456789012".into(), arn: "arn:aws-us-gov:iam::123456789012:root".into() };
        assert_eq!(partition(Some(&identity), Some("us-east-1")).as_deref(), Some("aws-us-gov"));
        assert_eq!(partition(None, Some("cn-north-1")).as_deref(), Some("aws-cn"));
        assert_eq!(partition(None, None), None);
    }
}
