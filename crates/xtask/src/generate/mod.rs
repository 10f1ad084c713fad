//! `cargo xtask generate`: the files that are made from others and committed. A generator returns what its files should hold;
//! writing and checking are done here, alike for all. A new generator is a module and a line in [`GENERATORS`].

mod api;
mod architecture;
mod assumptions;
mod cli;
mod diagnostics;
mod file;
mod function_code;
mod tables;
mod types;
mod typescript;

use crate::outcome::Outcome;
use crate::shell;
use clap::Args;
use file::File;
use std::fs;
use std::path::Path;

struct Generator {
    name: &'static str,
    files: fn() -> Outcome<Vec<File>>,
}

const GENERATORS: [Generator; 7] = [
    Generator { name: "diagnostics", files: diagnostics::files },
    Generator { name: "function-code", files: function_code::files },
    Generator { name: "assumptions", files: assumptions::files },
    Generator { name: "types", files: types::files },
    Generator { name: "api", files: api::files },
    Generator { name: "architecture", files: architecture::files },
    Generator { name: "cli", files: cli::files },
];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Write nothing; fail if a file is not what would be written
    #[arg(long)]
    check: bool,
    /// Only these: `diagnostics`, `function-code`, `assumptions`, `types`, `api`, `architecture`, or `cli`, which waits for the command to be built
    only: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Outcome {
    if options.check { check(&options.only) } else { write(&options.only) }
}

/// Writes every file that is not fresh.
fn write(only: &[String]) -> Outcome {
    let (files, problems) = generate(only)?;
    for (path, content) in files {
        if stale(path, &content).is_some() {
            let file = shell::root().join(path);
            fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
            fs::write(file, content)?;
            println!("wrote {path}");
        }
    }
    conclude(&problems)
}

/// Fails, and names each file that is not fresh.
pub(crate) fn check(only: &[String]) -> Outcome {
    let (files, mut problems) = generate(only)?;
    let before = problems.len();
    for (path, content) in files {
        match stale(path, &content) {
            None => println!("{path} is fresh"),
            Some(difference) => problems.push(format!("{path} is stale: {difference}")),
        }
    }
    if problems.len() > before {
        problems.push("run `cargo xtask generate` and commit what it writes".to_owned());
    }
    conclude(&problems)
}

/// Everything that is asked for, which is all unless some are named, and why some of it cannot be made.
fn generate(only: &[String]) -> Outcome<(Vec<File>, Vec<String>)> {
    if let Some(unknown) = only.iter().find(|name| GENERATORS.iter().all(|generator| generator.name != name.as_str())) {
        let known: Vec<_> = GENERATORS.iter().map(|generator| generator.name).collect();
        return Err(format!("nothing called `{unknown}` is generated; there is {}", known.join(", ")).into());
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for Generator { name, files: generator } in GENERATORS {
        if !only.is_empty() && only.iter().all(|wanted| wanted != name) {
            continue;
        }
        match generator() {
            Ok(more) => files.extend(more),
            Err(error) => problems.push(format!("`{name}` cannot be generated: {error}")),
        }
    }
    Ok((files, problems))
}

fn conclude(problems: &[String]) -> Outcome {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

fn stale(path: &str, wanted: &str) -> Option<String> {
    difference(fs::read_to_string(shell::root().join(path)).ok().as_deref(), wanted)
}

/// The first difference between what a file holds and what it should, in words.
fn difference(found: Option<&str>, wanted: &str) -> Option<String> {
    let Some(found) = found else { return Some("it is not there".to_owned()) };
    if found == wanted {
        return None;
    }
    let (mut found, mut wanted) = (found.lines(), wanted.lines());
    for number in 1_usize.. {
        match (found.next(), wanted.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (Some(line), None) => return Some(format!("line {number}, `{line}`, should not be there")),
            (None, Some(line)) => return Some(format!("it ends before line {number}, `{line}`")),
            (Some(line), Some(other)) => return Some(format!("line {number} is `{line}` and should be `{other}`")),
        }
    }
    Some("its line endings differ".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_file_has_no_difference() {
        assert_eq!(difference(Some("a\nb\n"), "a\nb\n"), None);
    }

    #[test]
    fn a_stale_file_is_told_by_its_first_difference() {
        let told = |found| difference(found, "a\nb\n").unwrap();
        assert_eq!(told(None), "it is not there");
        assert_eq!(told(Some("a\nx\ny\n")), "line 2 is `x` and should be `b`");
        assert_eq!(told(Some("a\n")), "it ends before line 2, `b`");
        assert_eq!(told(Some("a\nb\nc\n")), "line 3, `c`, should not be there");
        assert_eq!(told(Some("a\r\nb\r\n")), "its line endings differ");
    }
}
