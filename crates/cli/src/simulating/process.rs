//! One worker, as the command sees it.

use super::protocol::{Answer, Asked, line};
use connfn_simulator::{Lost, Outcome, Request};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    asked: u64,
}

/// How long the first sign of a worker is waited for. A machine with much to do takes its time to start a process.
const START: Duration = Duration::from_secs(20);

impl Worker {
    /// One that is ready for a question.
    pub(super) fn start(command: &mut Command) -> Result<Self, Lost> {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().map_err(|error| Lost::Other(format!("it cannot be started: {error}")))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Lost::Other("it has no pipes".to_owned()));
        };
        let (sender, lines) = channel();
        // Ends when the worker does.
        thread::spawn(move || {
            let mut read = BufReader::new(output).lines().map_while(Result::ok);
            read.try_for_each(|line| sender.send(line))
        });
        let mut worker = Self { child, input, lines, asked: 0 };
        match worker.lines.recv_timeout(START) {
            Ok(_) => Ok(worker),
            Err(RecvTimeoutError::Timeout) => Err(Lost::Other("it did not start in time".to_owned())),
            Err(RecvTimeoutError::Disconnected) => Err(worker.last_words()),
        }
    }

    /// Asks, and waits no longer than this for the answer. The worker comes back with it; one that is lost has ended.
    pub(super) fn ask(mut self, request: &Request, patience: Duration) -> Result<(Outcome, Self), Lost> {
        self.asked += 1;
        let number = self.asked;
        // One that has ended cannot be written to; that no answer comes says so too, and why.
        let _ = self.input.write_all(&line(&Asked { number, request }));
        match self.lines.recv_timeout(patience) {
            Ok(line) => match serde_json::from_str::<Answer>(&line) {
                Ok(answer) if answer.number == number => Ok((answer.outcome, self)),
                _ => Err(Lost::Other("it did not answer what it was asked".to_owned())),
            },
            Err(RecvTimeoutError::Timeout) => Err(Lost::Time),
            Err(RecvTimeoutError::Disconnected) => Err(self.last_words()),
        }
    }

    /// Why a worker ended by itself. Rust says which allocation failed, or that the stack is at its end, before it aborts.
    fn last_words(&mut self) -> Lost {
        let mut said = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            let _ = errors.take(64 * 1024).read_to_end(&mut said);
        }
        let said = String::from_utf8_lossy(&said);
        if said.contains("memory allocation of") {
            return Lost::Memory;
        }
        if said.contains("has overflowed its stack") {
            return Lost::Depth;
        }
        let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        Lost::Other(format!("it ended by itself ({status})"))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
pub(super) mod tests {
    use super::*;

    /// A worker that is a shell script.
    pub(crate) fn shell(script: &str) -> Result<Worker, Lost> {
        Worker::start(Command::new("sh").args(["-c", script]))
    }

    /// One that says that it is ready.
    fn worker(script: &str) -> Worker {
        shell(&format!("echo; {script}")).unwrap()
    }

    pub(crate) fn request() -> Request {
        Request {
            code: String::new(),
            runtime: String::new(),
            connection: String::new(),
            store: None,
            now: None,
            runtime_features: std::collections::BTreeMap::new(),
        }
    }

    fn asked(worker: Worker) -> Result<(Outcome, Worker), Lost> {
        worker.ask(&request(), Duration::from_millis(500))
    }

    fn answer(number: u64) -> String {
        let line = String::from_utf8(line(&Answer { number, outcome: Outcome::default() })).unwrap();
        format!("read line; echo '{}'; ", line.trim())
    }

    #[test]
    fn answers_are_taken_in_turn() {
        let (outcome, worker) = asked(worker(&(answer(1) + &answer(2)))).unwrap();
        assert_eq!(outcome, Outcome::default());
        assert!(asked(worker).is_ok());
    }

    #[test]
    fn one_that_does_not_answer_is_lost_and_gone() {
        let hanging = worker("read line; exec sleep 60");
        let number = hanging.child.id();
        assert_eq!(asked(hanging).unwrap_err(), Lost::Time);
        let alive = Command::new("sh").args(["-c", &format!("kill -0 {number}")]).output().unwrap();
        assert!(!alive.status.success());
    }

    #[test]
    fn an_answer_to_an_earlier_question_is_none_to_a_later_one() {
        let (_, worker) = asked(worker(&(answer(1) + &answer(1)))).unwrap();
        assert_eq!(asked(worker).unwrap_err(), Lost::Other("it did not answer what it was asked".to_owned()));
    }

    #[test]
    fn one_that_ends_says_why() {
        let lost = |script: &str| asked(worker(script)).unwrap_err();
        assert_eq!(lost("read line; echo 'memory allocation of 8 bytes failed' >&2; kill -ABRT $$"), Lost::Memory);
        assert_eq!(lost("read line; echo 'thread has overflowed its stack' >&2; kill -ABRT $$"), Lost::Depth);
        assert_eq!(lost("exit 3"), Lost::Other("it ended by itself (exit status: 3)".to_owned()));
        assert_eq!(lost("read line; echo '{'"), Lost::Other("it did not answer what it was asked".to_owned()));
    }

    #[test]
    fn one_that_ends_before_it_is_ready_says_why() {
        let lost = shell("exit 3").unwrap_err();
        assert_eq!(lost, Lost::Other("it ended by itself (exit status: 3)".to_owned()));
    }

    #[test]
    fn what_cannot_be_started_is_told() {
        let lost = Worker::start(&mut Command::new("/nowhere/connfn")).unwrap_err();
        assert!(matches!(lost, Lost::Other(why) if why.starts_with("it cannot be started: ")));
    }
}
