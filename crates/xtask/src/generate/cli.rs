//! `docs/cli.md`: the reference of the command, which is what the command says of itself. Every subcommand is asked for its
//! `--help`, with a fixed width and without an environment, so that the page depends on the code alone.

use super::file::{File, MARKDOWN_NOTE};
use crate::outcome::Outcome;
use crate::{binary, shell};
use std::env;
use std::path::Path;

const PAGE: &str = "docs/cli.md";

pub(super) fn files() -> Outcome<Vec<File>> {
    let mut page = format!("{MARKDOWN_NOTE}\n\n# The command\n");
    let binary = binary::debug()?.command;
    let top = help(&binary, &[])?;
    if top.is_empty() && !shell::root().join(PAGE).exists() {
        println!("connfn has no help yet, and so no {PAGE}");
        return Ok(Vec::new());
    }
    describe(&binary, &[], &top, &mut page)?;
    Ok(vec![(PAGE, page)])
}

/// Adds a command and all below it.
fn describe(binary: &Path, names: &[&str], help: &str, page: &mut String) -> Outcome {
    if help.is_empty() {
        return Err(format!("`connfn {}` has no help", names.join(" ")).into());
    }
    let title: Vec<_> = ["connfn"].iter().chain(names).copied().collect();
    page.extend(["\n## `", &title.join(" "), "`\n\n```text\n", help, "\n```\n"]);
    for name in subcommands(help) {
        let names = [names, &[name]].concat();
        describe(binary, &names, &self::help(binary, &names)?, page)?;
    }
    Ok(())
}

fn help(binary: &Path, names: &[&str]) -> Outcome<String> {
    let mut command = shell::command(binary);
    command.args(names).arg("--help").env_clear().env("COLUMNS", "100").env("NO_COLOR", "1");
    // Windows programs need it to find their libraries.
    command.envs(env::var_os("SystemRoot").map(|value| ("SystemRoot", value)));
    let help = shell::output(&mut command)?;
    let lines: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
    Ok(lines.join("\n"))
}

/// The names below `Commands:`. `help` itself has nothing to say.
fn subcommands(help: &str) -> impl Iterator<Item = &str> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.is_empty() || line.starts_with(' '))
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subcommands_are_read_from_the_help() {
        let help = "Plan.\n\nUsage: connfn <COMMAND>\n\nCommands:\n  plan   Say what would change,\n         and why\n  apply\n          \
                    Do it\n\n  help   Print this\n\nOptions:\n  -h, --help  Print help";
        assert_eq!(subcommands(help).collect::<Vec<_>>(), ["plan", "apply"]);
        assert_eq!(subcommands("Usage: connfn plan\n\nOptions:\n  -h").count(), 0);
    }
}
