//! `connfn console`: the values of expressions that standard input gives, as Terraform prints them. On a terminal each is answered
//! as it is typed; else all are read first, and each is answered whatever became of the others.

use crate::{
    args::ConsoleArgs,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    report::{self, Origin},
    sources::{Configuration, Place},
};
use connfn::{Answer, Code, Diagnostic};
use std::io::{self, BufRead, IsTerminal, Write};

/// What the library calls the file of a question.
const QUESTION: &str = "<console-input>";

/// What some editors and shells begin a text with.
const BOM: char = '\u{feff}';

const HELP: &str = "\
Type an expression of the configuration's language to see its value, such as `var.name`,
`upper(local.site)` or `type(local.sites)`. One goes on while a bracket is open.

`exit`, `quit` or the end of the input ends the console; `help` shows this.
";

pub(crate) fn run(args: &ConsoleArgs, context: &Context) -> Outcome {
    let place = Place::of(&args.path)?;
    let mut configuration = Configuration::read(place, &args.variables, context)?;
    let own: Vec<Diagnostic> = std::mem::take(&mut configuration.checked.diagnostics)
        .into_iter()
        .filter(|problem| problem.is_error() && problem.code != Code::NoConfiguration)
        .collect();
    // A broken configuration gives no values: what could be worked out of it may be wrong.
    if !own.is_empty() {
        report::say(context.output, &own, &configuration.origin());
        return Ok(Exit::Error);
    }
    let mut good = true;
    let input = io::stdin();
    let asks = input.is_terminal();
    let mut lines = input.lock().lines();
    let mut pending = Vec::new();
    loop {
        if asks {
            prompt()?;
        }
        let Some(expression) = next(&mut lines, asks)? else { break };
        let word = expression.trim().trim_start_matches(BOM);
        match word {
            "exit" | "quit" => {
                // Whoever typed it has seen what went wrong.
                good |= asks;
                break;
            }
            "help" => {}
            _ => pending.push(expression.trim_start_matches(BOM).to_owned()),
        }
        let helps = word == "help";
        if asks || helps {
            good &= tell(context, &mut configuration, std::mem::take(&mut pending))?;
        }
        if helps {
            context.output.data(HELP)?;
        }
    }
    good &= tell(context, &mut configuration, pending)?;
    Ok(if good { Exit::Done } else { Exit::Error })
}

fn prompt() -> Outcome<()> {
    // A prompt is no data, and whoever types sees both.
    io::stderr().write_all(b"> ").map_err(|error| Failure::new(format!("cannot write a prompt: {error}")))
}

/// The next expression: a line, and those after it while a bracket is open.
fn next(lines: &mut impl Iterator<Item = io::Result<String>>, asks: bool) -> Outcome<Option<String>> {
    let mut expression = String::new();
    for line in lines {
        let line = line.map_err(|error| Failure::new(format!("cannot read an expression: {error}")))?;
        if !expression.is_empty() {
            expression.push('\n');
        }
        expression.push_str(&line);
        if expression.trim().is_empty() {
            expression.clear();
            if asks {
                prompt()?;
            }
        } else if !connfn::is_unfinished(&expression) {
            break;
        }
    }
    Ok(Some(expression).filter(|expression| !expression.is_empty()))
}

/// Answers expressions. Whether all went well.
fn tell(context: &Context, configuration: &mut Configuration, expressions: Vec<String>) -> Outcome<bool> {
    let mut good = true;
    if expressions.is_empty() {
        return Ok(good);
    }
    let answers = configuration.evaluate(expressions.clone());
    for (expression, Answer { value, diagnostics }) in expressions.into_iter().zip(answers) {
        if let Some(value) = value {
            context.output.data(&format!("{value}\n"))?;
        } else {
            good = false;
        }
        let files = [(QUESTION.to_owned(), expression)].into();
        for diagnostic in &diagnostics {
            let is_here = diagnostic.location.as_ref().is_some_and(|location| location.file == QUESTION);
            let origin = if is_here { Origin { folder: None, files: Some(&files) } } else { configuration.origin() };
            report::say(context.output, std::slice::from_ref(diagnostic), &origin);
        }
    }
    Ok(good)
}
