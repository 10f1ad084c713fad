//! Calls about tags, of functions and stores alike.

use super::convert;
use super::send::{required, send};
use crate::failure::Failure;
use aws_sdk_cloudfront::Client;
use connfn_core::operation::{Response, TagResource, UntagResource};

pub(super) async fn tag(client: &Client, input: &TagResource<String>) -> Result<Response, Failure> {
    send!(client.tag_resource().resource(&input.resource).tags(convert::tags_to_sdk(&input.tags)?))?;
    Ok(Response::default())
}

pub(super) async fn untag(client: &Client, input: &UntagResource<String>) -> Result<Response, Failure> {
    send!(client.untag_resource().resource(&input.resource).tag_keys(convert::tag_keys_to_sdk(&input.tag_keys)))?;
    Ok(Response::default())
}

pub(crate) async fn list(client: &Client, resource: &str) -> Result<Response, Failure> {
    let output = send!(client.list_tags_for_resource().resource(resource))?;
    let tags = required(output.tags.and_then(convert::tags), "Tags")?;
    Ok(Response { tags: Some(tags), ..Response::default() })
}
