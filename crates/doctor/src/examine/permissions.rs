//! Which permissions are there. A listing shows its own. Every other is asked for by a call about what cannot exist: it is denied to
//! who may not, and else refused for what it names (A82).

use super::{Account, Need, Situation, StandIn};
use crate::{
    answer::{Given, Outcome, Refusal},
    call::{Call, FunctionConfig},
    caller::Caller,
    live::{Kind, Left},
    report::{Area, Finding, Verdict},
};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use connfn_core::{
    limits::{FUNCTION_COMMENT_MAX_CHARS, Runtime, STORE_COMMENT_MAX_CHARS},
    operation::Stage,
};

/// What was found of permissions.
#[derive(Debug, Default)]
pub(super) struct Permissions {
    pub(super) findings: Vec<Finding>,
    /// What was made by a call that should make nothing.
    pub(super) made: Vec<Finding>,
    /// How a call was answered whose credentials were not taken, if one was.
    pub(super) unidentified: Option<String>,
    /// Whether a call was denied that was about something which cannot exist.
    pub(super) denied_of_nothing: bool,
}

pub(super) async fn judge(
    caller: &mut impl Caller,
    situation: &Situation,
    account: &Account,
    stand_in: &StandIn,
) -> Permissions {
    let is_needed = |need: &Need| situation.needs.is_empty() || situation.needs.contains(need);
    let mut permissions = Permissions::default();
    if is_needed(&Need::Read) {
        let listings = [
            listed("cloudfront:ListConnectionFunctions", account.development.stopped.as_ref()),
            listed("cloudfront:ListKeyValueStores", account.stores.stopped.as_ref()),
        ];
        permissions.findings.extend(listings);
    }
    for (need, call) in probes(stand_in).into_iter().filter(|(need, _)| is_needed(need)) {
        let action = call.action();
        let finding = if names_an_account(&call) {
            let outcome = caller.call(call.clone()).await.outcome;
            permissions.denied_of_nothing |= outcome.is_refused_as(Refusal::Denied);
            permissions.made.extend(outcome.given().and_then(|given| made(&call, given)));
            if outcome.is_refused_as(Refusal::Unidentified) {
                permissions.unidentified = Some(outcome.words());
            }
            let (verdict, message) = met_nothing(&outcome);
            found(need, action, verdict, message)
        } else {
            found(need, action, Verdict::Unknown, "not asked, since the account's id is not known".to_string())
        };
        permissions.findings.push(finding);
    }
    permissions
}

/// A permission that a listing needed.
fn listed(action: &str, stopped: Option<&Outcome>) -> Finding {
    let (verdict, message) = match stopped {
        None => (Verdict::Ok, "the listing was given".to_string()),
        Some(outcome) => met_nothing(outcome),
    };
    found(Need::Read, action.to_string(), verdict, message)
}

/// What an answer about something that cannot exist tells of the permission.
fn met_nothing(outcome: &Outcome) -> (Verdict, String) {
    match outcome {
        // Whoever may not is not told that it succeeded.
        Outcome::Given(_) => (Verdict::Ok, outcome.words()),
        Outcome::Refused(error) => match Refusal::of(error) {
            Refusal::Denied => (Verdict::Wrong, outcome.words()),
            Refusal::Considered | Refusal::NoRoom => (Verdict::Ok, format!("it was answered with `{}`", error.code)),
            Refusal::Unidentified | Refusal::Passing => (Verdict::Unknown, outcome.words()),
        },
        Outcome::Unclear { .. } | Outcome::NotSent { .. } | Outcome::NoCredentials { .. } => {
            (Verdict::Unknown, outcome.words())
        }
    }
}

/// What a creation has made that should be refused for its name, with the way to delete it.
fn made(call: &Call, given: &Given) -> Option<Finding> {
    let (kind, name, id) = match call {
        Call::CreateConnectionFunction { name, .. } => {
            (Kind::Function, name, given.function.as_ref().map(|function| function.id.clone()))
        }
        Call::CreateKeyValueStore { name, .. } => (Kind::Store, name, None),
        _ => return None,
    };
    let made = Left { kind, name: name.clone(), id, why: String::new() };
    let message = format!("`{}` made `{name}`, which should be refused for its name", call.name());
    let finding = Finding::new(Area::Cleanup, name.clone(), Verdict::Wrong, message);
    Some(finding.help(format!("please report it, and delete that: {}", made.commands().join("; "))))
}

const POLICIES: &str = "docs/security.md has the policies";
const BY_TAGS: &str = "docs/security.md has the policies; a role that is limited to one stack by its tags is refused here though it \
                       may apply that stack, since what does not exist has no tags";

fn found(need: Need, action: String, verdict: Verdict, message: String) -> Finding {
    let finding = Finding { need: Some(need), ..Finding::new(Area::Permissions, action, verdict, message) };
    match (verdict, need) {
        (Verdict::Wrong, Need::Apply) => finding.help(BY_TAGS),
        (Verdict::Wrong, Need::Read | Need::Test) => finding.help(POLICIES),
        (Verdict::Unknown, _) => finding.help("run it again"),
        _ => finding,
    }
}

/// What is asked about tags has an ARN, and that an account in it.
fn names_an_account(call: &Call) -> bool {
    match call {
        Call::ListTagsForResource { resource }
        | Call::TagResource { resource, .. }
        | Call::UntagResource { resource, .. } => !resource.is_empty(),
        _ => true,
    }
}

/// Every call but the listings, in the order of the policies.
fn probes(stand_in: &StandIn) -> Vec<(Need, Call)> {
    let function = || stand_in.function();
    let store = || stand_in.store();
    let config =
        || FunctionConfig { comment: String::new(), runtime: Runtime::Js2.as_str().to_string(), stores: Vec::new() };
    // Refused for each member by itself.
    let comment = || "x".repeat(FUNCTION_COMMENT_MAX_CHARS.max(STORE_COMMENT_MAX_CHARS) + 1);
    let impossible = || FunctionConfig { comment: comment(), runtime: "connfn-doctor".to_string(), stores: Vec::new() };
    let code = || b"x".to_vec();
    let resource = stand_in.arn.clone().unwrap_or_default();
    let key = "connfn:doctor".to_string();
    let impossible_name = || stand_in.impossible_name.clone();
    let identifier = stand_in.id.clone();
    vec![
        (Need::Read, Call::describe(&stand_in.id, Some(Stage::Development))),
        (Need::Read, Call::DescribeKeyValueStore { name: stand_in.name.clone() }),
        (Need::Read, Call::get(&stand_in.id, Some(Stage::Development))),
        (Need::Read, Call::ListDistributionsByConnectionFunction { identifier }),
        (Need::Read, Call::ListTagsForResource { resource: resource.clone() }),
        (
            Need::Apply,
            Call::CreateConnectionFunction {
                name: impossible_name(),
                config: impossible(),
                code: code(),
                tags: Vec::new(),
            },
        ),
        (Need::Apply, Call::CreateKeyValueStore { name: impossible_name(), comment: comment(), tags: Vec::new() }),
        (Need::Apply, Call::DeleteConnectionFunction(function())),
        (Need::Apply, Call::DeleteKeyValueStore(store())),
        (Need::Apply, Call::PublishConnectionFunction(function())),
        (Need::Apply, Call::TagResource { resource: resource.clone(), tags: vec![(key.clone(), String::new())] }),
        (Need::Apply, Call::UntagResource { resource, keys: vec![key] }),
        (Need::Apply, Call::UpdateConnectionFunction { version: function(), config: config(), code: code() }),
        (Need::Apply, Call::UpdateKeyValueStore { version: store(), comment: String::new() }),
        (
            Need::Test,
            Call::TestConnectionFunction {
                version: function(),
                stage: Some(Stage::Development),
                connection_object: b"{}".to_vec(),
            },
        ),
    ]
}
