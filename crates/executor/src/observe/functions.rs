//! Reads connection functions. One that is deleted after it was listed is one that does not exist.

use super::{
    ObserveError,
    pages::{self, Page},
    reader::Reader,
};
use crate::{
    call::{functions, tags},
    failure::Failure,
};
use aws_sdk_cloudfront::primitives::Blob;
use connfn_core::ordered::Map;
use connfn_core::{
    digest::Digest,
    observed::{Code, Content, ObservedFunction, ObservedStage},
    operation::{FunctionStage, FunctionSummary, ListFunctions, ObservedConfig, Stage},
};
use futures_util::future::try_join3;
use std::collections::BTreeMap;

/// A function as it was read, with the code of its stages.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) function: ObservedFunction,
    pub(super) code: Vec<(Digest, Code)>,
}

/// Every function of the account: each has a DEVELOPMENT stage.
pub(super) async fn list(reader: &Reader<'_>) -> Result<Vec<FunctionSummary>, ObserveError> {
    list_stage(reader, Stage::Development).await
}

/// The LIVE stages of the account, by function id.
pub(super) async fn list_live(reader: &Reader<'_>) -> Result<BTreeMap<String, FunctionSummary>, ObserveError> {
    let summaries = list_stage(reader, Stage::Live).await?;
    Ok(summaries.into_iter().map(|summary| (summary.id.clone(), summary)).collect())
}

async fn list_stage(reader: &Reader<'_>, stage: Stage) -> Result<Vec<FunctionSummary>, ObserveError> {
    pages::all(async |marker| {
        let input = ListFunctions { stage, marker };
        let response = reader.call("ListConnectionFunctions", functions::list(reader.client, &input)).await?;
        Ok(Page { items: response.connection_functions.unwrap_or_default(), next: response.next_marker })
    })
    .await
}

/// Reads a function, as much of it as the scope asks for.
pub(super) async fn read(
    reader: &Reader<'_>,
    summary: FunctionSummary,
    live: Option<FunctionSummary>,
) -> Result<Option<Found>, ObserveError> {
    let Some(tags) = tags_of(reader, &summary.connection_function_arn).await? else { return Ok(None) };
    let whole = reader.scope.reads_function(&summary.id, &summary.name, &tags);
    let distributed = reader.scope.reads_distributions(&summary.name, &tags);
    let (development_read, live_read, distributions) = try_join3(
        read_stage(reader, &summary.id, Stage::Development, whole),
        read_stage(reader, &summary.id, Stage::Live, whole && live.is_some()),
        list_distributions(reader, &summary.id, distributed),
    )
    .await?;
    if development_read == Read::Gone {
        return Ok(None);
    }

    let mut code = Vec::new();
    let live = live.filter(|_| live_read != Read::Gone);
    let function = ObservedFunction {
        name: summary.name,
        arn: summary.connection_function_arn,
        status: summary.status,
        tags,
        development: stage(&summary.connection_function_config, development_read, &mut code),
        live: live.map(|live| stage(&live.connection_function_config, live_read, &mut code)),
        distributions,
    };
    Ok(Some(Found { id: summary.id, function, code }))
}

/// What reading the code of a stage came to.
#[derive(PartialEq)]
enum Read {
    NotAsked,
    Gone,
    There { content: Content, code: Code },
}

async fn read_stage(reader: &Reader<'_>, id: &str, stage: Stage, asked: bool) -> Result<Read, ObserveError> {
    const OPERATION: &str = "GetConnectionFunction";
    if !asked {
        return Ok(Read::NotAsked);
    }
    let input = FunctionStage { identifier: id.to_owned(), stage };
    let Some(output) = reader.call_if_exists(OPERATION, functions::get_bytes(reader.client, &input)).await? else {
        return Ok(Read::Gone);
    };
    let etag =
        output.e_tag.ok_or_else(|| ObserveError::of(OPERATION, Failure::incomplete("GetConnectionFunctionResult")))?;
    let bytes = output.connection_function_code.map(Blob::into_inner).unwrap_or_default();
    Ok(Read::There { content: Content { etag, code: Digest::of(&bytes) }, code: code(bytes) })
}

fn code(bytes: Vec<u8>) -> Code {
    String::from_utf8(bytes)
        .map_or_else(|error| Code::Binary { base64: aws_smithy_types::base64::encode(error.as_bytes()) }, Code::Text)
}

fn stage(config: &ObservedConfig, read: Read, codes: &mut Vec<(Digest, Code)>) -> ObservedStage {
    let content = match read {
        Read::There { content, code } => {
            codes.push((content.code.clone(), code));
            Some(content)
        }
        Read::NotAsked | Read::Gone => None,
    };
    ObservedStage {
        comment: config.comment.clone(),
        runtime: config.runtime.clone(),
        store_arns: config.store_arns().map(str::to_owned).collect(),
        content,
    }
}

/// The tags of a resource by key, or nothing if it does not exist.
pub(super) async fn tags_of(reader: &Reader<'_>, arn: &str) -> Result<Option<Map<String, String>>, ObserveError> {
    let response = reader.call_if_exists("ListTagsForResource", tags::list(reader.client, arn)).await?;
    Ok(response.map(|response| {
        let items = response.tags.and_then(|tags| tags.items).into_iter().flatten();
        items.map(|tag| (tag.key, tag.value.unwrap_or_default())).collect()
    }))
}

/// The ids of the distributions that use a function, in order. A function that is gone is used by none: that it is gone
/// is for the read of its code to say, which is made whenever this one is.
async fn list_distributions(reader: &Reader<'_>, id: &str, asked: bool) -> Result<Option<Vec<String>>, ObserveError> {
    if !asked {
        return Ok(None);
    }
    let mut ids = pages::all(async |marker| {
        let call = functions::list_distributions(reader.client, id, marker);
        let page = reader.call_if_exists("ListDistributionsByConnectionFunction", call).await?;
        let (items, next) = page.unwrap_or_default();
        Ok(Page { items, next })
    })
    .await?;
    ids.sort_unstable();
    Ok(Some(ids))
}
