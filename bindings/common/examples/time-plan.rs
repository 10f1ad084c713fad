//! Times plans natively, for `cargo xtask bench`: reads requests, one JSON text a line, and prints for each the shortest
//! time of planning in memory, and of planning from and to JSON as the command does, in milliseconds.

use connfn::{PlanRequest, PlanResponse};
use std::{
    hint::black_box,
    io::{self, BufRead},
    time::{Duration, Instant},
};

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    for line in io::stdin().lock().lines() {
        let line = line?;
        let request: PlanRequest = serde_json::from_str(&line)?;
        let in_memory = shortest(|| black_box(connfn::plan(black_box(&request))));
        let through_json = shortest(|| -> Result<String, serde_json::Error> {
            let request: PlanRequest = serde_json::from_str(black_box(&line))?;
            let response: PlanResponse = connfn::plan(&request);
            black_box(serde_json::to_string(&response))
        });
        println!("{} {}", milliseconds(in_memory), milliseconds(through_json));
    }
    Ok(())
}

/// The shortest of as many repetitions as a second holds, and of at least ten: what else the machine does only adds to it.
fn shortest<T>(mut work: impl FnMut() -> T) -> Duration {
    let began = Instant::now();
    let (mut shortest, mut repetitions) = (Duration::MAX, 0);
    while repetitions < 10 || began.elapsed() < Duration::from_secs(1) {
        let start = Instant::now();
        let result = work();
        shortest = shortest.min(start.elapsed());
        repetitions += 1;
        drop(result);
    }
    shortest
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
