//! `explain`, and every entry run: its example gives exactly its code, and its mend none and no error.

use crate::support::{Ended, Folder};
use std::{fs, path::Path, process::Command};

/// What cannot be typed: each entry says itself why.
const NOT_TO_BE_TYPED: [&str; 2] = ["CF0504", "CF0604"];

/// The files and the commands of a part of an entry.
#[derive(Clone, Debug, Default)]
struct Part {
    files: Vec<(String, String)>,
    commands: Vec<String>,
}

/// Reads what stands below a heading, up to the next.
fn part(entry: &str, heading: &str) -> Part {
    let (_, text) = entry.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no {heading}: {entry}"));
    let text = text.split("\n## ").next().unwrap();
    let mut part = Part::default();
    let mut name = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if language == "console" {
                part.commands.extend(block.iter().map(|line| line.strip_prefix("$ ").unwrap().to_owned()));
            } else {
                let name: String = name.take().unwrap_or_else(|| panic!("a block without a name: {entry}"));
                part.files.push((name, block.join("\n") + "\n"));
            }
        } else if let Some(named) = line.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            name = Some(named.to_owned()).filter(|name| !name.contains('`'));
        }
    }
    part
}

/// The mend is the example with its files in place of those of the same name, and its commands, if it has any.
fn mended(example: &Part, mend: Part) -> Part {
    let kept = example.files.iter().filter(|(name, _)| mend.files.iter().all(|(other, _)| other != name)).cloned();
    let files = kept.chain(mend.files.iter().cloned()).collect();
    Part { files, commands: if mend.commands.is_empty() { example.commands.clone() } else { mend.commands } }
}

/// Runs the commands in a folder of their own; all but the last must do what they were told.
fn run(part: &Part) -> Result<Ended, String> {
    let folder = Folder::new();
    for (name, text) in &part.files {
        folder.write(name, text);
    }
    let mut last = None;
    for command in &part.commands {
        if let Some((before, ended)) = last.replace((command, typed(&folder, command)))
            && ended.code != Some(0)
        {
            return Err(format!("`{before}` failed: {}", ended.err));
        }
    }
    last.map(|(_, ended)| ended).ok_or_else(|| "there is no command".to_owned())
}

/// Types a line into a shell that finds this connfn.
fn typed(folder: &Folder, line: &str) -> Ended {
    let of_connfn = folder.command("");
    let mut shell = Command::new("sh");
    let binary = Path::new(env!("CARGO_BIN_EXE_connfn")).parent().unwrap();
    shell.args(["-c", line]).current_dir(folder.path("."));
    for (name, value) in of_connfn.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.env("PATH", format!("{}:{}", binary.display(), std::env::var("PATH").unwrap()));
    Ended::of(&mut shell)
}

/// The codes that standard error tells, as `error[CF0101]`, or else those that a plan does, as `Blocked: … [CF0401]`.
fn codes(ended: &Ended) -> Vec<&str> {
    let heads = ended.err.lines().filter_map(|line| {
        let (level, rest) = line.split_once('[')?;
        let known = ["error", "warning", "info"].contains(&level);
        rest.split_once(']').map(|(code, _)| code).filter(|_| known)
    });
    let blocked =
        ended.out.lines().filter_map(|line| line.strip_prefix("Blocked: ")?.rsplit_once('[')?.1.strip_suffix(']'));
    let mut codes: Vec<&str> = heads.collect();
    if codes.is_empty() {
        codes.extend(blocked);
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn check(code: &str, entry: &str) -> Result<(), String> {
    let example = part(entry, "Example");
    let mend = mended(&example, part(entry, "Mend"));
    if NOT_TO_BE_TYPED.contains(&code) {
        return if example.commands.is_empty() { Ok(()) } else { Err("it can be typed after all".to_owned()) };
    }
    let ended = run(&example).map_err(|problem| format!("the example: {problem}"))?;
    let is_error = entry.contains("\nSeverity: error\n");
    if codes(&ended) != [code] || (ended.code == Some(1)) != is_error {
        return Err(format!("the example gives {:?} and ends with {:?}\n{}", codes(&ended), ended.code, ended.err));
    }
    let ended = run(&mend).map_err(|problem| format!("the mend: {problem}"))?;
    if codes(&ended).contains(&code) || ended.code != Some(0) {
        return Err(format!("the mend gives {:?} and ends with {:?}\n{}", codes(&ended), ended.code, ended.err));
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn every_example_gives_its_code_and_every_mend_mends_it() {
    let list = Folder::new().run("explain").ok().out;
    let codes: Vec<&str> = list.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    let mut problems = Vec::new();
    let written = |code: &str| fs::exists(format!("{}/src/explain/{code}.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    // That each has one is a test of the command itself.
    for code in codes.into_iter().filter(|code| written(code)) {
        let entry = Folder::new().run(&format!("explain {code}")).ok().out;
        if let Err(problem) = check(code, &entry) {
            problems.push(format!("{code}: {problem}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_code_is_explained_and_an_unknown_one_gets_the_nearest() {
    let folder = Folder::new();
    let page = folder.run("explain cf101").ok().out_has("# CF0101: the document cannot be parsed").out;
    assert_eq!(page, folder.run("explain CF0101").ok().out);
    assert!(page.contains("## Example") && page.contains("## Mend"));
    folder.run("explain CF0011").code(1).err_has("no diagnostic has the code `CF0011`").err_has("nearest is `CF0010`");
    folder.run("explain").ok().out_has("CF0101  error    the document cannot be parsed\n");
}
