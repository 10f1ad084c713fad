//! A worker that runs functions, asked by hand: what a function may use up is its process.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_connfn"));
        command.arg("simulator-worker").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    fn ask(&mut self, number: u64, body: &str) {
        let request = json!({
            "code": format!("function connectionHandler(connection) {{\n{body}\n}}\n"),
            "runtime": "cloudfront-js-2.0",
            "connection": "{}",
        });
        let line = format!("{}\n", json!({ "number": number, "request": request }));
        self.input.as_mut().unwrap().write_all(line.as_bytes()).unwrap();
    }

    /// The next answer, or nothing if the worker has ended.
    fn answer(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        (!line.is_empty()).then(|| serde_json::from_str(&line).unwrap())
    }

    /// Until it has ended by itself, if it does so soon.
    fn ends(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if self.child.try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn complaint(&mut self) -> String {
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_worker_answers_one_question_after_the_other_and_ends_with_whoever_asks() {
    let mut worker = Worker::start();
    for (number, decision) in [(1, "allow"), (2, "deny")] {
        worker.ask(number, &format!("connection.{decision}();"));
        let answer = worker.answer().unwrap();
        assert_eq!((&answer["number"], &answer["outcome"]["decision"]), (&json!(number), &json!(decision)));
    }
    worker.input = None;
    assert!(worker.ends());
}

#[test]
fn a_worker_that_is_busy_forever_ends_with_whoever_asked() {
    let mut worker = Worker::start();
    worker.ask(1, "/^(a+)+$/.test('a'.repeat(40) + 'b');");
    std::thread::sleep(Duration::from_millis(200));
    worker.input = None;
    assert!(worker.ends());
}

/// Each fills memory by steps that are small one by one.
const BALLOONS: [&str; 3] = [
    "const a = []; for (let i = 0; i < 100000; i++) a.push('x'.repeat(50000) + i);",
    "let s = 'x'; for (let i = 0; i < 40; i++) s += s; console.log(s.length);",
    "const o = {}; for (let i = 0; i < 100000; i++) o['k' + i] = Buffer.alloc(100000, 'x');",
];

#[test]
fn a_balloon_is_stopped_by_the_engine_or_ends_its_worker_within_the_memory_that_it_may_have() {
    for body in BALLOONS {
        let mut worker = Worker::start();
        worker.ask(1, body);
        match worker.answer() {
            Some(answer) => assert_ne!(answer["outcome"]["error"], Value::Null, "{body}"),
            None => {
                let said = worker.complaint();
                assert!(said.contains("memory allocation of"), "{body}: {said}");
            }
        }
    }
}
