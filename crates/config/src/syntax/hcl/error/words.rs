//! What hcl-edit expected, and what it met, in words that say the way out. It must not look further than the line.

use crate::syntax::token::{END_OF_FILE, END_OF_LINE};
use alloc::{format, string::String};
use core::ops::Range;

/// The range, the message and the help, given what is found and the text from the innermost bracket that is open.
pub(super) fn explain(
    message: &str,
    text: &str,
    range: Range<usize>,
    found: &str,
    open: &str,
) -> (Range<usize>, String, Option<&'static str>) {
    let has = |part: &str| message.contains(part);
    let (message, help) = if has("nesting depth") {
        (String::from("the nesting is too deep"), Some("connfn reads at most 64 levels of expressions and blocks"))
    } else if has("128 chained") {
        (String::from("too many operators in one expression"), Some("connfn reads at most 128 in a row"))
    } else if has("escape sequence") || has("hex code") {
        // hcl-edit points behind the backslash.
        let start = text.get(..range.start).and_then(|before| before.rfind('\\')).unwrap_or(range.start);
        let end = if has("hex code") { range.end } else { range.start };
        let escape = text.get(start..end).unwrap_or_default();
        return (
            start..end,
            format!("`{escape}` is not an escape sequence"),
            Some("the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`"),
        );
    } else if has("heredoc end delimiter") {
        (String::from("a heredoc is not ended"), Some("end it with its delimiter on a line of its own"))
    } else if has("invalid structure") {
        let help = if found == END_OF_LINE {
            "the `=` of an argument and the `{` of a block stand on the line of its name"
        } else {
            "an argument is `name = value`, a block is `name { … }`"
        };
        (format!("expected `=`, `{{` or a label before {found}"), Some(help))
    } else if has("redefined") {
        let key = text.get(range.start..).and_then(|rest| rest.split('=').next()).unwrap_or_default().trim_end();
        let range = range.start..range.start + key.len();
        return (range, format!("`{key}` is given twice"), Some("remove one of the two"));
    } else if has("invalid block body") {
        let help = (found != END_OF_FILE).then_some("a block of more than one argument has each on a line of its own");
        (format!("expected an argument, a block or `}}` before {found}"), help)
    } else if has("invalid object value assignment") {
        (format!("expected `=` or `:` before {found}"), Some("an item of an object is `key = value`"))
    } else if has("invalid object item") {
        (format!("expected `,`, `}}` or a new line before {found}"), None)
    } else if has("invalid traversal operator") {
        (format!("expected a name or an index after the `.`, but found {found}"), None)
    } else if has("invalid expression") {
        let help = match found {
            "`'`" => Some("a string is written in double quotes"),
            "`“`" | "`”`" | "`„`" | "`‘`" | "`’`" => {
                Some("a string is written in straight double quotes: `\"`")
            }
            _ => None,
        };
        (format!("expected a value, but found {found}"), help)
    } else if has("expected newline") {
        (format!("expected a new line before {found}"), Some("each argument and each block has a line of its own"))
    } else if has("expected `]`") {
        (format!("expected `,` or `]` before {found}"), None)
    } else if has("expected `)`") || has("or expression") {
        (format!("expected `,` or `)` before {found}"), None)
    } else if has("expected `}`") {
        (format!("expected `}}` before {found}"), None)
    } else if has("expected `:`") {
        let help = match open.trim_start_matches(['[', '{']).trim_start().strip_prefix("for ") {
            Some(_) => "a `for` is `[for item in list : value]`, or `{for item in list : key => value}`",
            None => "a conditional is `condition ? value : other`",
        };
        (format!("expected `:` before {found}"), Some(help))
    } else if has("expected `{`") {
        (format!("expected `{{` before {found}"), Some(header_help(text, &range, found)))
    } else if has("expected identifier") && text.get(..range.start).is_some_and(|before| before.ends_with("<<")) {
        (format!("expected the delimiter of a heredoc before {found}"), Some("it is a word, such as `EOT`"))
    } else {
        (format!("did not expect {found}"), None)
    };
    (range, message, help)
}

/// The way out where a block's `{` was expected, and something else of its line was met.
fn header_help(text: &str, range: &Range<usize>, found: &str) -> &'static str {
    let next = text.get(range.end..).unwrap_or_default().trim_start();
    match found {
        "`=`" => "a block is written without `=`: `name { … }`",
        "`.`" => "labels are written one by one: `resource \"TYPE\" \"LABEL\" { … }`",
        END_OF_LINE if next.starts_with('{') => "the `{` of a block stands on the line of its name",
        _ => "an argument is `name = value`, a block is `name { … }`",
    }
}
