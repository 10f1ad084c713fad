//! One run: the code, then `connectionHandler`, then what promises left to do; and what is said of all that.

use crate::assumptions;
use crate::frames::{FILE, Frame};
use crate::inspect;
use crate::limits::Stop;
use crate::outcome::{Coverage, Decision, ErrorKind, Outcome, ScriptError};
use crate::refusal::{Prepared, refused};
use crate::request::Request;
use crate::state::{Shared, State, stack_address};
use crate::subject;
use crate::world;
use boa_engine::builtins::promise::PromiseState;
use boa_engine::error::RuntimeLimitError;
use boa_engine::object::builtins::JsPromise;
use boa_engine::{Context, JsError, JsObject, JsValue, Source};
use std::path::Path;

/// What the engine says of a buffer for which there is no memory, with the name of a type before it.
const NO_ROOM: &str = "while allocating data block";

pub(crate) fn run(request: &Request, prepared: &Prepared) -> Outcome {
    let shared = Shared::new(State {
        begun: vec![0; prepared.code.lines.len()],
        stack: stack_address(),
        store: request.store.clone(),
        random: prepared.now.unsigned_abs(),
        ..State::default()
    });
    let context = world::engine::context(prepared.now, shared.clone());
    let error = match context {
        Ok(mut context) => {
            let error = Running { request, prepared, shared: shared.clone(), context: &mut context }.whole().err();
            // What the engine holds is given back before the context that it belongs to.
            let mut state = shared.borrow();
            state.connection_handler = None;
            state.imports = None;
            state.rejected.clear();
            error
        }
        Err(error) => Some(ScriptError::new(ErrorKind::Limit, error.to_string())),
    };
    judge(&mut shared.borrow(), error, prepared)
}

/// What the calls and the error amount to.
fn judge(state: &mut State, error: Option<ScriptError>, prepared: &Prepared) -> Outcome {
    let calls = std::mem::take(&mut state.calls);
    let called = assumptions::decision(&calls);
    let decision = if error.is_some() { assumptions::after_failure(called) } else { called };
    // What bears on the decision comes first; how much else is noted is up to the function.
    let mut notes = about_calls(&calls);
    if decision != called {
        notes.push(
            "the function failed after `allow()`; AWS does not say whether the connection is allowed, so it is not"
                .to_owned(),
        );
    }
    notes.append(&mut state.notes);
    Outcome {
        decision,
        logs: std::mem::take(&mut state.logs),
        custom_data: state.custom_data.take(),
        error,
        notes,
        coverage: coverage(&prepared.code.lines, &state.begun),
    }
}

fn about_calls(calls: &[Decision]) -> Vec<String> {
    let mut notes = Vec::new();
    if calls.contains(&Decision::Allow) && calls.contains(&Decision::Deny) {
        let both =
            "both `allow()` and `deny()` were called; AWS does not say which counts, so it is taken for a denial";
        notes.push(both.to_owned());
    }
    for (decision, name) in [(Decision::Allow, "allow"), (Decision::Deny, "deny")] {
        if calls.iter().filter(|call| **call == decision).count() > 1 {
            notes.push(format!("`{name}()` was called more than once"));
        }
    }
    notes
}

fn coverage(lines: &[u32], begun: &[u64]) -> Coverage {
    let mut all = lines.to_vec();
    let mut reached: Vec<u32> =
        lines.iter().zip(begun).filter(|(_, begun)| **begun > 0).map(|(line, _)| *line).collect();
    for lines in [&mut all, &mut reached] {
        lines.sort_unstable();
        lines.dedup();
    }
    Coverage { lines: all, hit: reached }
}

struct Running<'r> {
    request: &'r Request,
    prepared: &'r Prepared,
    shared: Shared,
    context: &'r mut Context,
}

impl Running<'_> {
    fn whole(mut self) -> Result<(), ScriptError> {
        self.note_large_values();
        self.note_wide_characters();
        let connection = world::build(self.request, self.prepared, self.context).map_err(|error| self.error(error))?;
        self.code()?;
        self.jobs()?;
        let answer = self.handler(connection)?;
        self.jobs()?;
        self.settled(&answer)?;
        self.unhandled()
    }

    /// A store would not hold them.
    fn note_large_values(&self) {
        for (key, value) in self.request.store.iter().flatten() {
            if value.len() > assumptions::LONGEST_VALUE {
                let most = assumptions::LONGEST_VALUE;
                let note =
                    format!("the value of `{key}` is longer than {most} bytes, which a key value store does not hold");
                self.shared.borrow().note(note);
            }
        }
    }

    /// A text is a list of half characters here, and of whole ones in njs.
    fn note_wide_characters(&self) {
        let wide = |text: &str| text.chars().any(|character| character > '\u{FFFF}');
        if wide(&self.request.connection) || self.request.store.iter().flatten().any(|(_, value)| wide(value)) {
            self.shared.borrow().note(
                "the connection or the store holds a character beyond U+FFFF, which counts for two here and for one at AWS",
            );
        }
    }

    fn code(&mut self) -> Result<(), ScriptError> {
        let source = Source::from_bytes(&self.prepared.code.text).with_path(Path::new(FILE));
        // This makes a function of the code, and runs nothing of it.
        let mut made = match self.context.eval(source) {
            Ok(made) => made,
            Err(error) => return Err(self.unparsable(&error)),
        };
        // The outer function is given what listens, and gives the inner one, which is the code.
        let probes = world::probes::all(self.context);
        for arguments in [&probes[..], &[]] {
            let Some(function) = made.as_callable() else { break };
            made = function.call(&JsValue::undefined(), arguments, self.context).map_err(|error| self.error(error))?;
        }
        Ok(())
    }

    /// The check let it pass and the engine does not: it is said where, in the user's own code.
    fn unparsable(&self, error: &JsError) -> ScriptError {
        // Such as `SyntaxError: reason at line 2, col 72 (native)`.
        let text = error.to_string();
        let text = text.lines().next().unwrap_or_default().trim_end_matches(" (native)");
        let text = text.strip_prefix("SyntaxError: ").unwrap_or(text);
        let (reason, place) = match text.rsplit_once(" at line ") {
            Some((reason, place)) => (reason, place.split_once(", col ")),
            None => (text, None),
        };
        let place = place.and_then(|(line, column)| {
            let line = line.parse().ok()?;
            self.prepared.code.users(line, column.parse().ok()?)
        });
        refused(format!("the code does not parse: {reason}")).at(place)
    }

    fn handler(&mut self, connection: JsObject) -> Result<JsValue, ScriptError> {
        let (handler, other) = {
            let state = self.shared.borrow();
            (state.connection_handler.clone(), state.has_handler)
        };
        let Some(handler) = handler else {
            let error = refused("the function has no `connectionHandler`");
            return Err(error.help(if other {
                "AWS documents `connectionHandler(connection)` only; what it does with `handler` is not known"
            } else {
                "declare `function connectionHandler(connection)` at the top"
            }));
        };
        let result = handler.call(&JsValue::undefined(), &[connection.into()], self.context);
        result.map_err(|error| self.error(error))
    }

    fn jobs(&mut self) -> Result<(), ScriptError> {
        self.context.run_jobs().map_err(|error| self.error(error))?;
        match self.shared.borrow().stop {
            Some(stop) => Err(self.stopped(stop)),
            None => Ok(()),
        }
    }

    /// An `async` handler has failed if its promise was rejected.
    fn settled(&mut self, answer: &JsValue) -> Result<(), ScriptError> {
        let Some(promise) = answer.as_object().and_then(|object| JsPromise::from_object(object).ok()) else {
            return Ok(());
        };
        match promise.state() {
            PromiseState::Fulfilled(_) => Ok(()),
            PromiseState::Rejected(reason) => Err(self.error(JsError::from_opaque(reason))),
            PromiseState::Pending => {
                self.shared.borrow().note("the promise that `connectionHandler` returned is never settled");
                Ok(())
            }
        }
    }

    /// A promise that was rejected without anybody looking.
    fn unhandled(&mut self) -> Result<(), ScriptError> {
        let rejected = self.shared.borrow().rejected.first().cloned();
        let promise = rejected.and_then(|promise| JsPromise::from_object(promise).ok());
        match promise.map(|promise| promise.state()) {
            Some(PromiseState::Rejected(reason)) => {
                let mut error = self.error(JsError::from_opaque(reason));
                error.message = format!("a promise was rejected and nobody looked at it: {}", error.message);
                Err(error.help("`await` it, or give it a `catch`"))
            }
            _ => Ok(()),
        }
    }

    fn error(&mut self, error: JsError) -> ScriptError {
        let stop = self.shared.borrow().stop;
        if let Some(stop) = stop {
            return self.stopped(stop);
        }
        if error.as_engine().is_some() {
            return self.stopped(cause(&error));
        }
        if error.to_string().contains(NO_ROOM) {
            return self.stopped(Stop::Memory);
        }
        let place = self.place(&error);
        let message = match error.into_opaque(self.context) {
            Ok(value) => inspect::thrown(&value, self.context),
            Err(error) => error.to_string(),
        };
        let message = subject::named(message, &self.request.code, place);
        ScriptError::new(ErrorKind::Thrown, message).at(place)
    }

    fn stopped(&self, stop: Stop) -> ScriptError {
        ScriptError::new(ErrorKind::Limit, stop.message()).at(self.last()).help(stop.help())
    }

    /// The statement that was begun last.
    fn last(&self) -> Option<(u32, u32)> {
        let last = self.shared.borrow().last;
        last.and_then(|last| self.prepared.code.place(last))
    }

    /// Where an error comes from: the innermost place in the function's code. Where that tells only a function, it is the statement
    /// that was begun last there, and where it tells nothing, the one that was begun last at all.
    fn place(&self, error: &JsError) -> Option<(u32, u32)> {
        let text = error.to_string();
        // A message may have lines that look like those which follow it.
        let thrown = error.as_opaque().and_then(JsValue::as_object).map(|object| inspect::error(&object));
        let text = thrown.and_then(|message| text.strip_prefix(&message)).unwrap_or(&text);
        let frames = text.lines().rev().take_while(|line| line.starts_with("    at "));
        let innermost = frames.filter_map(Frame::read).last();
        let code = &self.prepared.code;
        let place = innermost.and_then(|frame| code.users(frame.line, frame.column));
        let place = match place.and_then(|place| code.only_function(place)) {
            Some(body) => code.last_in(body, &self.shared.borrow().begun),
            None => place,
        };
        place.or_else(|| self.last())
    }
}

/// Which of the engine's own limits an error comes from. Where the engine did not expect one, it says so and gives it as the source.
fn cause(error: &JsError) -> Stop {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = source {
        if let Some(RuntimeLimitError::LoopIteration) = error.downcast_ref::<RuntimeLimitError>() {
            return Stop::Steps;
        }
        source = error.source();
    }
    Stop::Depth
}
