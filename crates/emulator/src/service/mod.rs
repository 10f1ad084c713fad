//! The rules of the service: state transitions on [`State`], given the time.
//!
//! Nothing here knows HTTP, XML or files, so each rule can be tested as a function. Every function
//! checks first and changes last: an error means that nothing was changed.

pub(crate) mod arn;
mod context;
pub(crate) mod distributions;
pub(crate) mod functions;
pub(crate) mod paging;
mod precondition;
mod stage;
mod status;
pub(crate) mod stores;
pub(crate) mod tag_list;
pub(crate) mod tags;
pub(crate) mod validate;

pub(crate) use context::{Cx, Settings};
pub(crate) use stage::Stage;

use crate::state::State;

/// The name of the resource that an id or an ARN means; a distribution's is its id.
pub(crate) fn name_of<'a>(state: &'a State, identifier: &'a str) -> Option<&'a str> {
    let id = arn::id_in(arn::FUNCTION, identifier).unwrap_or(identifier);
    let function = || state.functions.get(id).map(|function| function.name.as_str());
    let store = || stores::by_arn(state, identifier).map(|store| store.name.as_str());
    function().or_else(store).or_else(|| arn::id_in(arn::DISTRIBUTION, identifier))
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
