//! HCL's native syntax. hcl-edit parses; this turns its tree into ours and refuses what it lets through and Terraform
//! does not. hcl-edit bounds its own recursion (64 levels, 128 chained operators), so nothing here can run away.

use super::{
    brackets::empty_heredocs,
    error,
    recover::{blank, broken_block, is_blank},
    template,
    tree::{
        Attribute, Binary, Block, Body, Call, Conditional, Entry, Expression, For, Key, Kind, Label, Operator, Step,
        StepKind, Traversal, Unary,
    },
};
use crate::problem::{Place, Problems};
use alloc::{
    borrow::ToOwned,
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::diagnostic::Code;
use core::ops::Range;
use hcl_edit::{
    Span,
    expr::{self, BinaryOperator, TraversalOperator, UnaryOperator},
    parser, structure,
};

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
                error::hcl(&problem, &readable, |range| Place::new(file, &range), problems);
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
            Kind::Template(template::bare(&mut convert, &found))
        }
        Err(problem) => {
            error::hcl(&problem, text, |range| origin.place(file, &range), problems);
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
            error::hcl(&problem, text, |range| origin.place(file, &range), problems);
            None
        }
    }
}

/// Parses an expression that stands on its own, with comments before and behind it. `None` if it is none, which is reported.
pub(super) fn parse_question(file: usize, text: &str, problems: &mut Problems) -> Option<Expression> {
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

/// Where the characters of a parsed text stand in the file.
#[derive(Debug)]
pub(super) enum Origin {
    Same,
    /// The file's offset of each byte of the text, and of its end.
    Decoded(Vec<usize>),
    /// All of them are at one place.
    Whole(Place),
}

impl Origin {
    fn place(&self, file: usize, range: &Range<usize>) -> Place {
        match self {
            Self::Same => Place::new(file, range),
            Self::Whole(place) => *place,
            Self::Decoded(offsets) => {
                let at = |byte: usize| offsets.get(byte).or(offsets.last()).copied().unwrap_or_default();
                Place::new(file, &(at(range.start)..at(range.end)))
            }
        }
    }
}

pub(super) struct Convert<'a> {
    file: usize,
    pub(super) text: &'a str,
    origin: Origin,
    pub(super) problems: &'a mut Problems,
}

impl Convert<'_> {
    /// hcl-edit gives a span to all that it parses; only what is made by hand has none.
    pub(super) fn place(&self, node: &impl Span) -> Place {
        self.range(&node.span().unwrap_or_default())
    }

    pub(super) fn range(&self, range: &Range<usize>) -> Place {
        self.origin.place(self.file, range)
    }

    fn source(&self, node: &impl Span) -> &str {
        node.span().and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    fn body(&mut self, body: &structure::Body) -> Body {
        let mut found = Body::default();
        for item in body {
            match item {
                structure::Structure::Attribute(attribute) => {
                    let attribute = Attribute {
                        name: self.source(&attribute.key).to_owned(),
                        place: self.place(&attribute.key),
                        value: self.expression(&attribute.value),
                    };
                    found.push(attribute, self.problems);
                }
                structure::Structure::Block(block) => {
                    let block = self.block(block);
                    found.blocks.push(block);
                }
            }
        }
        found
    }

    fn block(&mut self, block: &structure::Block) -> Block {
        let kind_place = self.place(&block.ident);
        let labels: Vec<_> = block
            .labels
            .iter()
            .map(|label| Label { text: label.as_str().to_owned(), place: self.place(label) })
            .collect();
        Block {
            kind: block.ident.to_string(),
            header: labels.last().map_or(kind_place, |label| kind_place.to(label.place)),
            kind_place,
            labels,
            body: self.body(&block.body),
        }
    }

    pub(super) fn expression(&mut self, expression: &expr::Expression) -> Expression {
        let place = self.place(expression);
        let kind = match expression {
            expr::Expression::Null(_) => Kind::Null,
            expr::Expression::Bool(value) => Kind::Bool(*value.value()),
            expr::Expression::Number(_) => Kind::Number(without_trivia(self.source(expression))),
            expr::Expression::String(text) => {
                template::refuse_line_break(self, &expression.span().unwrap_or_default());
                Kind::String(text.value().clone())
            }
            expr::Expression::StringTemplate(found) => Kind::Template(template::quoted(self, found)),
            expr::Expression::HeredocTemplate(found) => {
                template::heredoc(self, found, expression.span().unwrap_or_default())
            }
            expr::Expression::Array(items) => Kind::List(items.iter().map(|item| self.expression(item)).collect()),
            expr::Expression::Object(items) => {
                Kind::Object(items.iter().map(|(key, value)| self.entry(key, value.expr())).collect())
            }
            expr::Expression::Parenthesis(inside) => self.expression(inside.inner()).kind,
            expr::Expression::Variable(name) => Kind::Variable(self.source(name).to_owned()),
            expr::Expression::Conditional(found) => Kind::Conditional(Box::new(Conditional {
                condition: self.expression(&found.cond_expr),
                yes: self.expression(&found.true_expr),
                no: self.expression(&found.false_expr),
            })),
            expr::Expression::FuncCall(call) => self.call(call),
            expr::Expression::Traversal(traversal) => Kind::Traversal(Box::new(Traversal {
                of: self.expression(&traversal.expr),
                steps: traversal.operators.iter().map(|step| self.step(step.value())).collect(),
            })),
            expr::Expression::UnaryOp(found) => {
                let operator = match found.operator.value() {
                    UnaryOperator::Not => Unary::Not,
                    UnaryOperator::Neg => Unary::Negate,
                };
                Kind::Unary(operator, Box::new(self.expression(&found.expr)))
            }
            expr::Expression::BinaryOp(found) => Kind::Binary(Box::new(Binary {
                operator: operator(*found.operator.value()),
                left: self.expression(&found.lhs_expr),
                right: self.expression(&found.rhs_expr),
            })),
            expr::Expression::ForExpr(found) => Kind::For(Box::new(For {
                key_name: found.intro.key_var.as_ref().map(ToString::to_string),
                value_name: found.intro.value_var.to_string(),
                collection: self.expression(&found.intro.collection_expr),
                key: found.key_expr.as_ref().map(|key| self.expression(key)),
                value: self.expression(&found.value_expr),
                condition: found.cond.as_ref().map(|condition| self.expression(&condition.expr)),
                grouping: found.grouping,
            })),
        };
        Expression { place, kind }
    }

    fn entry(&mut self, key: &expr::ObjectKey, value: &expr::Expression) -> Entry {
        let key = match key {
            expr::ObjectKey::Ident(word) => Key::Word(self.source(word).to_owned(), self.place(word)),
            expr::ObjectKey::Expression(expression) => self.object_key(expression),
        };
        Entry { key, value: self.expression(value) }
    }

    fn object_key(&mut self, expression: &expr::Expression) -> Key {
        // hcl-edit reads the keys `null`, `true` and `false` as values; as keys they are words.
        let place = self.place(expression);
        match expression {
            expr::Expression::Null(_) | expr::Expression::Bool(_) => {
                Key::Word(self.source(expression).to_owned(), place)
            }
            _ => Key::Expression(self.expression(expression)),
        }
    }

    fn call(&mut self, call: &expr::FuncCall) -> Kind {
        let mut name = String::new();
        for part in &call.name.namespace {
            name.push_str(part.as_str());
            name.push_str("::");
        }
        name.push_str(call.name.name.as_str());
        let first = call.name.namespace.first().unwrap_or(&call.name.name);
        Kind::Call(Box::new(Call {
            name,
            place: self.place(first).to(self.place(&call.name.name)),
            arguments: call.args.iter().map(|argument| self.expression(argument)).collect(),
            expand: call.args.expand_final(),
        }))
    }

    fn step(&mut self, step: &TraversalOperator) -> Step {
        let (kind, place) = match step {
            TraversalOperator::GetAttr(name) => (StepKind::Attribute(name.to_string()), self.place(name)),
            TraversalOperator::Index(index) => {
                let index = self.expression(index);
                let place = index.place;
                (StepKind::Index(index), place)
            }
            TraversalOperator::LegacyIndex(index) => {
                let place = self.place(index);
                (StepKind::Index(Expression { place, kind: Kind::Number(index.value().to_string()) }), place)
            }
            TraversalOperator::AttrSplat(splat) => (StepKind::AttributeSplat, self.place(splat)),
            TraversalOperator::FullSplat(splat) => (StepKind::Splat, self.place(splat)),
        };
        let dotted = matches!(step, TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_));
        Step { kind, place, dotted }
    }

    pub(super) fn refuse(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let place = self.range(range);
        self.problems.add(Code::Syntax, place, message).help(help);
    }
}

const fn operator(operator: BinaryOperator) -> Operator {
    match operator {
        BinaryOperator::Eq => Operator::Equal,
        BinaryOperator::NotEq => Operator::NotEqual,
        BinaryOperator::LessEq => Operator::LessOrEqual,
        BinaryOperator::GreaterEq => Operator::GreaterOrEqual,
        BinaryOperator::Less => Operator::Less,
        BinaryOperator::Greater => Operator::Greater,
        BinaryOperator::Plus => Operator::Add,
        BinaryOperator::Minus => Operator::Subtract,
        BinaryOperator::Mul => Operator::Multiply,
        BinaryOperator::Div => Operator::Divide,
        BinaryOperator::Mod => Operator::Remainder,
        BinaryOperator::And => Operator::And,
        BinaryOperator::Or => Operator::Or,
    }
}

/// A number without the spaces and comments that may stand after its minus sign.
fn without_trivia(source: &str) -> String {
    match source.strip_prefix('-') {
        Some(rest) => {
            let digits = rest.rsplit_once("*/").map_or(rest, |(_, digits)| digits).trim();
            let mut number = String::from("-");
            number.push_str(digits);
            number
        }
        None => source.to_owned(),
    }
}
