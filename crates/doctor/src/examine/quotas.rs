//! How much of each quota is used (A38). The code of functions is read for its size, which no listing tells.

use super::Account;
use crate::{
    answer::{Function, Outcome},
    call::Call,
    caller::Caller,
    report::{Amount, Area, Finding, Held, Verdict},
};
use alloc::{format, string::String, vec, vec::Vec};
use connfn_core::{limits::CODE_QUOTA_BYTES, operation::Stage};

/// Functions in an account (CloudFront Developer Guide, "Quotas").
pub(super) const FUNCTIONS: usize = 100;
/// Stores in an account: one copy of the same page says the one, a newer one the other.
pub(super) const STORES: [usize; 2] = [50, 200];

pub(super) async fn judge(caller: &mut impl Caller, account: &Account) -> Vec<Finding> {
    vec![
        functions(account),
        stores(account),
        sizes(&read_sizes(caller, &account.development.items).await, account.development.stopped.as_ref()),
    ]
}

/// What counts against a quota, if that is known for sure: one copy of AWS's page may be right about stores, and the other not.
pub(super) fn held(account: &Account) -> Held {
    let amount = |names: Vec<String>, quota| Some(Amount { names, quota });
    let (functions, stores) = (&account.development, &account.stores);
    let [_, most] = STORES;
    Held {
        functions: match functions.stopped {
            None => amount(functions.items.iter().map(|function| function.name.clone()).collect(), FUNCTIONS),
            Some(_) => None,
        },
        stores: match stores.stopped {
            None => amount(stores.items.iter().map(|store| store.name.clone()).collect(), most),
            Some(_) => None,
        },
    }
}

fn found(id: &str, verdict: Verdict, message: String) -> Finding {
    Finding::new(Area::Quotas, id, verdict, message)
}

fn functions(account: &Account) -> Finding {
    if let Some(stopped) = &account.development.stopped {
        return found("functions", Verdict::Unknown, format!("the functions cannot be counted: {}", stopped.words()));
    }
    let used = account.development.items.len();
    let message = format!("{used} of {FUNCTIONS} connection functions");
    match used {
        0..FUNCTIONS if !is_near(used, FUNCTIONS) => found("functions", Verdict::Ok, message),
        0..FUNCTIONS => found("functions", Verdict::Warning, message).help(ASK_FOR_MORE),
        FUNCTIONS => found("functions", Verdict::Wrong, message + ": no other can be created").help(ASK_FOR_MORE),
        _ => found(
            "functions",
            Verdict::Ok,
            format!("{used} connection functions; the account may have more than {FUNCTIONS}"),
        ),
    }
}

const ASK_FOR_MORE: &str = "delete what is not needed, or ask AWS's Service Quotas for more";

fn stores(account: &Account) -> Finding {
    if let Some(stopped) = &account.stores.stopped {
        return found("stores", Verdict::Unknown, format!("the stores cannot be counted: {}", stopped.words()));
    }
    let used = account.stores.items.len();
    let [low, high] = STORES;
    let message = format!("{used} key value stores, of {low} or {high}: copies of AWS's page differ");
    match used {
        _ if used > high => {
            found("stores", Verdict::Ok, format!("{used} key value stores; the account may have more than {high}"))
        }
        _ if used == high => found("stores", Verdict::Wrong, message).help(ASK_FOR_MORE),
        _ if (used <= low && is_near(used, low)) || is_near(used, high) => {
            found("stores", Verdict::Warning, message).help(ASK_FOR_MORE)
        }
        _ => found("stores", Verdict::Ok, message),
    }
}

/// Nine tenths or more.
const fn is_near(used: usize, quota: usize) -> bool {
    used * 10 >= quota * 9
}

/// The functions with the sizes of their code, as far as they can be read.
#[derive(Debug, Default)]
struct Sizes {
    read: Vec<(String, usize)>,
    /// What became of the call that gave no code.
    stopped: Option<Outcome>,
}

async fn read_sizes(caller: &mut impl Caller, functions: &[Function]) -> Sizes {
    let mut sizes = Sizes::default();
    for function in functions {
        let outcome = caller.call(Call::get(&function.id, Some(Stage::Development))).await.outcome;
        match outcome {
            Outcome::Given(given) => sizes.read.push((function.name.clone(), given.code.unwrap_or_default().len())),
            // It may have been deleted since.
            outcome if outcome.considered().is_some() => {}
            outcome => {
                sizes.stopped = Some(outcome);
                return sizes;
            }
        }
    }
    sizes
}

fn sizes(sizes: &Sizes, unlisted: Option<&Outcome>) -> Finding {
    if let Some(stopped) = sizes.stopped.as_ref().or(unlisted) {
        return found("code", Verdict::Unknown, format!("the code cannot be read for its size: {}", stopped.words()));
    }
    let Some((name, bytes)) = sizes.read.iter().max_by_key(|(_, bytes)| *bytes) else {
        return found("code", Verdict::Ok, "there is no function whose code could be large".into());
    };
    let message = format!("the largest code is that of `{name}`: {bytes} of {CODE_QUOTA_BYTES} bytes");
    if is_near(*bytes, CODE_QUOTA_BYTES) {
        found("code", Verdict::Warning, message).help("CloudFront's documented quota for code cannot be raised")
    } else {
        found("code", Verdict::Ok, message)
    }
}
