//! Reads a function that was changed while it was read: describes each stage and reads its code until both tell the same
//! version.

use super::{
    ObserveError,
    functions::{self, Function, Held, Live},
    reader::Reader,
};
use crate::call::functions as calls;
use connfn_core::operation::{FunctionStage, FunctionSummary, Stage};
use futures_util::future::try_join;
use std::time::Duration;

const OPERATION: &str = "DescribeConnectionFunction";
/// Pauses after which a stage is read once more.
const PAUSES: [Duration; 4] =
    [Duration::ZERO, Duration::from_millis(100), Duration::from_millis(400), Duration::from_millis(1_600)];

/// The function as it is now, or nothing if it is gone.
pub(super) async fn settle(reader: &Reader<'_>, function: Function) -> Result<Option<Function>, ObserveError> {
    let live_held = function.live.as_ref().and_then(|live| live.held.clone());
    let (development, live) = try_join(
        read(reader, &function, Stage::Development, function.development.clone()),
        read(reader, &function, Stage::Live, live_held),
    )
    .await?;
    Ok(development.map(|(summary, held)| Function {
        summary,
        development: Some(held),
        live: live.map(|(summary, held)| Live { config: summary.connection_function_config, held: Some(held) }),
        ..function
    }))
}

async fn read(
    reader: &Reader<'_>,
    function: &Function,
    stage: Stage,
    mut held: Option<Held>,
) -> Result<Option<(FunctionSummary, Held)>, ObserveError> {
    let input = FunctionStage { identifier: function.id.clone(), stage };
    for pause in PAUSES {
        tokio::time::sleep(pause).await;
        let describe = || calls::describe(reader.client, &input);
        let Some(described) = reader.call_if_exists(OPERATION, describe).await? else { return Ok(None) };
        let is_described = |held: &Held| described.etag.as_ref() == Some(&held.content.etag);
        if !held.as_ref().is_some_and(is_described) {
            held = functions::read_stage(reader, &function.id, stage).await?;
        }
        if let (Some(held), Some(summary)) = (held.clone().filter(is_described), described.connection_function_summary)
        {
            return Ok(Some((summary, held)));
        }
    }
    Err(ObserveError::unsettled(OPERATION, &function.summary.name))
}
