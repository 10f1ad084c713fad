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
        let mut output = BufReader::new(output);
        let mut ready = String::new();
        output.read_line(&mut ready).unwrap();
        assert_eq!(ready, "\n");
        Self { child, input, output }
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

#[test]
fn a_worker_that_wants_more_memory_than_it_may_have_says_so_and_ends() {
    let mut worker = Worker::start();
    let block = vec![b'x'; 1024 * 1024];
    let mut input = worker.input.take().unwrap();
    // A question without an end, until nobody reads it any more.
    while input.write_all(&block).is_ok() {}
    assert!(worker.ends());
    assert!(worker.complaint().contains("memory allocation of"));
}

/// What fills memory by steps that are small one by one, or by texts that grow.
#[cfg(target_os = "linux")]
const BALLOONS: [&str; 4] = [
    "const a = []; for (let i = 0; i < 100000; i++) a.push('x'.repeat(50000) + i);",
    "let s = 'x'; for (let i = 0; i < 40; i++) s += s; console.log(s.length);",
    "const a = []; for (let i = 0; i < 100000; i++) a.push(Buffer.alloc(100000, 'x'));",
    "const a = []; for (;;) a.push({ a: 1, b: [1, 2, 3] });",
];

/// As long as the command waits for it.
#[cfg(target_os = "linux")]
#[test]
fn a_balloon_stays_within_the_memory_of_a_worker() {
    let peak = |id: u32| -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.map_or(0, |line| line.trim().trim_end_matches(" kB").parse().unwrap())
    };
    for body in BALLOONS {
        let mut worker = Worker::start();
        worker.ask(1, body);
        let begun = Instant::now();
        let mut most = 0;
        while begun.elapsed() < Duration::from_millis(1800) && worker.child.try_wait().unwrap().is_none() {
            most = most.max(peak(worker.child.id()));
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!((1..256 * 1024).contains(&most), "{body}: {most} KiB");
    }
}
