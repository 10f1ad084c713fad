//! The hostile functions over the wire: `connfn emulator` answers each test of one in time and in bounds of memory, says why it was
//! stopped, answers others meanwhile, and lives on.
//!
//! With `CONNFN_OPTIMIZED_BIN`, the path of an optimized command, all are run and held to what is promised. Without it some are,
//! and since the command is slower then, a function may be stopped for its time where it would have met another limit.

#![cfg(target_os = "linux")]

#[path = "../../../../tests/hostile/functions.rs"]
mod list;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use list::Hostile;
use std::{
    env, fs,
    io::{BufRead, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

const SIGNED: &str = "authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cloudfront/aws4_request, \
                      SignedHeaders=host, Signature=00\r\n";
const FUNCTIONS: &str = "/2020-05-31/connection-function";
const OUT_OF_TIME: &str = "the function was stopped after";

/// In KiB, of one process.
const MEMORY: u64 = 256 * 1024;

struct Emulator {
    child: Child,
    address: String,
}

impl Emulator {
    fn start(program: &str) -> Self {
        let mut command = Command::new(program);
        let mut child = command.args(["emulator"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, address: url.trim().strip_prefix("http://").unwrap().to_owned() }
    }

    fn post(&self, path: &str, headers: &str, body: &str) -> String {
        self.send("POST", path, headers, body)
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (host, length) = (&self.address, body.len());
        let head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{SIGNED}{headers}");
        stream.write_all(format!("{head}content-length: {length}\r\n\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Creates a function, and gives its id and ETag.
    fn create(&self, name: &str, code: &str) -> (String, String) {
        let code = STANDARD.encode(code);
        let answer = self.post(
            FUNCTIONS,
            "",
            &format!(
                "<CreateConnectionFunctionRequest><Name>{name}</Name><ConnectionFunctionConfig><Comment/>\
                 <Runtime>cloudfront-js-2.0</Runtime></ConnectionFunctionConfig>\
                 <ConnectionFunctionCode>{code}</ConnectionFunctionCode></CreateConnectionFunctionRequest>"
            ),
        );
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        let etag = answer.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
        (element(&answer, "Id").to_owned(), etag)
    }

    fn test(&self, (id, etag): &(String, String)) -> String {
        let object = STANDARD.encode("{}");
        self.post(
            &format!("{FUNCTIONS}/{id}/test"),
            &format!("if-match: {etag}\r\n"),
            &format!(
                "<TestConnectionFunctionRequest><Stage>DEVELOPMENT</Stage><ConnectionObject>{object}</ConnectionObject>\
                 </TestConnectionFunctionRequest>"
            ),
        )
    }

    /// Makes room: an account holds a hundred functions.
    fn delete(&self, (id, etag): &(String, String)) {
        let answer = self.send("DELETE", &format!("{FUNCTIONS}/{id}"), &format!("if-match: {etag}\r\n"), "");
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    }

    /// The largest amount of memory that a process of it ever held, as far as is seen now.
    fn memory(&self) -> u64 {
        let id = self.child.id();
        let tasks = fs::read_dir(format!("/proc/{id}/task")).unwrap();
        let children = tasks.flat_map(|task| {
            let children = fs::read_to_string(task.unwrap().path().join("children")).unwrap_or_default();
            children.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        });
        children.chain([id.to_string()]).map(|id| peak(&id)).max().unwrap_or_default()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn peak(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or(0, |line| line.trim().trim_end_matches(" kB").parse().unwrap())
}

/// The text of the first element of a name.
fn element<'a>(document: &'a str, name: &str) -> &'a str {
    let (_, rest) = document.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name}: {document}"));
    rest.split_once("</").unwrap().0
}

/// Says that it is over, however it ends.
struct Over<'o>(&'o AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What is wrong with an answer.
fn judge(function: &Hostile, answer: &str, optimized: bool) -> Option<String> {
    if !answer.starts_with("HTTP/1.1 200 ") {
        return Some(answer.to_owned());
    }
    let said = element(answer, "ConnectionFunctionErrorMessage");
    let out_of_time = said.starts_with(OUT_OF_TIME) && (!optimized || function.group == "uncounted");
    match &function.error {
        None => None,
        Some(_) if out_of_time => None,
        Some(expected) if !said.is_empty() && said.contains(expected.as_str()) => None,
        Some(expected) => Some(format!("expected `{expected}`, got `{said}`")),
    }
}

#[test]
fn hostile_functions_are_answered_over_the_wire() {
    let optimized = env::var("CONNFN_OPTIMIZED_BIN").ok();
    let emulator = Emulator::start(optimized.as_deref().unwrap_or(env!("CARGO_BIN_EXE_connfn")));
    let functions: Vec<Hostile> = list::functions()
        .into_iter()
        .enumerate()
        .filter(|(at, function)| optimized.is_some() || function.group == "uncounted" || at % 8 == 0)
        .map(|(_, function)| function)
        .collect();
    // Others share the machine with this, and much so where nothing is optimized.
    let patience = Duration::from_secs(if optimized.is_some() { 2 } else { 10 });
    let (over, memory, slowest) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let mut problems = Vec::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                memory.fetch_max(emulator.memory(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(5));
            }
        });
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let answer = emulator.post(&format!("{FUNCTIONS}s"), "", "");
                assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
                slowest.fetch_max(u64::try_from(begun.elapsed().as_millis()).unwrap(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(50));
            }
        });
        let _over = Over(&over);
        for (at, function) in functions.iter().enumerate() {
            let made = emulator.create(&format!("hostile-{at}"), &function.code);
            let begun = Instant::now();
            let answer = emulator.test(&made);
            let time = begun.elapsed();
            emulator.delete(&made);
            let shown: String = function.code.chars().take(200).collect();
            problems.extend(judge(function, &answer, optimized.is_some()).map(|problem| format!("{problem}: {shown}")));
            if time > patience {
                problems.push(format!("{time:?}: {shown}"));
            }
        }
    });
    let (memory, slowest) = (memory.into_inner(), slowest.into_inner());
    println!("{} functions; {memory} KiB at most; others waited {slowest} ms at most", functions.len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!((1..MEMORY).contains(&memory), "{memory} KiB");
    assert!(Duration::from_millis(slowest) < patience, "{slowest} ms");
    // It lives, and runs what means no harm.
    let made = emulator.create("harmless", "function connectionHandler(connection) { connection.allow(); }");
    assert!(emulator.test(&made).contains("allow"));
}

#[test]
fn many_tests_at_once_are_all_answered() {
    let emulator = Emulator::start(env!("CARGO_BIN_EXE_connfn"));
    let made = emulator.create("harmless", "function connectionHandler(connection) { connection.allow(); }");
    thread::scope(|scope| {
        let asked: Vec<_> = (0..32).map(|_| scope.spawn(|| emulator.test(&made))).collect();
        for answer in asked.into_iter().map(|asked| asked.join().unwrap()) {
            assert_eq!(element(&answer, "ConnectionFunctionErrorMessage"), "", "{answer}");
        }
    });
}
