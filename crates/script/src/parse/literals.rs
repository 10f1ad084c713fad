//! Literals: templates, numbers and regular expressions, and what in them is in the table of features.

use super::functions::span;
use super::regular;
use super::scopes::Lowering;
use crate::facts::{ExpressionId, Kind};
use alloc::{string::ToString, vec::Vec};
use oxc_ast::ast;
use oxc_syntax::number::NumberBase;

impl Lowering<'_> {
    pub(super) fn template(&mut self, template: &ast::TemplateLiteral<'_>) -> ExpressionId {
        let texts = template.quasis.iter().map(|text| text.value.cooked.as_deref().unwrap_or_default().to_string());
        let texts = texts.collect();
        let parts = template.expressions.iter().map(|part| self.expression(part)).collect();
        self.add(Kind::Template { texts, parts }, span(template.span))
    }

    pub(super) fn number(&mut self, literal: &ast::NumericLiteral<'_>) -> ExpressionId {
        let place = span(literal.span);
        let raw = literal.raw.as_deref().unwrap_or_default();
        let mut digits = raw.bytes();
        if digits.next() == Some(b'0') && digits.next().is_some_and(|byte| byte.is_ascii_digit()) {
            self.error(
                "a number with a leading zero does not exist in strict code",
                Some("write octal digits as `0o17`, or leave the zero away"),
                place.clone(),
            );
        }
        match literal.base {
            NumberBase::Binary => self.uses("binary_literal", place.clone()),
            NumberBase::Octal => self.uses("octal_literal", place.clone()),
            _ => {}
        }
        if raw.contains('_') {
            self.uses("numeric_separator", place.clone());
        }
        self.add(Kind::Number(raw.to_string()), place)
    }

    pub(super) fn pattern_literal(&mut self, literal: &ast::RegExpLiteral<'_>) -> ExpressionId {
        let place = span(literal.span);
        for flag in literal.regex.flags.to_string().chars() {
            match flag {
                'y' => self.uses("regex_flag_y", place.clone()),
                's' | 'u' | 'd' | 'v' => self.uses("regex_flags", place.clone()),
                _ => {}
            }
        }
        let text = literal.regex.pattern.text.as_str();
        if text.contains("\\p{") || text.contains("\\P{") {
            self.uses("regex_property", place.clone());
        }
        match regular::read(literal) {
            Ok(found) => found.into_iter().for_each(|(feature, span)| self.uses(feature, span)),
            Err(error) => self.facts.errors.push(error),
        }
        let written = self.code.get(place.start as usize..place.end as usize).unwrap_or_default().to_string();
        let id = self.add(Kind::Other(Vec::new()), place);
        self.facts.patterns.push((id, written));
        id
    }
}
