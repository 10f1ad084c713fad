//! Times whole deployments against the emulator, for `cargo xtask bench`: the calls that they make, and how long they take
//! against the shortest time that so many calls can take. And planning alone.

#![allow(clippy::unwrap_used, reason = "a benchmark that does not work ends")]

use connfn::{CheckRequest, Mode, PlanRequest, Run, RunOptions, RunResult, Scope};
use connfn_core::plan::{Options, make};
use connfn_emulator::{Emulator, FaultKind, FaultRule, Handle, When};
use connfn_executor::{Client, ClientOptions, execute, observe};
use std::{
    collections::BTreeMap,
    env,
    future::pending,
    hint::black_box,
    thread,
    time::{Duration, Instant},
};
use tokio::{runtime::Builder, sync::oneshot};

const SIZES: [usize; 3] = [1, 100, 1_000];
const CODE_BYTES: usize = 10_000;
const LATENCY: Duration = Duration::from_millis(20);
/// How far above the shortest time a deployment may be.
const AIM: f64 = 1.25;
const PLANNING_AIM: Duration = Duration::from_millis(50);

fn main() {
    let concurrency = env::args().nth(1).map_or(RunOptions::default().concurrency, |text| text.parse().unwrap());
    println!("with {concurrency} calls at a time, each of which takes {} ms\n", LATENCY.as_millis());
    println!("{:>9}  {:<18}{:>7}{:>11}{:>11}{:>8}", "functions", "", "calls", "time", "shortest", "ratio");
    let ratios = SIZES.map(|size| deployment(size, concurrency));
    let worst = ratios.into_iter().fold(0.0, f64::max);
    println!("\nthe aim, over the shortest time: {AIM} ×: {}", met(worst <= AIM));
    let (planning, reading) = planning(1_000);
    println!(
        "\nplanning 1000 functions of {CODE_BYTES} bytes each: {}, and reading them before: {}",
        shown(planning),
        shown(reading)
    );
    println!("the aim, for planning: {}: {}", shown(PLANNING_AIM), met(planning <= PLANNING_AIM));
}

/// Creates so many functions, looks at them, and changes them all. Returns the worst ratio.
fn deployment(size: usize, concurrency: usize) -> f64 {
    let (emulator, stop) = serve(size);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let worst = runtime.block_on(async {
        let options =
            ClientOptions { endpoint_url: Some(emulator.endpoint_url()), emulator: true, ..ClientOptions::default() };
        let client = connfn_executor::client(&options).await;
        let mut bench = Bench { size, concurrency, client, emulator, worst: 0.0 };
        bench.connect().await;
        bench.deploy("create", "first").await;
        bench.deploy("update", "second").await;
        bench.worst
    });
    let _ = stop.send(());
    worst
}

/// An emulator on a thread of its own, as another machine would be.
fn serve(size: usize) -> (Handle, oneshot::Sender<()>) {
    let (started, starting) = std::sync::mpsc::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let slow = vec![FaultRule::on_all(When::Always, FaultKind::Latency(LATENCY))];
            // A publication that takes no time: how long AWS takes is not connfn's.
            let builder = Emulator::builder().seed(7).max_functions(size).publishing(Duration::ZERO).faults(slow);
            started.send(builder.start(([127, 0, 0, 1], 0).into()).await.unwrap()).unwrap();
            let _ = stopped.await;
        });
    });
    (starting.recv().unwrap(), stop)
}

struct Bench {
    size: usize,
    concurrency: usize,
    client: Client,
    emulator: Handle,
    worst: f64,
}

impl Bench {
    /// Makes the first calls, which find credentials and connect. What that takes beyond them has no shortest time.
    async fn connect(&self) {
        let began = Instant::now();
        observe(&self.client, &Scope::default(), self.concurrency, &|_| {}).await.unwrap();
        let beyond = began.elapsed().saturating_sub(LATENCY);
        println!("{:>9}  {:<18}{:>18}", self.size, "connect", shown(beyond));
    }

    /// Observes, plans and applies, and prints how long each takes.
    async fn deploy(&mut self, name: &str, version: &str) {
        let mut request = request(self.size, version);
        let scope = scope(&request);
        self.emulator.clear_calls();
        let began = Instant::now();
        request.observed = observe(&self.client, &scope, self.concurrency, &|_| {}).await.unwrap();
        self.row(&format!("observe, {name}"), began.elapsed(), self.lists() + if name == "create" { 0 } else { 2 });

        let began = Instant::now();
        let plan = connfn::plan(&request).plan.unwrap();
        println!("{:>9}  {:<18}{:>18}", "", format!("plan, {name}"), shown(began.elapsed()));

        self.emulator.clear_calls();
        let began = Instant::now();
        let run = Run::new(&plan, RunOptions { concurrency: self.concurrency }).unwrap();
        let receipt = execute(&self.client, run, &mut (), pending()).await;
        let elapsed = began.elapsed();
        assert_eq!(receipt.result, RunResult::Complete);
        let mut calls_of: BTreeMap<String, usize> = BTreeMap::new();
        for step in &receipt.steps {
            *calls_of.entry(step.address.to_string()).or_default() += step.calls.len();
        }
        // The steps of one function follow each other.
        self.row(&format!("apply, {name}"), elapsed, calls_of.into_values().max().unwrap_or_default());
    }

    /// How many pages of lists have to be read one after the other.
    fn lists(&self) -> usize {
        let calls = self.emulator.calls();
        let lists = calls.iter().filter(|call| call.operation == "ListConnectionFunctions").count();
        // The first page of DEVELOPMENT comes together with that of LIVE.
        lists.saturating_sub(1)
    }

    fn row(&mut self, name: &str, time: Duration, chain: usize) {
        let calls = self.emulator.calls().len();
        let rounds = calls.div_ceil(self.concurrency).max(chain);
        let shortest = LATENCY * u32::try_from(rounds).unwrap();
        let ratio = time.as_secs_f64() / shortest.as_secs_f64();
        self.worst = self.worst.max(ratio);
        let size = self.size;
        println!("{size:>9}  {name:<18}{calls:>7}{:>11}{:>11}{ratio:>6.2} ×", shown(time), shown(shortest));
    }
}

fn scope(request: &PlanRequest) -> Scope {
    let checked = connfn::check(&CheckRequest { sources: request.sources.clone() });
    connfn::scope_of_request(&request.stack, &checked, Mode::Normal)
}

/// A configuration of so many functions, each with a file of code.
fn request(size: usize, version: &str) -> PlanRequest {
    let mut request = PlanRequest { stack: "bench-1".to_owned(), ..PlanRequest::default() };
    let mut blocks = String::new();
    for index in 0..size {
        let head = format!("// Gate {index}, {version}.\n");
        let line = "// A line as code has it, some forty characters.\n";
        let body = line.repeat((CODE_BYTES - head.len()) / line.len());
        request.sources.files.insert(format!("gate-{index}.js"), format!("{head}{body}"));
        blocks.push_str(&format!(
            r#"resource "aws_cloudfront_connection_function" "gate_{index}" {{
  name                     = "gate-{index}"
  connection_function_code = file("${{path.module}}/gate-{index}.js")
  publish                  = true
  tags                     = {{ Team = "edge", Number = "{index}" }}
  connection_function_config {{
    comment = "Gate {index}"
    runtime = "cloudfront-js-2.0"
  }}
}}
"#
        ));
    }
    request.sources.files.insert("main.tf".to_owned(), blocks);
    request
}

/// The shortest times of some in which so many functions are planned, and in which their configuration is read before.
fn planning(size: usize) -> (Duration, Duration) {
    let request = request(size, "first");
    let checking = CheckRequest { sources: request.sources.clone() };
    let desired = connfn::check(&checking).desired;
    let plan = || make(&request.stack, &desired, &request.observed, &Options::default());
    assert!(plan().is_applicable());
    (shortest(plan), shortest(|| connfn::check(&checking)))
}

fn shortest<T>(work: impl Fn() -> T) -> Duration {
    let times = (0..30).map(|_| {
        let began = Instant::now();
        let result = black_box(work());
        let time = began.elapsed();
        drop(result);
        time
    });
    times.min().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

const fn met(met: bool) -> &'static str {
    if met { "met" } else { "not met" }
}
