//! Looking: how a run finds out whether a call had its effect when no answer says so. Each look is a chain of reads that
//! ends in one of three findings.

use super::settle::{differences, outputs};
use crate::ordered::Map;
use crate::{
    operation::{
        FunctionStage, FunctionSummary, ListFunctions, ListTags, Operation, Outcome, Response, Stage, StoreName,
    },
    ownership::is_own_tag,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

pub(super) type Call = Operation<String, String>;

/// Where a look stands: what was learned so far, which decides the next read.
#[derive(Clone, Debug)]
pub(super) enum Look {
    /// Nothing learned yet; `marker` is where a listing goes on, and `pages` how far it has come.
    First { marker: Option<String>, pages: u32 },
    /// A resource of the created name is there: is it ours?
    Owner { outputs: Map<String, String>, summary: Option<FunctionSummary> },
    /// A created function is ours: is its configuration the one that was given, and at which version?
    Config { id: String },
    /// Its configuration is the one that was given, at this version: is its code, at the same version?
    Code { outputs: Map<String, String>, id: String, etag: Option<String> },
}

impl Look {
    pub(super) fn begin() -> Self {
        Self::First { marker: None, pages: 0 }
    }
}

/// Most pages of a listing that are read in search of one name. AWS's quota is a hundred functions, one page.
const MAX_PAGES: u32 = 1_000;

/// What a look found.
#[derive(Debug)]
pub(super) enum Finding {
    /// Another read is needed.
    Next(Look),
    /// The call had its effect.
    Happened(Map<String, String>),
    /// The call had no effect.
    DidNot,
    /// Something else happened: another hand was faster.
    Conflict(String),
    /// The read failed too.
    Unclear(String),
}

/// The read that a look needs next. `None` for an operation that has no look.
pub(super) fn request(call: &Call, look: &Look) -> Option<Call> {
    use Operation as Op;
    let describe = |id: &str| {
        Op::DescribeConnectionFunction(FunctionStage { identifier: id.to_string(), stage: Stage::Development })
    };
    Some(match (look, call) {
        (Look::First { marker, .. }, Op::CreateConnectionFunction(_)) => {
            Op::ListConnectionFunctions(ListFunctions { stage: Stage::Development, marker: marker.clone() })
        }
        (Look::First { .. }, Op::UpdateConnectionFunction(input)) => describe(&input.id),
        (Look::First { .. }, Op::CreateKeyValueStore(input)) => store(&input.name),
        (Look::First { .. }, Op::UpdateKeyValueStore(input)) => store(&input.name),
        (Look::Owner { outputs, .. }, _) => {
            let arn = outputs.get("ConnectionFunctionArn").or_else(|| outputs.get("ARN"));
            Op::ListTagsForResource(ListTags { resource: arn.cloned().unwrap_or_default() })
        }
        (Look::Config { id }, _) => describe(id),
        (Look::Code { id, .. }, _) => {
            Op::GetConnectionFunction(FunctionStage { identifier: id.clone(), stage: Stage::Development })
        }
        (Look::First { .. }, _) => return None,
    })
}

fn store(name: &str) -> Call {
    Operation::DescribeKeyValueStore(StoreName { name: name.to_string() })
}

/// What the answer to a look's read says about `call`.
pub(super) fn finding(call: &Call, look: Look, outcome: Outcome) -> Finding {
    let response = match outcome {
        Outcome::Success { response } => response,
        Outcome::Error { error } if error.code == "EntityNotFound" => return gone(call),
        Outcome::Error { error } => return Finding::Unclear(format!("{}: {}", error.code, error.message)),
        Outcome::Unknown { message } | Outcome::NotSent { message } => return Finding::Unclear(message),
    };
    match look {
        Look::First { marker, pages } => first(call, response, marker.as_deref(), pages),
        Look::Owner { outputs, summary } => owner(call, &response, outputs, summary),
        Look::Config { .. } => config(call, &response, OTHER_RUN),
        Look::Code { outputs, etag, .. } => code(call, &response, outputs, etag.as_deref()),
    }
}

/// The resource is not there.
fn gone(call: &Call) -> Finding {
    match call {
        Operation::CreateConnectionFunction(_) | Operation::CreateKeyValueStore(_) => Finding::DidNot,
        _ => Finding::Conflict("it was deleted by another hand".to_string()),
    }
}

fn first(call: &Call, response: Response, marker: Option<&str>, pages: u32) -> Finding {
    use Operation as Op;
    let at = |expected: &Option<String>| response.etag.is_some() && response.etag == *expected;
    match call {
        Op::CreateConnectionFunction(input) => listed(&input.name, response, marker, pages),
        Op::CreateKeyValueStore(input) => match &response.key_value_store {
            Some(store) if store.comment != input.comment => {
                Finding::Conflict(format!("{OTHER_RUN}, and differs in `comment`"))
            }
            _ => Finding::Next(Look::Owner { outputs: outputs(&response), summary: None }),
        },
        Op::UpdateConnectionFunction(input) if at(&input.if_match) => Finding::DidNot,
        Op::UpdateConnectionFunction(_) => config(call, &response, CHANGED),
        Op::UpdateKeyValueStore(input) if at(&input.if_match) => Finding::DidNot,
        Op::UpdateKeyValueStore(input) => match &response.key_value_store {
            Some(store) if store.comment == input.comment => Finding::Happened(outputs(&response)),
            _ => Finding::Conflict(CHANGED.to_string()),
        },
        _ => Finding::Conflict(CHANGED.to_string()),
    }
}

/// Whether a described function has the configuration that was given. Then its code is compared at the same version.
fn config(call: &Call, response: &Response, otherwise: &str) -> Finding {
    let given = match call {
        Operation::CreateConnectionFunction(input) => &input.connection_function_config,
        Operation::UpdateConnectionFunction(input) => &input.connection_function_config,
        _ => return Finding::Unclear("only functions have a configuration".to_string()),
    };
    let Some(summary) = &response.connection_function_summary else {
        return Finding::Conflict(otherwise.to_string());
    };
    let differs: Vec<String> = differences(given, summary).map(|name| format!("`{name}`")).collect();
    if !differs.is_empty() {
        return Finding::Conflict(format!("{otherwise}, and differs in {}", differs.join(" and ")));
    }
    Finding::Next(Look::Code { outputs: outputs(response), id: summary.id.clone(), etag: response.etag.clone() })
}

const CHANGED: &str = "it was changed since the plan was made, by another hand or another run";

/// One page of a listing, in search of a name.
fn listed(name: &str, response: Response, marker: Option<&str>, pages: u32) -> Finding {
    let found = response.connection_functions.into_iter().flatten().find(|summary| summary.name == name);
    match (found, response.next_marker) {
        (Some(summary), _) => {
            let found = Response { connection_function_summary: Some(summary.clone()), ..Response::default() };
            Finding::Next(Look::Owner { outputs: outputs(&found), summary: Some(summary) })
        }
        (None, None) => Finding::DidNot,
        (None, Some(next)) if next.is_empty() => Finding::DidNot,
        (None, Some(next)) if marker == Some(&next) || pages >= MAX_PAGES => {
            Finding::Unclear("the listing of functions does not end".to_string())
        }
        (None, next) => Finding::Next(Look::First { marker: next, pages: pages + 1 }),
    }
}

/// The tags of a resource that has the name which was to be created.
fn owner(call: &Call, response: &Response, outputs: Map<String, String>, summary: Option<FunctionSummary>) -> Finding {
    let tags = response.tags.clone().unwrap_or_default();
    let given = match call {
        Operation::CreateConnectionFunction(input) => &input.tags,
        Operation::CreateKeyValueStore(input) => &input.tags,
        _ => return Finding::Unclear("only a creation asks for an owner".to_string()),
    };
    let ours = given.items.iter().filter(|tag| is_own_tag(&tag.key)).all(|tag| tags.get(&tag.key) == Some(&tag.value));
    if !ours {
        return Finding::Conflict("another hand has created one of this name since the plan was made".to_string());
    }
    match summary {
        Some(summary) => Finding::Next(Look::Config { id: summary.id }),
        None => Finding::Happened(outputs),
    }
}

const OTHER_RUN: &str = "it was created since the plan was made, by another run of this stack";

/// The code of a function whose configuration agrees. It counts only at the version that the configuration was read at: an
/// edit by another hand between the two reads must not pass for what was asked for.
fn code(call: &Call, response: &Response, outputs: Map<String, String>, etag: Option<&str>) -> Finding {
    let (expected, otherwise) = match call {
        Operation::CreateConnectionFunction(input) => (&input.connection_function_code, OTHER_RUN),
        Operation::UpdateConnectionFunction(input) => (&input.connection_function_code, CHANGED),
        _ => return Finding::Unclear("only functions have code".to_string()),
    };
    if response.etag.as_deref() != etag {
        // One of the reads was answered late, or another hand came in between.
        Finding::Unclear("its configuration and its code were read at two versions".to_string())
    } else if response.connection_function_code.as_ref() == Some(expected) {
        Finding::Happened(outputs)
    } else {
        Finding::Conflict(format!("{otherwise}, and differs in `connection_function_code`"))
    }
}
