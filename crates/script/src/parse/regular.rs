//! Regular expressions: whether one can be read, and what the runtime's engine for them, PCRE, takes differently.

use super::errors::WORDS_OF_PATTERNS;
use super::functions::span;
use crate::{Span, facts::SyntaxError};
use alloc::{format, string::ToString, vec::Vec};
use oxc_allocator::Allocator;
use oxc_ast::ast;
use oxc_diagnostics::OxcDiagnostic;
use oxc_regular_expression::ast::{Alternative, Disjunction, LookAroundAssertion, LookAroundAssertionKind, Term};
use oxc_regular_expression::{LiteralParser, Options};

/// How deep groups and classes may be, since they are read by recursion. Of deeper ones nothing is said.
const MOST_DEPTH: usize = 48;

/// How often something may be repeated.
const MOST_TIMES: u64 = 65_535;

/// What is found in a regular expression: an error, or features by their ids, with their places.
pub(super) fn read(literal: &ast::RegExpLiteral<'_>) -> Result<Vec<(&'static str, Span)>, SyntaxError> {
    let pattern = literal.regex.pattern.text.as_str();
    let flags = literal.regex.flags.to_string();
    if depth(pattern, &flags) > MOST_DEPTH {
        return Ok(Vec::new());
    }
    let start = literal.span.start + 1;
    let flags_start = start + u32::try_from(pattern.len()).unwrap_or_default() + 1;
    let options = Options { pattern_span_offset: start, flags_span_offset: flags_start };
    let allocator = Allocator::default();
    match LiteralParser::new(&allocator, pattern, Some(&flags), options).parse() {
        Ok(pattern) => {
            let mut finder = Finder::default();
            finder.any(&pattern.body);
            Ok(finder.found)
        }
        Err(error) => Err(worded(&error, literal)),
    }
}

/// How deep groups and classes are within each other, at most. Classes hold others only with the flag `v`.
fn depth(pattern: &str, flags: &str) -> usize {
    let nested = flags.contains('v');
    let (mut groups, mut classes, mut deepest, mut escaped) = (0_usize, 0_usize, 0, false);
    for byte in pattern.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' if nested || classes == 0 => classes += 1,
            b']' => classes = classes.saturating_sub(1),
            b'(' if classes == 0 => groups += 1,
            b')' if classes == 0 => groups = groups.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(groups + classes);
    }
    deepest
}

fn worded(error: &OxcDiagnostic, literal: &ast::RegExpLiteral<'_>) -> SyntaxError {
    let whole = span(literal.span);
    let place = place(error, literal).filter(|place| whole.start <= place.start && place.end <= whole.end);
    let known = WORDS_OF_PATTERNS.iter().find(|(theirs, _)| error.message.contains(theirs));
    let why = known.map_or("it is not one that JavaScript knows", |(_, ours)| *ours);
    SyntaxError {
        message: format!("the regular expression is invalid: {why}"),
        help: None,
        span: place.unwrap_or(whole),
        related: None,
        too_deep: false,
    }
}

/// Where an error is. One at a point is told of the character behind it.
fn place(error: &OxcDiagnostic, literal: &ast::RegExpLiteral<'_>) -> Option<Span> {
    let label = error.labels.first()?;
    let (start, length) = (label.offset(), label.len());
    if length > 0 {
        return Some(start..start.checked_add(length)?);
    }
    let within = usize::try_from(start.checked_sub(literal.span.start + 1)?).ok()?;
    let next = literal.regex.pattern.text.as_str().get(within..)?.chars().next()?;
    Some(start..start.checked_add(u32::try_from(next.len_utf8()).ok()?)?)
}

/// Goes through a pattern.
#[derive(Default)]
struct Finder<'p> {
    found: Vec<(&'static str, Span)>,
    names: Vec<&'p str>,
}

impl<'p> Finder<'p> {
    fn any(&mut self, ways: &'p Disjunction<'_>) {
        for term in ways.body.iter().flat_map(|way| &way.body) {
            self.term(term);
        }
    }

    fn term(&mut self, term: &'p Term<'_>) {
        match term {
            Term::LookAroundAssertion(look) => {
                self.look(look);
                self.any(&look.body);
            }
            Term::Quantifier(quantifier) => {
                if quantifier.max.unwrap_or(quantifier.min) > MOST_TIMES {
                    self.found.push(("regex_large_count", span(quantifier.span)));
                }
                self.term(&quantifier.body);
            }
            Term::CapturingGroup(group) => {
                if let Some(name) = &group.name {
                    if self.names.contains(&name.as_str()) {
                        self.found.push(("regex_same_names", span(group.span)));
                    }
                    self.names.push(name.as_str());
                }
                self.any(&group.body);
            }
            Term::IgnoreGroup(group) => self.any(&group.body),
            Term::CharacterClass(class) if class.body.is_empty() => {
                self.found.push(("regex_empty_class", span(class.span)));
            }
            _ => {}
        }
    }

    fn look(&mut self, look: &LookAroundAssertion<'_>) {
        if matches!(look.kind, LookAroundAssertionKind::Lookbehind | LookAroundAssertionKind::NegativeLookbehind) {
            let is_fixed = look.body.body.iter().all(|way| length(way).is_some());
            let id = if is_fixed { "regex_lookbehind" } else { "regex_lookbehind_length" };
            self.found.push((id, span(look.span)));
        }
    }
}

/// How many characters a part of a pattern matches, if that is always the same.
fn length(way: &Alternative<'_>) -> Option<u64> {
    way.body.iter().try_fold(0_u64, |sum, term| sum.checked_add(length_of(term)?))
}

fn length_of(term: &Term<'_>) -> Option<u64> {
    match term {
        Term::BoundaryAssertion(_) | Term::LookAroundAssertion(_) => Some(0),
        Term::Quantifier(quantifier) => {
            let count = quantifier.max.filter(|max| *max == quantifier.min)?;
            length_of(&quantifier.body)?.checked_mul(count)
        }
        Term::Character(_)
        | Term::Dot(_)
        | Term::CharacterClassEscape(_)
        | Term::UnicodePropertyEscape(_)
        | Term::CharacterClass(_) => Some(1),
        Term::CapturingGroup(group) => same_length(&group.body),
        Term::IgnoreGroup(group) => same_length(&group.body),
        Term::IndexedReference(_) | Term::NamedReference(_) => None,
    }
}

fn same_length(ways: &Disjunction<'_>) -> Option<u64> {
    let first = length(ways.body.first()?)?;
    ways.body.iter().all(|way| length(way) == Some(first)).then_some(first)
}
