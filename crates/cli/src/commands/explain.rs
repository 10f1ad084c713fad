//! `connfn explain`: what a diagnostic means, an example that gives it, and the mend.

use crate::{
    args::ExplainArgs,
    context::Context,
    exit::Exit,
    explain,
    failure::{Failure, Outcome},
};
use connfn::Code;

pub(crate) fn run(args: &ExplainArgs, context: &Context) -> Outcome {
    let text = match &args.code {
        None => list(),
        Some(asked) => page(find(asked)?),
    };
    context.output.data(&text)?;
    Ok(Exit::Done)
}

fn list() -> String {
    let lines = Code::ALL.iter().map(|code| format!("{code}  {:7}  {}\n", code.severity().as_str(), code.title()));
    lines.collect()
}

fn page(code: Code) -> String {
    let (severity, entry) = (code.severity().as_str(), explain::entry(code).unwrap_or_default());
    format!("# {code}: {}\n\nSeverity: {severity}\n\n{entry}", code.title())
}

/// The code that is meant: `CF0012`, `cf0012`, `cf12` and `12` are one.
fn find(asked: &str) -> Outcome<Code> {
    let asked = asked.trim();
    let digits = match asked.split_at_checked(2) {
        Some((head, digits)) if head.eq_ignore_ascii_case("cf") => digits,
        _ => asked,
    };
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u32> = digits.parse().ok().filter(|_| is_number);
    let wanted = number.map(|number| format!("CF{number:04}"));
    if let Some(code) = Code::ALL.iter().find(|code| Some(code.as_str()) == wanted.as_deref()) {
        return Ok(*code);
    }
    let nearest = number.and_then(|number| Code::ALL.iter().min_by_key(|code| number_of(**code).abs_diff(number)));
    let help = match nearest {
        Some(code) => format!("the nearest is `{code}`, {}; `connfn explain` lists all", code.title()),
        None => "a code is like `CF0101`; `connfn explain` lists all".to_owned(),
    };
    Err(Failure::with_help(format!("no diagnostic has the code `{asked}`"), help))
}

fn number_of(code: Code) -> u32 {
    code.as_str().trim_start_matches("CF").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_written_shortly() {
        for asked in ["CF0101", "cf0101", "cf101", "Cf101", "101", " CF0101 "] {
            assert_eq!(find(asked).unwrap(), Code::Syntax, "{asked}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_the_nearest() {
        for (asked, help) in [
            ("CF0011", "the nearest is `CF0010`"),
            ("cf9999", "the nearest is `CF0604`"),
            ("x", "a code is like"),
            ("", "a code is like"),
            ("é", "a code is like"),
            ("cf", "a code is like"),
            ("CF+101", "a code is like"),
            ("99999999999", "a code is like"),
        ] {
            let Err(Failure::Problem { help: Some(found), .. }) = find(asked) else { panic!("{asked}") };
            assert!(found.starts_with(help), "{asked}: {found}");
        }
    }
}
