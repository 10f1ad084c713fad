//! Conditions that a configuration sets itself: `validation`, `precondition`, `postcondition` and `assert`. What follows from
//! one that does not hold is its caller's to say.

use super::shape::Shape;
use crate::{
    evaluate::{Data, Evaluator},
    problem::Place,
    syntax::Block,
};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
};
use connfn_core::diagnostic::Code;

/// What became of a condition.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    /// It does not hold; what its author says of that, and where it stands.
    Fails(String, Place),
    /// It depends on what is not known while planning, and where it stands.
    Unknown(Place),
    /// It cannot be judged, which was reported.
    Bad,
}

/// Judges one block with a `condition` and an `error_message`.
pub(crate) fn judge(evaluator: &mut Evaluator<'_, '_>, block: &Block) -> Verdict {
    let shape = Shape { what: "a condition", required: &["condition", "error_message"], optional: &[], blocks: &[] };
    let mark = evaluator.problems.mark();
    shape.check(block, evaluator.problems);
    let (Some(condition), Some(text)) = (block.body.attribute("condition"), block.body.attribute("error_message"))
    else {
        return Verdict::Bad;
    };
    let place = condition.value.place;
    let value = evaluator.evaluate(&condition.value);
    if evaluator.problems.forget_not_known(mark) {
        return Verdict::Unknown(place);
    }
    if evaluator.problems.failed_since(mark) || value.data.is_unknown() {
        return Verdict::Bad;
    }
    match value.data.to_bool() {
        Some(true) => Verdict::Holds,
        Some(false) => Verdict::Fails(message(evaluator, text), place),
        None if !value.data.is_known() => Verdict::Unknown(place),
        None => {
            let message = match value.data {
                Data::Null(_) => "the condition is null, but must be true or false".to_owned(),
                other => format!("a condition is a bool, but this is {}", other.noun()),
            };
            evaluator.problems.add(Code::WrongType, place, message);
            Verdict::Bad
        }
    }
}

/// The words of the author, on one line and without a final period, as every message has them.
fn message(evaluator: &mut Evaluator<'_, '_>, text: &crate::syntax::Attribute) -> String {
    let mark = evaluator.problems.mark();
    let value = evaluator.evaluate(&text.value);
    let said = value.data.to_text().and_then(|text| text.known().map(ToString::to_string));
    match said {
        Some(said) => {
            let mut line = String::new();
            for word in said.split_whitespace() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            let end = line.trim_end_matches('.').len();
            line.truncate(end);
            line
        }
        None => {
            // That the condition does not hold matters more than what is wrong with its message.
            evaluator.problems.take_since(mark);
            "its condition does not hold".to_owned()
        }
    }
}
