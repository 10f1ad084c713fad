//! Reads connection functions. One that is deleted after it was listed is one that does not exist.

use super::{
    ObserveError,
    pages::{self, Page},
    reader::Reader,
    tags,
};
use crate::call::functions::{self, Listed};
use connfn_core::ordered::Map;
use connfn_core::{
    digest::Digest,
    observed::{Code, Content, ObservedFunction, ObservedStage},
    operation::{FunctionStage, FunctionSummary, ObservedConfig, Stage},
};
use futures_util::future::try_join3;

/// A function that a listing has named.
pub(super) struct Named {
    /// Its DEVELOPMENT stage, if that was listed already.
    pub(super) development: Option<Listed>,
    pub(super) live: Option<Listed>,
}

/// A function as far as it was read.
pub(super) struct Function {
    pub(super) id: String,
    /// What it was named by.
    pub(super) named: Named,
    pub(super) tags: Map<String, String>,
    /// What is known of its DEVELOPMENT stage.
    pub(super) summary: FunctionSummary,
    pub(super) development: Option<Held>,
    pub(super) live: Option<Live>,
    pub(super) distributions: Option<Vec<String>>,
}

/// A LIVE stage as far as it was read.
pub(super) struct Live {
    pub(super) config: ObservedConfig,
    pub(super) held: Option<Held>,
}

/// What a stage holds at one version.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) content: Content,
    code: Code,
}

impl Function {
    /// Whether its code and version were read.
    pub(super) fn is_whole(&self) -> bool {
        self.development.is_some()
    }

    pub(super) fn into_observed(self) -> (String, ObservedFunction, Vec<(Digest, Code)>) {
        let mut code = Vec::new();
        let function = ObservedFunction {
            name: self.summary.name,
            arn: self.summary.connection_function_arn,
            status: self.summary.status,
            tags: self.tags,
            development: observed(&self.summary.connection_function_config, self.development, &mut code),
            live: self.live.map(|live| observed(&live.config, live.held, &mut code)),
            distributions: self.distributions,
        };
        (self.id, function, code)
    }
}

/// Reads a function, as much of it as the scope asks for.
pub(super) async fn read(reader: &Reader<'_>, id: String, named: Named) -> Result<Option<Function>, ObserveError> {
    let Some(listed) = named.development.as_ref().or(named.live.as_ref()) else { return Ok(None) };
    let summary = listed.summary.clone();
    let Some(tags) = tags::of(reader, &summary.connection_function_arn).await? else { return Ok(None) };
    let whole = reader.scope.reads_function(&id, &summary.name, &tags);
    let distributed = reader.scope.reads_distributions(&summary.name, &tags);
    let published = named.live.is_some();
    let (development, live, distributions) = try_join3(
        read_if(whole, reader, &id, Stage::Development),
        read_if(whole && published, reader, &id, Stage::Live),
        list_distributions(reader, &id, distributed),
    )
    .await?;
    if whole && development.is_none() {
        return Ok(None);
    }
    let config = named.live.as_ref().map(|live| live.summary.connection_function_config.clone());
    let live = config.map(|config| Live { config, held: live });
    Ok(Some(Function { id, named, tags, summary, development, live, distributions }))
}

async fn read_if(asked: bool, reader: &Reader<'_>, id: &str, stage: Stage) -> Result<Option<Held>, ObserveError> {
    if asked { read_stage(reader, id, stage).await } else { Ok(None) }
}

/// Reads what a stage holds, or nothing if there is no such stage.
pub(super) async fn read_stage(reader: &Reader<'_>, id: &str, stage: Stage) -> Result<Option<Held>, ObserveError> {
    let input = FunctionStage { identifier: id.to_owned(), stage };
    let read = reader.call_if_exists("GetConnectionFunction", || functions::code(reader.client, &input)).await?;
    Ok(read.map(|read| {
        let content = Content { etag: read.etag, code: Digest::of(&read.code) };
        Held { content, code: code(read.code) }
    }))
}

fn code(bytes: Vec<u8>) -> Code {
    String::from_utf8(bytes)
        .map_or_else(|error| Code::Binary { base64: aws_smithy_types::base64::encode(error.as_bytes()) }, Code::Text)
}

fn observed(config: &ObservedConfig, held: Option<Held>, codes: &mut Vec<(Digest, Code)>) -> ObservedStage {
    let content = held.map(|Held { content, code }| {
        codes.push((content.code.clone(), code));
        content
    });
    ObservedStage {
        comment: config.comment.clone(),
        runtime: config.runtime.clone(),
        store_arns: config.store_arns().map(str::to_owned).collect(),
        content,
    }
}

/// The ids of the distributions that use a function, in order. A function that is gone is used by none: that it is gone
/// is for the read of its code to say, which is made whenever this one is.
async fn list_distributions(reader: &Reader<'_>, id: &str, asked: bool) -> Result<Option<Vec<String>>, ObserveError> {
    if !asked {
        return Ok(None);
    }
    let mut ids = pages::all(async |marker: Option<String>| {
        let call = || functions::list_distributions(reader.client, id, marker.clone());
        let page = reader.call_if_exists("ListDistributionsByConnectionFunction", call).await?;
        let (items, next) = page.unwrap_or_default();
        Ok(Page { items, next })
    })
    .await?;
    ids.sort_unstable();
    Ok(Some(ids))
}
