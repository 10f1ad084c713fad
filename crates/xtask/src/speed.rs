//! `cargo xtask speed`: what `connfn validate` costs with the release binary. A command that is run by hand, on every save and
//! in every CI job must feel free, so its processor time has limits: for a small example, which is the time of a start, and for
//! a configuration larger than any that fits into an account.

use crate::outcome::Outcome;
use crate::{binary, shell};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

const EXAMPLE: &str = "examples/allow-list";
const EXAMPLE_LIMIT: Duration = Duration::from_millis(15);

const FILES: usize = 100;
const RESOURCES: usize = 1_000;
const LARGE_LIMIT: Duration = Duration::from_millis(150);

/// What every file of the large configuration refers to.
const SHARED: &str = r#"variable "prefix" {
  type    = string
  default = "site"
}

locals {
  tags = { team = "edge" }
}

"#;

const RUNS: usize = 20;

/// Builds the binary if it is not fresh, and measures.
pub(crate) fn run() -> Outcome {
    measure(&binary::release(None)?)
}

pub(crate) fn measure(binary: &Path) -> Outcome {
    let example = shell::root().join(EXAMPLE);
    if !example.is_dir() {
        return Err(format!("there is no `{EXAMPLE}` to validate").into());
    }
    validate(binary, EXAMPLE, &example, EXAMPLE_LIMIT)?;
    let large = large()?;
    validate(binary, &format!("{RESOURCES} resources in {FILES} files"), &large, LARGE_LIMIT)?;
    let modules = modules()?;
    validate(binary, &format!("{RESOURCES} resources of {FILES} calls of a module"), &modules, LARGE_LIMIT)
}

fn validate(binary: &Path, what: &str, folder: &Path, limit: Duration) -> Outcome {
    let mut command = shell::command(binary);
    command.arg("validate").arg(folder).stdin(Stdio::null());
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
        "connfn validate, {what}: {RUNS} runs, user and system time: min {}, median {}, max {}; the limit is {}",
        milliseconds(least),
        milliseconds(median),
        milliseconds(most),
        milliseconds(limit),
    );
    if median <= limit {
        Ok(())
    } else {
        Err(format!("validating {what} costs {}, more than {}", milliseconds(median), milliseconds(limit)).into())
    }
}

/// Writes a configuration of many files that refer to each other, and gives its folder.
fn large() -> Outcome<PathBuf> {
    let folder = shell::workspace()?.target_directory.into_std_path_buf().join("xtask/large");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("gate.js"), fs::read(shell::root().join(EXAMPLE).join("allow-list.js"))?)?;
    let each = RESOURCES / FILES / 2;
    for file in 0..FILES {
        let shared = if file == 0 { SHARED } else { "" };
        fs::write(folder.join(format!("part-{file}.tf")), format!("{shared}{}", part(file * each, each)))?;
    }
    Ok(folder)
}

/// Writes a configuration that calls a module many times, and gives its folder.
fn modules() -> Outcome<PathBuf> {
    let folder = shell::workspace()?.target_directory.into_std_path_buf().join("xtask/modules");
    fs::create_dir_all(folder.join("pair"))?;
    fs::write(folder.join("pair/gate.js"), fs::read(shell::root().join(EXAMPLE).join("allow-list.js"))?)?;
    let number = "variable \"number\" {}\n";
    let outputs = "output \"arn\" {\n  value = aws_cloudfront_connection_function.f0.connection_function_arn\n}\n";
    let pair = part(0, 1).replace("-0", "-${var.number}").replace("gate 0", "gate ${var.number}");
    fs::write(folder.join("pair/main.tf"), format!("{SHARED}{number}{pair}{outputs}"))?;
    let each = RESOURCES / FILES / 2;
    let mut calls = String::new();
    for call in 0..FILES {
        _ = writeln!(
            calls,
            r#"module "m{call}" {{
  source = "./pair"
  count  = {each}
  number = {call} * {each} + count.index
}}

output "m{call}" {{
  value = module.m{call}[*].arn
}}
"#
        );
    }
    fs::write(folder.join("main.tf"), calls)?;
    Ok(folder)
}

/// Functions, each with a store, of the numbers from `first` on.
fn part(first: usize, count: usize) -> String {
    let mut text = String::new();
    for number in first..first + count {
        _ = writeln!(
            text,
            r#"resource "aws_cloudfront_key_value_store" "s{number}" {{
  name    = "${{var.prefix}}-store-{number}"
  comment = format("store %d of %s", {number}, var.prefix)
}}

resource "aws_cloudfront_connection_function" "f{number}" {{
  name                     = "${{var.prefix}}-gate-{number}"
  connection_function_code = file("${{path.module}}/gate.js")
  publish                  = true
  tags                     = merge(local.tags, {{ number = "{number}" }})

  connection_function_config {{
    comment = upper("gate {number}")
    runtime = "cloudfront-js-2.0"

    key_value_store_association {{
      key_value_store_arn = aws_cloudfront_key_value_store.s{number}.arn
    }}
  }}
}}
"#
        );
    }
    text
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
