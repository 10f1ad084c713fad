//! Makes a function's code tell what it does: a call before each statement, at the start of each function and of each round of a
//! loop, and one around each expression that may make a long text or a long chain of objects. So the lines that were run are known,
//! and a run can be stopped. What the engine reads too late is made to be read in time. Nothing is put on a line of its own, so that
//! lines stay what they are; columns are led back by [`Instrumented::users`].

use connfn_script::{Outline, Span};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};

/// Code that can be run, and the way back to the user's own.
#[derive(Debug)]
pub(crate) struct Instrumented {
    pub(crate) text: String,
    /// What was put in: at which offset of the new text, and how long it is.
    inserted: Vec<(usize, usize)>,
    /// The line of each statement, by its number.
    pub(crate) lines: Vec<u32>,
    /// The offset and the place of each statement, by its number.
    places: Vec<(u32, (u32, u32))>,
    /// The bodies of functions, and where each begins. The engine tells this place of what it knows no better one for.
    bodies: Vec<(Span, (u32, u32))>,
}

/// The names by which the code reaches who listens. The user's code must not contain them.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) step: String,
    pub(crate) text: String,
    pub(crate) entry: String,
    pub(crate) import: String,
}

impl Names {
    /// Names that the code does not contain: to spell them out, also by escapes, it would have to contain its own hash.
    pub(crate) fn free_in(code: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(code.as_bytes());
        let mark = hasher.finish();
        let name = |word: &str| format!("${mark:016x}{word}");
        Self { step: name("step"), text: name("text"), entry: name("entry"), import: name("import") }
    }

    /// In the order in which the code takes what they stand for.
    fn all(&self) -> [&str; 4] {
        [&self.step, &self.text, &self.entry, &self.import]
    }
}

/// Something that is put in at an offset. Where several meet, they are put in by their order.
struct Edit {
    at: u32,
    order: (Phase, i64, u8),
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Close,
    Block,
    Open,
}

/// Brackets around a part of the code. What is larger opens first and closes last; of two of one size, the one of the lower rank.
fn around(span: &Span, rank: u8, open: String, close: &str) -> [Edit; 2] {
    [
        Edit { at: span.start, order: (Phase::Open, -i64::from(span.end), rank), text: open },
        Edit { at: span.end, order: (Phase::Close, -i64::from(span.start), u8::MAX - rank), text: close.to_owned() },
    ]
}

pub(crate) fn instrument(code: &str, outline: &Outline, names: &Names) -> Instrumented {
    let step = &names.step;
    let mut edits = Vec::new();
    let mut lines = Vec::new();
    let mut places = Vec::new();
    for (number, statement) in outline.statements.iter().enumerate() {
        let (line, column) = position(code, statement.span.start as usize);
        lines.push(line);
        places.push((statement.span.start, (line, column)));
        if statement.bare {
            edits.extend(around(&statement.span, 0, format!("{{{step}({number});"), "}"));
        } else {
            let order = (Phase::Open, -i64::from(statement.span.end), 0);
            edits.push(Edit { at: statement.span.start, order, text: format!("{step}({number});") });
        }
    }
    let constructors: BTreeSet<&u32> = outline.constructors.iter().collect();
    for at in &outline.blocks {
        let given = if constructors.contains(at) { "null,this" } else { "" };
        edits.push(Edit { at: *at, order: (Phase::Block, 0, 0), text: format!("{step}({given});") });
    }
    for value in &outline.values {
        edits.extend(around(value, 1, format!("({step}(),"), ")"));
    }
    for made in &outline.made {
        // A space, since a word such as `return` may stand right before a template.
        edits.extend(around(made, 2, format!(" {}(", names.text), ")"));
    }
    // The engine reads a variable on the left of an operator only after it has worked out the right side.
    for operand in &outline.operands {
        edits.extend(around(operand, 3, "(0,".to_owned(), ")"));
    }
    edits.sort_by_key(|edit| (edit.at, edit.order));
    let (text, inserted) = write(code, outline, names, &edits);
    let body = |inside: &Span| (inside.clone(), position(code, inside.start.saturating_sub(1) as usize));
    let whole = (0..u32::MAX, (1, 1));
    let bodies = outline.bodies.iter().map(body).chain([whole]).collect();
    Instrumented { text, inserted, lines, places, bodies }
}

/// A module's scope is that of a function; imports come before all else, as in a module. Around it is one whose parameters are what
/// listens, so that no global names that, nor `arguments`.
fn write(code: &str, outline: &Outline, names: &Names, edits: &[Edit]) -> (String, Vec<(usize, usize)>) {
    let code = without_imports(code, outline);
    let mut text = format!("(function ({}) {{return function () {{\"use strict\";", names.all().join(","));
    for import in &outline.imports {
        if let Some(local) = &import.local {
            // What is imported is one of a few known words, else the code was refused.
            let _ = write!(text, "const {local} = {}({:?});", names.import, import.source);
        }
    }
    let mut inserted = vec![(0, text.len())];
    let mut from = 0;
    for edit in edits {
        let at = edit.at as usize;
        text.push_str(code.get(from..at).unwrap_or_default());
        inserted.push((text.len(), edit.text.len()));
        text.push_str(&edit.text);
        from = at;
    }
    text.push_str(code.get(from..).unwrap_or_default());
    let entry = |name: &str| format!("typeof {name} === \"undefined\" ? undefined : {name}");
    let _ = write!(text, "\n{}({}, {});}}}})", names.entry, entry("connectionHandler"), entry("handler"));
    (text, inserted)
}

/// The code with spaces in the place of its imports, and of a first line for a shell.
fn without_imports(code: &str, outline: &Outline) -> String {
    let mut bytes = code.as_bytes().to_vec();
    let shell = if code.starts_with("#!") { code.lines().next().unwrap_or_default().len() } else { 0 };
    let imports = outline.imports.iter().map(|import| import.span.start as usize..import.span.end as usize);
    for range in imports.chain(std::iter::once(0..shell)) {
        for byte in bytes.get_mut(range).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    // An import is cut out as a whole, and so no character is cut in two.
    String::from_utf8(bytes).unwrap_or_default()
}

impl Instrumented {
    /// The place in the user's code of one in this that the engine tells, which ends lines at more than editors do.
    pub(crate) fn users(&self, line: u32, column: u32) -> Option<(u32, u32)> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        let start = *line_starts(&self.text).get(index)?;
        let found = self.text.get(start..)?.split(LINE_ENDS).next().unwrap_or_default();
        let within = found.char_indices().nth(usize::try_from(column.checked_sub(1)?).ok()?);
        let at = start + within.map_or(found.len(), |(at, _)| at);
        let (line, column) = position(&self.text, at);
        // Whatever was put in between the line's start and the place, as far as it lies before the place.
        let start = self.text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let foreign: usize = self
            .inserted
            .iter()
            .filter(|(from, _)| (start..at).contains(from))
            .map(|(from, length)| self.text.get(*from..at.min(from + length)).map_or(0, |text| text.chars().count()))
            .sum();
        Some((line, column.saturating_sub(u32::try_from(foreign).ok()?)))
    }

    /// The function of which a place says no more than that it is in there.
    pub(crate) fn only_function(&self, place: (u32, u32)) -> Option<&Span> {
        self.bodies.iter().find(|(_, start)| *start == place).map(|(body, _)| body)
    }

    /// The place of the statement in a function, and in none within it, that was begun last.
    pub(crate) fn last_in(&self, body: &Span, begun: &[u64]) -> Option<(u32, u32)> {
        let holds = |outer: &Span, at: u32| outer.start <= at && at < outer.end;
        let is_nested = |inner: &Span| inner != body && holds(body, inner.start);
        let nested: Vec<&Span> = self.bodies.iter().map(|(inner, _)| inner).filter(|inner| is_nested(inner)).collect();
        let own = |at: u32| holds(body, at) && !nested.iter().any(|inner| holds(inner, at));
        let ran = self.places.iter().zip(begun).filter(|((at, _), begun)| **begun > 0 && own(*at));
        ran.max_by_key(|(_, begun)| **begun).map(|((_, place), _)| *place)
    }

    /// Where a statement begins.
    pub(crate) fn place(&self, statement: usize) -> Option<(u32, u32)> {
        self.places.get(statement).map(|(_, place)| *place)
    }
}

/// What ends a line for the language.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

fn line_starts(text: &str) -> Vec<usize> {
    let ends =
        text.match_indices(LINE_ENDS).filter(|(at, end)| *end != "\r" || text.as_bytes().get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|(at, end)| at + end.len())).collect()
}

/// Line and column of an offset, both from 1. Columns count characters.
pub(crate) fn position(code: &str, offset: usize) -> (u32, u32) {
    let before = code.get(..offset).unwrap_or(code);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
