//! What a run has left that was killed: known by the form of its name and by its tag, and by nothing less.

use super::{
    Doubt, Kind, Left, Patience,
    bench::{Bench, Made},
    cleanup,
    naming::TAG,
};
use crate::{
    answer::Outcome,
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

/// What findings of it are called.
const EARLIER_RUN: &str = "earlier-run";

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) removed: Vec<String>,
    pub(super) left: Vec<Left>,
    pub(super) doubts: Vec<Doubt>,
}

struct Suspect {
    kind: Kind,
    name: String,
    /// A function's.
    id: Option<String>,
    arn: String,
}

/// Deletes what was left. What cannot be listed stays, and is told to be in doubt.
pub(super) async fn remove<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Found {
    let (suspects, unlisted) = suspects(bench).await;
    let mut found = Found { doubts: unlisted, ..Found::default() };
    let (mut ours, mut untagged, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for suspect in suspects {
        match owner(bench, &suspect.arn).await {
            Ok(Owner::Others | Owner::Nobody) => {}
            Ok(Owner::Ours) => ours.push(suspect.known()),
            Ok(Owner::Unknown) => untagged.push(suspect.name),
            Err(why) => unread.push((suspect.name, why)),
        }
    }
    let swept = cleanup::all(bench.caller, ours).await;
    found.removed = swept.deleted;
    found.left = swept.left;
    found.doubts.extend(unsure_of(&unread));
    found.doubts.extend(without_tag(&untagged));
    found
}

/// What is said of those whose tags could not be read. They may be anybody's.
fn unsure_of(unread: &[(String, String)]) -> Option<Doubt> {
    let (_, why) = unread.first()?;
    let names: Vec<String> = unread.iter().map(|(name, _)| format!("`{name}`")).collect();
    let message = format!(
        "whether an earlier run has left {} is not known, since tags could not be read: {why}; nothing of that was deleted",
        names.join(", ")
    );
    Some(Doubt { id: EARLIER_RUN.to_string(), message })
}

/// Functions before the stores that they name, and what is to be said of listings that came to no end.
async fn suspects<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> (Vec<Suspect>, Vec<Doubt>) {
    let functions = functions(bench, Some(Stage::Development), None).await;
    let stores = stores(bench).await;
    let stopped = [("functions", functions.stopped), ("stores", stores.stopped)];
    let doubts = stopped.into_iter().filter_map(|(kind, stopped)| Some(unlisted(kind, &stopped?))).collect();
    let functions = functions.items.into_iter().map(|function| Suspect {
        kind: Kind::Function,
        name: function.name,
        id: Some(function.id),
        arn: function.arn,
    });
    let stores =
        stores.items.into_iter().map(|store| Suspect { kind: Kind::Store, name: store.name, id: None, arn: store.arn });
    let suspects = functions.chain(stores).filter(|suspect| bench.live.prefix.gives(&suspect.name));
    (suspects.collect(), doubts)
}

/// What is said of those that have the form of its names and not its tag, which a listing of tags may not show yet.
fn without_tag(untagged: &[String]) -> Option<Doubt> {
    let names: Vec<String> = untagged.iter().map(|name| format!("`{name}`")).collect();
    let message =
        format!("named as an earlier run's, and not deleted for want of the tag `{TAG}`: {}", names.join(", "));
    (!names.is_empty()).then(|| Doubt { id: EARLIER_RUN.to_string(), message })
}

fn unlisted(kind: &str, stopped: &Outcome) -> Doubt {
    let message = format!("which {kind} an earlier run has left could not be looked for: {}", stopped.words());
    Doubt { id: EARLIER_RUN.to_string(), message }
}

/// Whose something is.
enum Owner {
    /// It has the tag of a live examination with this prefix.
    Ours,
    Others,
    /// It has no tag of any live examination.
    Unknown,
    /// It is gone, which a listing may not know yet.
    Nobody,
}

async fn owner<C: Caller + Patience>(bench: &mut Bench<'_, C>, arn: &str) -> Result<Owner, String> {
    let outcome = bench.ask(Call::ListTagsForResource { resource: arn.to_string() }).await;
    let tags = match outcome {
        Outcome::Given(given) => given.tags,
        _ if matches!(outcome.considered(), Some("NoSuchResource" | "EntityNotFound")) => return Ok(Owner::Nobody),
        _ => return Err(outcome.words()),
    };
    Ok(match tags.iter().find(|(key, _)| key == TAG) {
        Some((_, prefix)) if prefix == bench.live.prefix.as_str() => Owner::Ours,
        Some(_) => Owner::Others,
        None => Owner::Unknown,
    })
}

impl Suspect {
    /// As something to be deleted. That it may be gone meanwhile is nobody's loss.
    fn known(self) -> Made {
        Made { kind: self.kind, name: self.name, id: self.id, is_sure: false, was_tried: false }
    }
}
