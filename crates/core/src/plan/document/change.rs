//! What a plan shows of each resource: before, after, and what becomes of LIVE.

use crate::{
    address::{Address, ResourceType},
    attributes::Attribute,
    ordered::Map,
    remote_test::RemoteTest,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What becomes of one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub address: Address,
    #[serde(rename = "type")]
    pub resource_type: ResourceType,
    pub action: Action,
    /// Whether the address means another resource now and this is an older one that still carries it, as after a replacement
    /// that was cut short.
    pub deposed: bool,
    /// Whether the existing resource comes under this stack.
    pub adopt: bool,
    /// Whether the resource leaves this stack and stays, as one does that a run adopted which is undone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub release: bool,
    /// The address that the resource's tags name so far, if it is another one of this stack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Address>,
    /// Attributes before, null if the resource does not exist.
    pub before: Option<Map<String, Attribute>>,
    /// Attributes after, null if the resource will not exist.
    pub after: Option<Map<String, Attribute>>,
    /// The attributes whose change cannot be made in place.
    pub replace_because: Vec<String>,
    /// What happens to the LIVE stage, for a function that has one or gets one.
    pub live: Option<LiveChange>,
    /// The tests that CloudFront runs on DEVELOPMENT once it holds what it is to hold. A publication waits for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remote_tests: Vec<RemoteTest>,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// What is done to a resource, by Terraform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    NoOp,
    Create,
    /// It comes under this stack, and nothing else of it changes.
    Adopt,
    /// It leaves this stack, and nothing else of it changes.
    Release,
    Update,
    /// A new one is created before the old one is deleted.
    Replace,
    Delete,
}

/// What happens to a function's LIVE stage, the one that viewers meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LiveChange {
    pub effect: LiveEffect,
    /// What LIVE holds now, null if it holds nothing: `comment`, `connection_function_code`, `key_value_store_arn`, `runtime`.
    pub before: Option<Map<String, Attribute>>,
    /// What LIVE will hold, null if nothing.
    pub after: Option<Map<String, Attribute>>,
}

/// What a plan does to a LIVE stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LiveEffect {
    /// DEVELOPMENT, as it will be, is copied over LIVE.
    Publish,
    /// LIVE stays as it is although DEVELOPMENT differs from it.
    Stays,
    /// LIVE is as DEVELOPMENT will be; nothing happens.
    Same,
    /// LIVE goes with the function.
    Removed,
}

impl Change {
    /// A change in which nothing happens yet.
    pub(crate) fn unchanged(
        address: &Address,
        before: Option<Map<String, Attribute>>,
        after: Option<Map<String, Attribute>>,
    ) -> Self {
        Self {
            address: address.clone(),
            resource_type: address.resource_type(),
            action: Action::NoOp,
            deposed: false,
            adopt: false,
            release: false,
            moved_from: None,
            before,
            after,
            replace_because: Vec::new(),
            live: None,
            remote_tests: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// The resource's name: the one that it has, or else the one that it will have.
    pub fn name(&self) -> Option<&str> {
        match self.before.as_ref().or(self.after.as_ref())?.get("name") {
            Some(Attribute::String(name)) => Some(name),
            _ => None,
        }
    }

    pub fn publishes(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.effect == LiveEffect::Publish)
    }
}
