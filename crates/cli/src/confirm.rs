//! Asking before something is done. Only `yes` is an answer; without a terminal nothing is guessed.

use crate::{
    failure::{Failure, Outcome},
    output::Output,
};
use std::io::{self, BufRead, IsTerminal};

/// Asks, and fails if the answer is anything but `yes`.
pub(crate) fn ask(output: Output, command: &str, question: &str) -> Outcome<()> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Err(Failure::with_help(
            "there is no terminal to ask on, and nothing was done",
            format!(
                "review with `connfn plan --out plan.json` and then `connfn apply plan.json`, or pass `--auto-approve` to \
                 `connfn {command}`"
            ),
        ));
    }
    output.speak(&format!("\n{question}\n  Only `yes` is accepted.\n\n  Enter a value: "));
    let mut answer = String::new();
    // An end of input is an answer too, and not `yes`.
    let read = stdin.lock().read_line(&mut answer);
    output.say("");
    match read {
        Ok(_) if answer.trim() == "yes" => Ok(()),
        Ok(_) => Err(Failure::new(format!("{command} cancelled; nothing was done"))),
        Err(error) => Err(Failure::new(format!("cannot read the answer: {error}; nothing was done"))),
    }
}
