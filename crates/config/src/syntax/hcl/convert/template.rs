//! Template literals exactly as Terraform reads them: strip markers, and the indentation of `<<-` heredocs. hcl-edit's own
//! reading differs in lines of blanks alone and in carriage returns, so heredocs are read from the source again.

use super::Convert;
use crate::syntax::tree::{Choice, Expression, Kind, Part, Repetition};
use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::ops::Range;
use hcl_edit::{
    Span,
    template::{Directive, Element, HeredocTemplate, StringTemplate, Strip, Template},
};

/// A piece of a template, as they follow each other. Literals are one line or less, as Terraform's own scanner cuts them: strip
/// markers reach no further.
enum Piece {
    Literal(String),
    Interpolation(Expression),
    If(Expression),
    Else,
    For(Box<Repetition>),
    /// Of an `if` or a `for`.
    End,
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
    let mut cutter = Cutter { pieces: Vec::new(), trim_next: false, quoted };
    cutter.template(convert, template, false);
    cutter.pieces
}

/// Cuts a template into pieces, and takes away the blanks that strip markers name.
struct Cutter {
    pieces: Vec<Piece>,
    trim_next: bool,
    quoted: bool,
}

impl Cutter {
    fn template(&mut self, convert: &mut Convert<'_>, template: &Template, nested: bool) {
        for element in template {
            match element {
                Element::Literal(literal) => {
                    let range = literal.span().unwrap_or_default();
                    let lines = if self.quoted {
                        refuse_line_break(convert, &range);
                        // hcl-edit does not read the escapes in the text of a directive.
                        let text = if nested { escaped(convert, &range) } else { literal.value().clone() };
                        vec![text]
                    } else {
                        lines(convert, literal)
                    };
                    for mut line in lines {
                        if core::mem::take(&mut self.trim_next) {
                            line.drain(..line.len() - line.trim_start().len());
                        }
                        self.pieces.push(Piece::Literal(line));
                    }
                }
                Element::Interpolation(found) => {
                    let inside = convert.expression(&found.expr);
                    self.control(found.strip, Piece::Interpolation(inside));
                }
                Element::Directive(directive) => match &**directive {
                    Directive::If(found) => {
                        let condition = convert.expression(&found.if_expr.cond_expr);
                        self.control(found.if_expr.strip, Piece::If(condition));
                        self.template(convert, &found.if_expr.template, true);
                        if let Some(other) = &found.else_expr {
                            self.control(other.strip, Piece::Else);
                            self.template(convert, &other.template, true);
                        }
                        self.control(found.endif_expr.strip, Piece::End);
                    }
                    Directive::For(found) => {
                        let repetition = Repetition {
                            key_name: found.for_expr.key_var.as_ref().map(ToString::to_string),
                            value_name: found.for_expr.value_var.to_string(),
                            collection: convert.expression(&found.for_expr.collection_expr),
                            parts: Vec::new(),
                        };
                        self.control(found.for_expr.strip, Piece::For(Box::new(repetition)));
                        self.template(convert, &found.for_expr.template, true);
                        self.control(found.endfor_expr.strip, Piece::End);
                    }
                },
            }
        }
    }

    /// Something in braces, and what its strip markers do to its neighbours.
    fn control(&mut self, strip: Strip, piece: Piece) {
        if let (true, Some(Piece::Literal(before))) = (strip.strip_start(), self.pieces.last_mut()) {
            before.truncate(before.trim_end().len());
        }
        self.trim_next = strip.strip_end();
        self.pieces.push(piece);
    }
}

/// The text of a quoted string, whose escapes are still to be read.
fn escaped(convert: &mut Convert<'_>, range: &Range<usize>) -> String {
    let source = String::from(convert.text.get(range.clone()).unwrap_or_default());
    let mut text = String::new();
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = source.get(at..).unwrap_or_default();
        match c {
            '"' => convert.refuse(
                &(range.start + at..range.start + at + 1),
                "a quote ends the string within a directive",
                "write `\\\"` for a quote",
            ),
            '$' | '%' if rest.starts_with("$${") || rest.starts_with("%%{") => {
                chars.next();
                text.push(c);
            }
            '\\' => {
                let escape = chars.next().map(|(_, escape)| escape);
                let digits = match escape {
                    Some('u') => 4,
                    Some('U') => 8,
                    _ => 0,
                };
                let code = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                let read = match escape {
                    Some('n') => Some('\n'),
                    Some('r') => Some('\r'),
                    Some('t') => Some('\t'),
                    Some(same @ ('"' | '\\')) => Some(same),
                    _ if digits > 0 => code.and_then(char::from_u32),
                    _ => None,
                };
                (0..digits).for_each(|_| _ = chars.next());
                match read {
                    Some(read) => text.push(read),
                    None => convert.refuse(
                        &(range.start + at..range.start + at + 1 + escape.map_or(0, char::len_utf8)),
                        "this is not an escape sequence",
                        "the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`",
                    ),
                }
            }
            c => text.push(c),
        }
    }
    text
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
                _ => spaces = Some(0),
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

/// Puts the pieces into their order within each other. hcl-edit has seen to it that every `if` and `for` has its end.
fn parts(pieces: Vec<Piece>) -> Vec<Part> {
    let mut open: Vec<(Part, bool)> = Vec::new();
    let mut root: Vec<Part> = Vec::new();
    for piece in pieces {
        let part = match piece {
            Piece::Literal(text) => Part::Literal(text),
            Piece::Interpolation(expression) => Part::Interpolation(expression),
            Piece::If(condition) => {
                open.push((Part::If(Box::new(Choice { condition, yes: Vec::new(), no: Vec::new() })), false));
                continue;
            }
            Piece::For(repetition) => {
                open.push((Part::For(repetition), false));
                continue;
            }
            Piece::Else => {
                if let Some((_, other)) = open.last_mut() {
                    *other = true;
                }
                continue;
            }
            Piece::End => match open.pop() {
                Some((part, _)) => part,
                None => continue,
            },
        };
        let target = match open.last_mut() {
            Some((Part::If(choice), true)) => &mut choice.no,
            Some((Part::If(choice), false)) => &mut choice.yes,
            Some((Part::For(repetition), _)) => &mut repetition.parts,
            _ => &mut root,
        };
        match (target.last_mut(), part) {
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
            (_, part) => target.push(part),
        }
    }
    root
}
