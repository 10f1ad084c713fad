//! The worker's side. It reads no file, and what it may hold in memory is bounded.

use super::protocol::{Answer, Question, line};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};
use cap::Cap;
use std::alloc::System;
use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// What a worker may hold at once. A process has more than that: the program itself, and what was freed in between.
const MEMORY: usize = 160 * 1024 * 1024;

/// The engine bounds its own stack; a build without optimizations takes several times as much for it.
const STACK: usize = 16 * 1024 * 1024;

/// All memory of the command. Only a worker sets a limit.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Answers until nobody asks any more. Whoever asks and ends, however it ends, closes the pipe, and whatever still runs here ends with
/// the process.
pub(crate) fn run() -> Outcome {
    ALLOCATOR.set_limit(MEMORY).map_err(|()| Failure::new("more memory is in use than a worker may have"))?;
    let (questions, asked) = sync_channel(1);
    let answering = thread::Builder::new().stack_size(STACK).spawn(move || answer(&asked));
    answering.map_err(|error| Failure::new(format!("cannot start a thread: {error}")))?;
    read(&questions);
    Ok(Exit::Done)
}

fn read(questions: &SyncSender<Question>) {
    for line in std::io::stdin().lock().lines() {
        let question = line.ok().and_then(|line| serde_json::from_str(&line).ok());
        if question.is_none_or(|question| questions.send(question).is_err()) {
            return;
        }
    }
}

fn answer(asked: &Receiver<Question>) {
    let mut said = say(b"\n");
    while let (true, Ok(Question { number, request })) = (said, asked.recv()) {
        said = say(&line(&Answer { number, outcome: connfn_simulator::simulate(&request) }));
    }
}

/// Whether anybody hears it.
fn say(line: &[u8]) -> bool {
    let mut output = std::io::stdout().lock();
    output.write_all(line).and_then(|()| output.flush()).is_ok()
}
