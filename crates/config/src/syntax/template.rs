//! Template literals exactly as Terraform reads them: strip markers, and the indentation of `<<-` heredocs. hcl-edit's own
//! reading differs in lines of blanks alone and in carriage returns, so heredocs are read from the source again.

use super::{
    hcl::Convert,
    tree::{Expression, Kind, Part},
};
use alloc::{string::String, vec, vec::Vec};
use core::ops::Range;
use hcl_edit::{
    Span,
    template::{Element, HeredocTemplate, StringTemplate, Template},
};

/// A piece of a template. Literals are one line or less, as Terraform's own scanner cuts them: strip markers reach no further.
enum Piece {
    Literal(String),
    Interpolation(Expression),
}

/// The parts of a `"…"` template.
pub(super) fn quoted(convert: &mut Convert<'_>, template: &StringTemplate) -> Vec<Part> {
    parts(pieces(convert, template, true))
}

/// The parts of a template without quotes, as JSON strings hold.
pub(super) fn bare(convert: &mut Convert<'_>, template: &Template) -> Vec<Part> {
    parts(pieces(convert, template, false))
}

pub(super) fn heredoc(convert: &mut Convert<'_>, heredoc: &HeredocTemplate, range: Range<usize>) -> Kind {
    let source = convert.text.get(range.clone()).unwrap_or_default();
    let indented = source.starts_with("<<-");
    // Terraform ends a heredoc only at a line that holds nothing but the delimiter; hcl-edit lets something follow it.
    let rest = convert.text.get(range.end..).unwrap_or_default().lines().next().unwrap_or_default();
    if !rest.trim().is_empty() {
        convert.refuse(
            &(range.end..range.end + rest.trim_end().len()),
            "text follows the end of a heredoc on its line",
            "put the delimiter on a line of its own",
        );
    }
    let mut pieces = pieces(convert, &heredoc.template, false);
    if indented {
        dedent(&mut pieces);
    }
    Kind::Template(parts(pieces))
}

/// Reports a line break inside quotes, which hcl-edit accepts and Terraform does not.
pub(super) fn refuse_line_break(convert: &mut Convert<'_>, range: &Range<usize>) {
    let source = convert.text.get(range.clone()).unwrap_or_default();
    if let Some((line, _)) = source.split_once('\n') {
        convert.refuse(
            &(range.start..range.start + line.trim_end().len()),
            "a quoted string ends on the line where it starts",
            "write `\\n` for a line break, or use a heredoc: `<<EOT`",
        );
    }
}

fn pieces(convert: &mut Convert<'_>, template: &Template, quoted: bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut trim_next = false;
    for element in template {
        match element {
            Element::Literal(literal) => {
                let lines = if quoted {
                    refuse_line_break(convert, &literal.span().unwrap_or_default());
                    vec![literal.value().clone()]
                } else {
                    lines(convert, literal)
                };
                for mut line in lines {
                    if core::mem::take(&mut trim_next) {
                        line.drain(..line.len() - line.trim_start().len());
                    }
                    pieces.push(Piece::Literal(line));
                }
            }
            Element::Interpolation(found) => {
                if let (true, Some(Piece::Literal(before))) = (found.strip.strip_start(), pieces.last_mut()) {
                    before.truncate(before.trim_end().len());
                }
                trim_next = found.strip.strip_end();
                pieces.push(Piece::Interpolation(convert.expression(&found.expr)));
            }
            Element::Directive(_) => {
                let place = convert.place(element);
                let kind = Kind::Unsupported("a template directive");
                pieces.push(Piece::Interpolation(Expression { place, kind }));
                trim_next = false;
            }
        }
    }
    pieces
}

/// A literal of an unquoted template line by line, with its line endings as they stand in the file.
fn lines(convert: &Convert<'_>, literal: &impl Span) -> Vec<String> {
    let range = literal.span().unwrap_or_default();
    let source = convert.text.get(range).unwrap_or_default();
    source.split_inclusive('\n').map(|line| line.replace("$${", "${").replace("%%{", "%{")).collect()
}

/// Takes the indentation that all lines share away, as Terraform does: a line of blanks alone neither counts nor changes.
fn dedent(pieces: &mut [Piece]) {
    let mut indentation: Option<usize> = None;
    let mut starts_line = true;
    let mut starts = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let mut spaces = None;
        if core::mem::take(&mut starts_line) {
            match piece {
                Piece::Literal(line) => {
                    let rest = line.trim_start();
                    if !(rest.is_empty() && line.ends_with('\n')) {
                        spaces = Some(line.chars().count() - rest.chars().count());
                        starts.push(index);
                    }
                }
                Piece::Interpolation(_) => spaces = Some(0),
            }
        }
        if let Some(spaces) = spaces {
            indentation = Some(indentation.map_or(spaces, |least| least.min(spaces)));
        }
        starts_line = matches!(piece, Piece::Literal(line) if line.ends_with('\n'));
    }
    for index in starts {
        if let Some(Piece::Literal(line)) = pieces.get_mut(index) {
            *line = line.chars().skip(indentation.unwrap_or(0)).collect();
        }
    }
}

fn parts(pieces: Vec<Piece>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces {
        match (parts.last_mut(), piece) {
            (Some(Part::Literal(before)), Piece::Literal(text)) => before.push_str(&text),
            (_, Piece::Literal(text)) => parts.push(Part::Literal(text)),
            (_, Piece::Interpolation(expression)) => parts.push(Part::Interpolation(expression)),
        }
    }
    parts
}
