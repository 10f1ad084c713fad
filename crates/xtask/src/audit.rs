//! `cargo xtask audit`: what tools from elsewhere say of all that this is built on. A developer's machine may lack a tool, or not
//! reach the database that it asks; that part is skipped, and said to be. Where everything is demanded, it fails.

use crate::optional_part;
use crate::outcome::Outcome;
use crate::steps::{Done, Steps};
use crate::{javascript, shell};
use clap::Args;
use serde_json::Value;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Fail, rather than skip, where a tool or a database is missing (also CONNFN_REQUIRE_OPTIONAL=1)
    #[arg(long)]
    demand: bool,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let mut steps = Steps::new(true);
    take(&mut steps, options.demand || optional_part::demanded());
    steps.finish("audit")
}

/// Takes each part as a step.
pub(crate) fn take(steps: &mut Steps, demand: bool) {
    steps.step("licences and sources", || licences(demand));
    steps.step("advisories of crates", || advisories_of_crates(demand));
    steps.step("unused crates", || unused_crates(demand));
    steps.step("advisories of npm packages", || advisories_of_npm(demand));
    steps.step("workflows", || workflows(demand));
}

fn licences(demand: bool) -> Outcome<Done> {
    with("cargo-deny", demand, || {
        shell::run(&mut shell::cargo(&["deny", "check", "bans", "licenses", "sources"]))?;
        Ok(Done::Passed)
    })
}

fn advisories_of_crates(demand: bool) -> Outcome<Done> {
    with("cargo-deny", demand, || {
        if let Err(error) = shell::output(&mut shell::cargo(&["deny", "fetch", "db"])) {
            return lacking(&format!("the database of advisories cannot be fetched: {error}"), demand);
        }
        shell::run(&mut shell::cargo(&["deny", "check", "--disable-fetch", "advisories"]))?;
        Ok(Done::Passed)
    })
}

fn unused_crates(demand: bool) -> Outcome<Done> {
    with("cargo-machete", demand, || {
        shell::run(&mut shell::cargo(&["machete"]))?;
        Ok(Done::Passed)
    })
}

/// Of what is locked in each folder, whoever installs it: a developer's machine is worth attacking too.
fn advisories_of_npm(demand: bool) -> Outcome<Done> {
    let mut problems = Vec::new();
    for folder in javascript::locked_folders()? {
        // npm says by its exit code both that there are advisories and that it could not ask.
        let mut npm = javascript::npm(&["audit", "--json"]);
        let answer = npm.current_dir(shell::root().join(&folder)).output()?;
        match found(&serde_json::from_slice(&answer.stdout).unwrap_or_default()) {
            Ok(0) => println!("{folder}: none"),
            Ok(count) => problems.push(format!("{count} in `{folder}`; `npm audit` there says more")),
            Err(problem) => return lacking(&format!("npm's advisories cannot be asked for: {problem}"), demand),
        }
    }
    if problems.is_empty() { Ok(Done::Passed) } else { Err(problems.join("\n").into()) }
}

/// What may be unsafe in the workflows, and in the action. It asks nobody.
fn workflows(demand: bool) -> Outcome<Done> {
    with("zizmor", demand, || {
        shell::run(shell::command("zizmor").args(["--offline", ".github", "action.yml"]))?;
        Ok(Done::Passed)
    })
}

/// How many packages have an advisory, or why that is not known.
fn found(answer: &Value) -> Result<u64, String> {
    let count = answer.pointer("/metadata/vulnerabilities/total").and_then(Value::as_u64);
    count.ok_or_else(|| answer["message"].as_str().unwrap_or("there is no answer").to_owned())
}

fn with(tool: &str, demand: bool, action: impl FnOnce() -> Outcome<Done>) -> Outcome<Done> {
    if shell::find_program(tool).is_some() { action() } else { lacking(&format!("{tool} is not installed"), demand) }
}

fn lacking(reason: &str, demand: bool) -> Outcome<Done> {
    let reason = reason.lines().next().unwrap_or_default().to_owned();
    if demand { Err(reason.into()) } else { Ok(Done::Skipped(reason)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_without_a_count_is_not_taken_for_none() {
        assert_eq!(found(&json!({ "metadata": { "vulnerabilities": { "total": 0 } } })), Ok(0));
        assert_eq!(found(&json!({ "metadata": { "vulnerabilities": { "high": 2, "total": 2 } } })), Ok(2));
        assert_eq!(found(&json!({ "message": "405 Method Not Allowed" })), Err("405 Method Not Allowed".to_owned()));
        assert_eq!(found(&Value::Null), Err("there is no answer".to_owned()));
    }

    #[test]
    fn what_is_missing_is_skipped_or_fails_where_it_is_demanded() {
        let missing = |demand| with("a-program-that-nobody-has", demand, || panic!("it is not run"));
        assert!(matches!(missing(false), Ok(Done::Skipped(reason)) if reason.contains("is not installed")));
        assert!(missing(true).is_err());
    }
}
