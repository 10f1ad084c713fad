//! `cargo xtask cold-start`: what one start of the release binary costs. A command that is run by hand and in every CI job
//! must feel free, so the processor time of validating a small example has a limit.

use crate::{Outcome, binary, shell};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

const EXAMPLE: &str = "examples/allow-list";
const RUNS: usize = 20;
const LIMIT: Duration = Duration::from_millis(15);

/// Builds the binary if it is not fresh, and measures.
pub(crate) fn run() -> Outcome {
    measure(&binary::release()?)
}

pub(crate) fn measure(binary: &Path) -> Outcome {
    if !shell::root().join(EXAMPLE).is_dir() {
        return Err(format!("there is no `{EXAMPLE}` to validate").into());
    }
    let mut command = shell::command(binary);
    command.args(["validate", EXAMPLE]).stdin(Stdio::null());
    // The first run warms the file cache up, and its success is what the others are trusted for.
    shell::output(&mut command)?;
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let before = children_time()?;
        command.status()?;
        times.push(children_time()?.saturating_sub(before));
    }
    let [least, median, most] = spread(&mut times);
    println!(
        "connfn validate {EXAMPLE}: {RUNS} runs, user and system time: min {}, median {}, max {}; the limit is {}",
        milliseconds(least),
        milliseconds(median),
        milliseconds(most),
        milliseconds(LIMIT),
    );
    if median <= LIMIT {
        Ok(())
    } else {
        Err(format!("a start costs {}, more than {}", milliseconds(median), milliseconds(LIMIT)).into())
    }
}

/// The least, the median and the greatest.
fn spread(times: &mut [Duration]) -> [Duration; 3] {
    times.sort_unstable();
    let at = |index: usize| times.get(index).copied().unwrap_or_default();
    [at(0), at(times.len() / 2), at(times.len().saturating_sub(1))]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// The processor time of all children that have ended.
#[cfg(unix)]
fn children_time() -> Outcome<Duration> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(microseconds.unsigned_abs()))
}

#[cfg(not(unix))]
fn children_time() -> Outcome<Duration> {
    Err("the processor time of a child is measured on Unix only".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_taken_in_order() {
        let mut times = [5, 1, 3].map(Duration::from_millis);
        assert_eq!(spread(&mut times), [1, 3, 5].map(Duration::from_millis));
        assert_eq!(spread(&mut []), [Duration::ZERO; 3]);
    }
}
