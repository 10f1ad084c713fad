//! What the parser leaves to whoever reads its tree: errors of strict code that make the runtime refuse the whole program, and names
//! that its reader of tokens cannot read. Only what the runtime refuses too is told.

use super::functions::span;
use super::scopes::Lowering;
use crate::facts::{BindingKind, MODULE, Span};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use oxc_ast::ast;

/// Words that strict code keeps for a future that has not come.
const RESERVED: &[&str] = &["implements", "interface", "let", "package", "private", "protected", "public", "static"];

impl Lowering<'_> {
    /// A name of a variable or a label, where it is declared or used.
    pub(super) fn spelled(&mut self, name: &str, place: &Span) {
        self.letters(place);
        if RESERVED.contains(&name) {
            let message = format!("`{name}` is a reserved word, and no name");
            self.error(message, Some("choose another name"), place.clone());
        }
    }

    /// The letters of a name of whatever kind, in the code.
    pub(super) fn letters(&mut self, place: &Span) {
        let text = self.code.get(place.start as usize..place.end as usize).unwrap_or_default();
        if !text.is_ascii() || text.contains('\\') {
            self.uses("unicode_names", place.clone());
        }
    }

    /// A name where it is declared.
    pub(super) fn declarable(&mut self, name: &str, kind: BindingKind, place: &Span) {
        self.spelled(name, place);
        if matches!(name, "eval" | "arguments") && !matches!(kind, BindingKind::Parameter(..) | BindingKind::Catch) {
            self.error(format!("`{name}` cannot be declared"), Some("choose another name"), place.clone());
        }
    }

    /// `arguments`, which only functions have.
    pub(super) fn arguments(&mut self, place: &Span) {
        if self.function == MODULE && self.muted == 0 {
            self.error("`arguments` stands outside a function", None, place.clone());
        }
    }

    pub(super) fn text_literal(&mut self, literal: &ast::StringLiteral<'_>) {
        let place = span(literal.span);
        let text = self.code.get(place.start as usize..place.end as usize).unwrap_or_default();
        let mut escapes = text.split('\\').skip(1);
        let mut octal = false;
        while let Some(rest) = escapes.next() {
            match rest.as_bytes() {
                // A backslash that is escaped: what follows it is no escape.
                [] => _ = escapes.next(),
                [first, ..] => octal |= matches!(first, b'1'..=b'9'),
            }
        }
        if octal {
            let help = "write `\\x1b` for the character 27, or `\\\\` for a backslash";
            self.error("an escape of octal digits does not exist in strict code", Some(help), place);
        }
    }

    /// `super` and names with `#`, which only classes have. Those are refused as a whole.
    pub(super) fn only_in_class(&mut self, what: &str, place: Span) {
        if self.muted == 0 {
            self.error(format!("{what} stands outside a class"), None, place);
        }
    }

    pub(super) fn two_prototypes(&mut self, object: &ast::ObjectExpression<'_>) {
        let mut given = object.properties.iter().filter_map(|property| match property {
            ast::ObjectPropertyKind::ObjectProperty(property)
                if !property.computed
                    && !property.shorthand
                    && !property.method
                    && property.kind == ast::PropertyKind::Init
                    && property.key.static_name().is_some_and(|name| name == "__proto__") =>
            {
                Some(span(oxc_span::GetSpan::span(&property.key)))
            }
            _ => None,
        });
        if let Some(second) = given.nth(1) {
            self.error("an object is given two prototypes", None, second);
        }
    }

    pub(super) fn labelled_function(&mut self, statement: &ast::LabeledStatement<'_>) {
        if let ast::Statement::FunctionDeclaration(_) = &statement.body {
            self.error("a function cannot have a label", None, span(statement.label.span));
        }
    }

    pub(super) fn nested_import(&mut self, import: &ast::ImportDeclaration<'_>) {
        if !self.is_outermost() {
            let word = import.span.start..import.span.start + 6;
            self.error("an import stands within a function or a block", Some("move it to the top of the code"), word);
        }
    }

    /// The head of `for…in`, whose variable cannot have a value.
    pub(super) fn loop_value(&mut self, left: &ast::ForStatementLeft<'_>) {
        let ast::ForStatementLeft::VariableDeclaration(variables) = left else { return };
        let value = variables.declarations.first().and_then(|variable| variable.init.as_ref());
        if let Some(value) = value {
            let place = span(oxc_span::GetSpan::span(value));
            self.error("the variable of a `for…in` loop is given a value", None, place);
        }
    }

    /// What the block of a `catch` declares anew of its parameter.
    pub(super) fn declared_over_caught(&mut self, caught: &[(String, Span)]) {
        let anew: Vec<(String, Span, Span)> = self
            .declared_here()
            .filter_map(|(name, place)| {
                let (_, first) = caught.iter().find(|(other, _)| other == name)?;
                Some((name.to_string(), place.clone(), first.clone()))
            })
            .collect();
        for (name, place, first) in anew {
            self.twice(format!("`{name}` is declared twice"), "the first", place, first);
        }
    }
}
