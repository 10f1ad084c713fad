//! HCL's native syntax. hcl-edit parses; what its tree lacks and where it gives up too early is made up for here.

mod brackets;
mod convert;
mod error;
mod origin;
mod recover;
pub(crate) mod written;

pub(crate) use origin::Origin;

use crate::{
    problem::{Place, Problems},
    syntax::tree::{Body, Expression, Kind},
};
use alloc::string::{String, ToString};
use brackets::{Open, empty_heredocs, open_at};
use convert::Convert;
use hcl_edit::{parser, structure};
use recover::{blank, broken_block, is_blank};

/// Parses a document.
pub(super) fn parse(file: usize, text: &str, problems: &mut Problems) -> Body {
    let mut readable = String::from(text);
    for heredoc in empty_heredocs(text) {
        let quotes = heredoc.start..heredoc.start + 2;
        blank(&mut readable, heredoc);
        readable.replace_range(quotes, "\"\"");
    }
    for _ in 0..MISTAKES {
        match parse_repeated(&readable) {
            Ok(body) => return Convert { file, text, origin: Origin::Same, problems }.body(&body),
            Err(problem) => {
                error::report(&problem, &readable, |range| Place::new(file, &range), problems);
                let broken = broken_block(&readable, problem.location().offset());
                if error::is_of_merge(&readable) || is_blank(&readable, &broken) {
                    break;
                }
                blank(&mut readable, broken);
            }
        }
    }
    Body::default()
}

/// How many blocks of a document that do not parse are got over.
const MISTAKES: usize = 20;

/// How many names that are given twice are got over in one document.
const REPEATED: usize = 20;

/// Parses a document in which names may be given twice. hcl-edit takes that for a syntax error and stops; each such name is
/// made another one of the same length, so that the rest is read too. Names are then taken from the text, not from the tree.
fn parse_repeated(text: &str) -> Result<structure::Body, parser::Error> {
    let mut masked = String::from(text);
    let mut found = parser::parse_body(text);
    let mut names = 0;
    let mut last = None;
    let mut letters = ('a'..='z').chain('A'..='Z');
    while let Err(problem) = &found {
        let Some(mut start) = error::repeated(problem) else { break };
        if last != Some(start) {
            last = Some(start);
            names += 1;
            letters = ('a'..='z').chain('A'..='Z');
        }
        let rest = text.get(start..).unwrap_or_default();
        // Of a key that is worked out, what it refers to is another: `(local.key)`.
        let inside = rest.trim_start_matches(['(', ' ']);
        start += rest.len() - inside.len();
        let length =
            inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(inside.len());
        let of_inside = inside.get(length..).unwrap_or_default();
        let length = if inside.len() == rest.len() || of_inside.starts_with('.') { length } else { 0 };
        match letters.next() {
            Some(letter) if length > 0 && names <= REPEATED => {
                let mask = letter.to_string().repeat(length);
                masked.replace_range(start..start + length, &mask);
                found = parser::parse_body(&masked);
            }
            _ => break,
        }
    }
    found
}

/// Parses the template in a JSON string, whose characters come from the places that `origin` says.
pub(super) fn parse_template(
    file: usize,
    text: &str,
    origin: Origin,
    place: Place,
    problems: &mut Problems,
) -> Expression {
    let kind = match parser::parse_template(text) {
        Ok(found) => {
            let mut convert = Convert { file, text, origin, problems };
            Kind::Template(convert.template(&found))
        }
        Err(problem) => {
            error::report(&problem, text, |range| origin.place(file, &range), problems);
            Kind::Unsupported("")
        }
    };
    Expression { place, kind }
}

/// Parses the expression in a JSON string that must be one, such as the `to` of an import.
pub(super) fn parse_expression(file: usize, text: &str, origin: Origin) -> Option<Expression> {
    let found = parser::parse_expr(text).ok()?;
    // What is wrong inside will be said when it is looked up.
    let mut ignored = Problems::default();
    Some(Convert { file, text, origin, problems: &mut ignored }.expression(&found))
}

/// Parses an expression, and reports what is wrong with it.
pub(super) fn parse_reported_expression(
    file: usize,
    text: &str,
    origin: Origin,
    problems: &mut Problems,
) -> Option<Expression> {
    match parser::parse_expr(text) {
        Ok(found) => Some(Convert { file, text, origin, problems }.expression(&found)),
        Err(problem) => {
            error::report(&problem, text, |range| origin.place(file, &range), problems);
            None
        }
    }
}

/// Parses an expression that stands on its own, with comments before and behind it. `None` if it is none, which is reported.
pub(crate) fn parse_question(file: usize, text: &str, problems: &mut Problems) -> Option<Expression> {
    if ["#", "//", "/*"].iter().any(|comment| text.contains(comment)) {
        // Only what stands in a document may have comments around it.
        let document = ["x=", text, "\n"].concat();
        let offsets = (0..=document.len()).map(|byte| byte.saturating_sub(2).min(text.len())).collect();
        if let Ok(body) = parser::parse_body(&document)
            && let (1, Some(structure::Structure::Attribute(attribute))) = (body.len(), body.iter().next())
        {
            let mut convert = Convert { file, text: &document, origin: Origin::Decoded(offsets), problems };
            return Some(convert.expression(&attribute.value));
        }
    }
    parse_reported_expression(file, text, Origin::Same, problems)
}

/// Whether a bracket, a comment or a heredoc of an expression is not closed. A string ends on its line.
pub(crate) fn is_open(text: &str) -> bool {
    !matches!(open_at(text, text.len()), None | Some(Open::String(_)))
}
