//! Names of what cannot exist, for calls that must meet nothing.

use super::{Situation, identity};
use crate::{answer::Identity, call::Version};
use alloc::{
    format,
    string::{String, ToString},
};

#[derive(Debug)]
pub(super) struct StandIn {
    /// The id of a function.
    pub(super) id: String,
    /// The name of a function or a store.
    pub(super) name: String,
    /// A name that cannot be given: CloudFront takes no spaces, and no more than 64 characters.
    pub(super) impossible_name: String,
    /// The ARN of a function, if it is known in which account.
    pub(super) arn: Option<String>,
}

impl StandIn {
    pub(super) fn new(situation: &Situation, account: Option<&str>, identity: Option<&Identity>) -> Self {
        let random = &situation.random;
        let id = format!("cf_doctor{random}");
        let partition = identity::partition(identity, situation.region.as_deref());
        let arn = account.map(|account| {
            format!("arn:{}:cloudfront::{account}:connection-function/{id}", partition.as_deref().unwrap_or("aws"))
        });
        Self {
            id,
            name: format!("connfn-doctor-{random}"),
            impossible_name: format!("connfn doctor {random} {}", "x".repeat(64)),
            arn,
        }
    }

    pub(super) fn function(&self) -> Version {
        Version::of(&self.id, Version::NONE)
    }

    pub(super) fn store(&self) -> Version {
        Version { id: self.name.clone(), if_match: Version::NONE.to_string() }
    }
}
