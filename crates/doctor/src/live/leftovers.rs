//! What a run has left that was killed: known by the prefix of its name and by its tag, and by nothing less.

use super::{Kind, Left, Patience, bench::Bench, cleanup, naming::TAG};
use crate::{
    call::Call,
    caller::Caller,
    listing::{functions, stores},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::operation::Stage;

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) removed: Vec<String>,
    pub(super) left: Vec<Left>,
}

struct Suspect {
    kind: Kind,
    name: String,
    /// A function's.
    id: Option<String>,
    arn: String,
}

/// Deletes what was left. If it cannot be listed, nothing is, and the calls that follow tell why.
pub(super) async fn remove<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Found {
    let mut found = Found::default();
    for suspect in suspects(bench).await {
        match is_ours(bench, &suspect.arn).await {
            Ok(false) => {}
            Ok(true) => {
                let key = suspect.id.as_ref().unwrap_or(&suspect.name);
                match cleanup::delete(bench.caller, suspect.kind, key).await {
                    Ok(()) => found.removed.push(suspect.name),
                    Err(why) => found.left.push(suspect.left(why)),
                }
            }
            Err(why) => found.left.push(suspect.left(format!("its tags cannot be read, so it is not deleted: {why}"))),
        }
    }
    found
}

/// Functions before the stores that they name.
async fn suspects<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Vec<Suspect> {
    let functions = functions(bench, Some(Stage::Development), None).await.items;
    let stores = stores(bench).await.items;
    let functions = functions.into_iter().map(|function| Suspect {
        kind: Kind::Function,
        name: function.name,
        id: Some(function.id),
        arn: function.arn,
    });
    let stores =
        stores.into_iter().map(|store| Suspect { kind: Kind::Store, name: store.name, id: None, arn: store.arn });
    functions.chain(stores).filter(|suspect| bench.live.prefix.begins(&suspect.name)).collect()
}

/// Whether it has the tag of a live examination with this prefix.
async fn is_ours<C: Caller + Patience>(bench: &mut Bench<'_, C>, arn: &str) -> Result<bool, String> {
    let outcome = bench.ask(Call::ListTagsForResource { resource: arn.to_string() }).await;
    match outcome.given() {
        Some(given) => Ok(given.tags.iter().any(|(key, value)| key == TAG && value == bench.live.prefix.as_str())),
        None => Err(outcome.words()),
    }
}

impl Suspect {
    fn left(self, why: String) -> Left {
        Left { kind: self.kind, name: self.name, id: self.id, why }
    }
}
