//! The rules of the service: state transitions on [`State`], given the time.
//!
//! Nothing here knows HTTP, XML or files, so each rule can be tested as a function. Every function
//! checks first and changes last: an error means that nothing was changed.

pub(crate) mod distributions;
pub(crate) mod functions;
pub(crate) mod paging;
mod precondition;
mod status;
pub(crate) mod stores;
pub(crate) mod tags;
mod validate;

use std::collections::BTreeMap;

use crate::assumptions::{self, Assumptions};
use crate::items::StoreItems;
use crate::state::State;

/// What the caller of the emulator may choose.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) publishing_ms: u64,
    pub(crate) deploying_ms: u64,
    pub(crate) provisioning_ms: u64,
    pub(crate) max_functions: usize,
    pub(crate) max_stores: usize,
    /// By name: what a store of that name is created with.
    pub(crate) items: BTreeMap<String, StoreItems>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            publishing_ms: 300,
            deploying_ms: 300,
            provisioning_ms: 300,
            max_functions: assumptions::MAX_FUNCTIONS,
            max_stores: assumptions::MAX_STORES,
            items: BTreeMap::new(),
        }
    }
}

/// What one call works on.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) now_ms: u64,
    pub(crate) settings: &'a Settings,
    pub(crate) assumptions: &'a Assumptions,
    /// How long a publication that begins now takes, if not as long as the settings say.
    pub(crate) publishing_ms: Option<u64>,
}

const FUNCTION: &str = "connection-function";
const STORE: &str = "key-value-store";
const DISTRIBUTION: &str = "distribution";

fn arn(kind: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{}:{kind}/{id}", assumptions::ACCOUNT)
}

/// The inverse of [`arn`].
fn id_in_arn<'a>(kind: &str, arn: &'a str) -> Option<&'a str> {
    let rest = arn.strip_prefix("arn:aws:cloudfront::")?.strip_prefix(assumptions::ACCOUNT)?;
    rest.strip_prefix(':')?.strip_prefix(kind)?.strip_prefix('/')
}

pub(crate) fn function_arn(id: &str) -> String {
    arn(FUNCTION, id)
}

pub(crate) fn store_arn(id: &str) -> String {
    arn(STORE, id)
}

pub(crate) fn distribution_arn(id: &str) -> String {
    arn(DISTRIBUTION, id)
}

/// The user that every caller is taken for.
pub(crate) fn caller_arn() -> String {
    format!("arn:aws:iam::{}:user/{}", assumptions::ACCOUNT, assumptions::CALLER_NAME)
}

/// The name of the resource that an id or an ARN means; a distribution's is its id.
pub(crate) fn name_of<'a>(state: &'a State, identifier: &'a str) -> Option<&'a str> {
    let id = id_in_arn(FUNCTION, identifier).unwrap_or(identifier);
    let function = || state.functions.get(id).map(|function| function.name.as_str());
    let store = || stores::by_arn(state, identifier).map(|store| store.name.as_str());
    function().or_else(store).or_else(|| id_in_arn(DISTRIBUTION, identifier))
}

/// A stage of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Development,
    Live,
}

impl Stage {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Development => "DEVELOPMENT",
            Self::Live => "LIVE",
        }
    }

    pub(crate) fn parse(name: Option<&str>, assumptions: &Assumptions) -> crate::error::ApiResult<Self> {
        match name.unwrap_or_else(|| assumptions.default_stage()) {
            "DEVELOPMENT" => Ok(Self::Development),
            "LIVE" => Ok(Self::Live),
            other => Err(crate::error::ApiError::invalid_argument(format!(
                "The parameter Stage must be DEVELOPMENT or LIVE, not {other}."
            ))),
        }
    }
}

#[cfg(test)]
#[path = "laws_tests.rs"]
mod laws;

#[cfg(test)]
mod testing {
    //! What the unit tests of the rules share.

    use super::{Cx, Settings};
    use crate::assumptions::Assumptions;
    use crate::error::{ApiResult, Code};
    use crate::state::State;

    pub(super) struct Account {
        pub(super) state: State,
        pub(super) now_ms: u64,
        pub(super) settings: Settings,
        pub(super) assumptions: Assumptions,
    }

    impl Account {
        pub(super) fn new() -> Self {
            Self {
                state: State::new(1),
                now_ms: 1_000_000,
                settings: Settings::default(),
                assumptions: Assumptions::default(),
            }
        }

        pub(super) fn cx(&mut self) -> Cx<'_> {
            Cx {
                state: &mut self.state,
                now_ms: self.now_ms,
                settings: &self.settings,
                assumptions: &self.assumptions,
                publishing_ms: None,
            }
        }
    }

    #[track_caller]
    pub(super) fn refused<T: std::fmt::Debug>(result: ApiResult<T>, code: Code) {
        match result {
            Err(error) => assert_eq!(error.code, code, "{error}"),
            Ok(value) => panic!("expected {code:?}, got {value:?}"),
        }
    }
}
