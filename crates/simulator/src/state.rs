//! What is noted while a function runs. The engine's callbacks reach it through the context.

use crate::limits::{self, Stop};
use crate::outcome::Decision;
use boa_engine::error::PanicError;
use boa_engine::{Context, JsError, JsObject, JsResult, JsValue};
use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Debug, Default)]
pub(crate) struct State {
    /// The calls of `allow` and `deny`, in their order.
    pub(crate) calls: Vec<Decision>,
    pub(crate) logs: Vec<String>,
    pub(crate) log_bytes: usize,
    pub(crate) custom_data: Option<String>,
    pub(crate) notes: Vec<String>,
    /// At which step each statement was begun last; 0 if never.
    pub(crate) begun: Vec<u64>,
    /// The statement that was begun last.
    pub(crate) last: Option<usize>,
    pub(crate) steps: u64,
    /// How many bytes the buffers had that were made.
    pub(crate) bytes: usize,
    /// How many functions were bound.
    pub(crate) chained: usize,
    pub(crate) stop: Option<Stop>,
    /// Where the engine's stack began.
    pub(crate) stack: usize,
    pub(crate) connection_handler: Option<JsObject>,
    pub(crate) has_handler: bool,
    /// Promises that were rejected and that nobody has looked at.
    pub(crate) rejected: Vec<JsObject>,
    /// What can be imported, by its name.
    pub(crate) imports: Option<JsObject>,
    /// The contents of the associated store.
    pub(crate) store: Option<BTreeMap<String, String>>,
    /// Where the numbers of `Math.random` come from.
    pub(crate) random: u64,
}

impl State {
    /// Notes something, once.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) && self.notes.len() < limits::NOTES {
            self.notes.push(note);
        }
    }
}

/// The state, as the context holds it.
#[derive(Clone, Debug)]
pub(crate) struct Shared(Rc<RefCell<State>>);

impl Shared {
    pub(crate) fn new(state: State) -> Self {
        Self(Rc::new(RefCell::new(state)))
    }

    /// The state of a context; each run's context has one.
    pub(crate) fn of(context: &Context) -> Self {
        context.get_data::<Self>().cloned().unwrap_or_else(|| Self::new(State::default()))
    }

    pub(crate) fn borrow(&self) -> RefMut<'_, State> {
        self.0.borrow_mut()
    }

    /// Ends the run. No `catch` of the function's sees this error.
    pub(crate) fn stop(&self, stop: Stop) -> JsError {
        self.borrow().stop.get_or_insert(stop);
        PanicError::new("stopped").into()
    }

    /// Counts a step of the function, and looks at the stack.
    pub(crate) fn step(&self) -> JsResult<()> {
        self.count(1)?;
        self.check_stack()
    }

    pub(crate) fn count(&self, steps: u64) -> JsResult<()> {
        let mut state = self.borrow();
        state.steps = state.steps.saturating_add(steps);
        let steps = state.steps;
        drop(state);
        if steps > limits::STEPS { Err(self.stop(Stop::Steps)) } else { Ok(()) }
    }

    /// A built-in function is about to go through a list.
    pub(crate) fn walks(&self, length: u64) -> JsResult<()> {
        if length > limits::LIST {
            return Err(self.stop(Stop::List));
        }
        self.count(length / limits::ITEMS_A_STEP)
    }

    /// A text of this length was made, or is about to be, or to be gone through.
    pub(crate) fn made_text(&self, length: usize) -> JsResult<()> {
        if length > limits::TEXT {
            return Err(self.stop(Stop::Text));
        }
        self.count(u64::try_from(length).unwrap_or(u64::MAX) / limits::CHARACTERS_A_STEP)
    }

    /// A buffer was made.
    pub(crate) fn made_bytes(&self, length: usize) -> JsResult<()> {
        let mut state = self.borrow();
        state.bytes = state.bytes.saturating_add(length);
        let bytes = state.bytes;
        drop(state);
        if bytes > limits::BUFFERS { Err(self.stop(Stop::Buffers)) } else { Ok(()) }
    }

    /// Looks at how many objects lie behind one, as prototypes.
    pub(crate) fn check_links(&self, value: &JsValue) -> JsResult<()> {
        let mut object = value.as_object();
        for _ in 0..limits::LINKS {
            let Some(found) = object else { return Ok(()) };
            object = found.prototype();
        }
        Err(self.stop(Stop::Depth))
    }

    /// One more function is bound.
    pub(crate) fn chain(&self) -> JsResult<()> {
        let mut state = self.borrow();
        state.chained += 1;
        let chained = state.chained;
        drop(state);
        if chained > limits::CHAINED { Err(self.stop(Stop::Depth)) } else { Ok(()) }
    }

    pub(crate) fn check_stack(&self) -> JsResult<()> {
        let here = stack_address();
        if self.borrow().stack.abs_diff(here) > limits::STACK {
            return Err(self.stop(Stop::Depth));
        }
        Ok(())
    }
}

/// About where the stack ends now.
#[inline(never)]
pub(crate) fn stack_address() -> usize {
    let here = 0_u8;
    std::hint::black_box(&raw const here).addr()
}
