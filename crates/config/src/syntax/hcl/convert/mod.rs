//! From the tree of hcl-edit to ours, refusing what hcl-edit lets through and Terraform does not. hcl-edit bounds its own recursion
//! (64 levels, 128 chained operators), so nothing here can run away. An expression holds templates and a template holds
//! expressions, which is why those stand in here.

mod template;

use super::origin::Origin;
use crate::{
    problem::{Place, Problems},
    syntax::tree::{
        Attribute, Binary, Block, Body, Call, Conditional, Entry, Expression, For, Key, Kind, Label, Operator, Part,
        Step, StepKind, Traversal, Unary,
    },
};
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
    structure,
    template::Template,
};

pub(super) struct Convert<'a> {
    pub(super) file: usize,
    pub(super) text: &'a str,
    pub(super) origin: Origin,
    pub(super) problems: &'a mut Problems,
}

impl Convert<'_> {
    /// hcl-edit gives a span to all that it parses; only what is made by hand has none.
    fn place(&self, node: &impl Span) -> Place {
        self.range(&node.span().unwrap_or_default())
    }

    fn range(&self, range: &Range<usize>) -> Place {
        self.origin.place(self.file, range)
    }

    fn source(&self, node: &impl Span) -> &str {
        node.span().and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    pub(super) fn body(&mut self, body: &structure::Body) -> Body {
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

    /// The parts of a template that stands without quotes.
    pub(super) fn template(&mut self, template: &Template) -> Vec<Part> {
        template::bare(self, template)
    }

    fn refuse(&mut self, range: &Range<usize>, message: &str, help: &str) {
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
