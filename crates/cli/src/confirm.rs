//! Asking before something is done. Only `yes` is an answer; without a terminal nothing is guessed.

use crate::{
    failure::{Failure, Outcome},
    output::Output,
};
use std::io::{self, BufRead, IsTerminal};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'a> {
    /// The command as typed.
    pub(crate) command: &'a str,
    pub(crate) text: &'a str,
    /// The way out where nobody can be asked, before the one that all commands have.
    pub(crate) instead: Option<&'a str>,
}

/// Asks, and fails if the answer is anything but `yes`.
pub(crate) fn ask(output: Output, question: &Question<'_>) -> Outcome<()> {
    let Question { command, text, .. } = question;
    check(question)?;
    output.speak(&format!("\n{text}\n  Only `yes` is accepted.\n\n  Enter a value: "));
    let mut answer = String::new();
    // An end of input is an answer too, and not `yes`.
    let read = io::stdin().lock().read_line(&mut answer);
    output.say("");
    match read {
        Ok(_) if answer.trim() == "yes" => Ok(()),
        Ok(_) => Err(Failure::new(format!("{command} cancelled; nothing was done"))),
        Err(error) => Err(Failure::new(format!("cannot read the answer: {error}; nothing was done"))),
    }
}

/// Fails if nobody can be asked.
pub(crate) fn check(question: &Question<'_>) -> Outcome<()> {
    if io::stdin().is_terminal() {
        return Ok(());
    }
    let instead = question.instead.map(|instead| format!("{instead}, or ")).unwrap_or_default();
    Err(Failure::with_help(
        "there is no terminal to ask on, and nothing was done",
        format!("{instead}pass `--auto-approve` to `connfn {}`", question.command),
    ))
}
