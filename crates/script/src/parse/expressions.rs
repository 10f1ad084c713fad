//! Expressions, and the syntax in them that is in the table of features.

use super::functions::{Body, Parts, span};
use super::scopes::Lowering;
use crate::facts::{ExpressionId, Kind, Logical, Span};
use alloc::{string::ToString, vec::Vec};
use oxc_ast::ast;
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, LogicalOperator, UnaryOperator};

impl Lowering<'_> {
    pub(super) fn expression(&mut self, expression: &ast::Expression<'_>) -> ExpressionId {
        let place = span(expression.span());
        match expression {
            ast::Expression::BooleanLiteral(literal) => self.add(Kind::Boolean(literal.value), place),
            ast::Expression::NullLiteral(_) => self.add(Kind::Null, place),
            ast::Expression::NumericLiteral(literal) => self.number(literal),
            ast::Expression::BigIntLiteral(literal) => {
                self.uses("bigint_literal", place.clone());
                self.add(Kind::Number(literal.value.to_string()), place)
            }
            ast::Expression::RegExpLiteral(literal) => self.pattern_literal(literal),
            ast::Expression::StringLiteral(literal) => {
                self.text_literal(literal);
                self.add(Kind::Text(literal.value.to_string()), place)
            }
            ast::Expression::TemplateLiteral(template) => self.template(template),
            ast::Expression::TaggedTemplateExpression(tagged) => {
                self.uses("tagged_template", place.clone());
                let tag = self.expression(&tagged.tag);
                let template = self.template(&tagged.quasi);
                self.add(Kind::Other([tag, template].into()), place)
            }
            ast::Expression::Identifier(name) => self.name(name.name.as_str(), place, false),
            ast::Expression::ArrayExpression(array) => self.array(array),
            ast::Expression::ObjectExpression(object) => self.object(object),
            ast::Expression::ArrowFunctionExpression(arrow) => {
                let body = match &arrow.body {
                    ast::ArrowFunctionBody::FunctionBody(body) => Body::Statements(body),
                    other => other.as_expression().map_or(Body::None, Body::Value),
                };
                let parts =
                    Parts { head: span(arrow.params.span), is_async: arrow.r#async, parameters: &arrow.params, body };
                let function = self.function_parts(parts, arrow.span.start);
                self.add(Kind::Function(function), place)
            }
            ast::Expression::FunctionExpression(function) => {
                let function = self.constructor(function, true);
                self.add(Kind::Function(function), place)
            }
            ast::Expression::ClassExpression(class) => self.class(class),
            ast::Expression::AssignmentExpression(assignment) => self.assignment(assignment),
            ast::Expression::UpdateExpression(update) => {
                let target = self.simple_target(&update.argument);
                self.add(Kind::Assign { operator: update.operator.as_str(), target, value: None }, place)
            }
            ast::Expression::AwaitExpression(awaited) => self.awaited(awaited),
            ast::Expression::BinaryExpression(_) | ast::Expression::LogicalExpression(_) => self.operators(expression),
            ast::Expression::UnaryExpression(unary) => self.unary(unary),
            ast::Expression::ConditionalExpression(conditional) => {
                let test = self.expression(&conditional.test);
                let then = self.expression(&conditional.consequent);
                let otherwise = self.expression(&conditional.alternate);
                self.add(Kind::Conditional { test, then, otherwise }, place)
            }
            ast::Expression::CallExpression(call) => self.call(&call.callee, &call.arguments, false, place),
            ast::Expression::NewExpression(call) => self.call(&call.callee, &call.arguments, true, place),
            ast::Expression::ChainExpression(chain) => {
                // Told once for a chain, at its first `?.`.
                self.optional_chain(&chain.expression);
                match &chain.expression {
                    ast::ChainElement::CallExpression(call) => self.call(&call.callee, &call.arguments, false, place),
                    other => match other.as_member_expression() {
                        Some(member) => self.member(member),
                        None => self.add(Kind::Other(Vec::new()), place),
                    },
                }
            }
            ast::Expression::SequenceExpression(sequence) => {
                let parts = sequence.expressions.iter().map(|part| self.expression(part)).collect();
                self.add(Kind::Other(parts), place)
            }
            ast::Expression::ParenthesizedExpression(inner) => self.expression(&inner.expression),
            ast::Expression::ImportExpression(import) => {
                self.uses("dynamic_import", place.start..place.start + 6);
                let source = self.expression(&import.source);
                self.add(Kind::Other([source].into()), place)
            }
            ast::Expression::ImportMeta(_) => {
                self.uses("import_meta", place.clone());
                self.add(Kind::Other(Vec::new()), place)
            }
            ast::Expression::NewTarget(_) => {
                self.uses("new_target", place.clone());
                self.add(Kind::Other(Vec::new()), place)
            }
            ast::Expression::YieldExpression(expression) => {
                let parts = expression.argument.iter().map(|part| self.expression(part)).collect();
                self.add(Kind::Other(parts), place)
            }
            ast::Expression::Super(_) => {
                self.only_in_class("`super`", place.clone());
                self.add(Kind::Other(Vec::new()), place)
            }
            ast::Expression::PrivateInExpression(expression) => {
                self.only_in_class("a name with `#`", span(expression.left.span));
                let right = self.expression(&expression.right);
                self.add(Kind::Other([right].into()), place)
            }
            _ => match expression.as_member_expression() {
                Some(member) => self.member(member),
                None => self.add(Kind::Other(Vec::new()), place),
            },
        }
    }

    pub(super) fn member(&mut self, member: &ast::MemberExpression<'_>) -> ExpressionId {
        let place = span(member.span());
        if member.optional() {
            // Refused anyway, and what it gives is not what the member is.
            let mut parts = Vec::from([self.expression(member.object())]);
            if let ast::MemberExpression::ComputedMemberExpression(member) = member {
                parts.push(self.expression(&member.expression));
            }
            return self.add(Kind::Other(parts), place);
        }
        match member {
            ast::MemberExpression::StaticMemberExpression(member) => {
                let object = self.expression(&member.object);
                let name_span = span(member.property.span);
                self.letters(&name_span);
                self.add(Kind::Member { object, name: member.property.name.to_string(), name_span }, place)
            }
            ast::MemberExpression::ComputedMemberExpression(member) => {
                let object = self.expression(&member.object);
                if let ast::Expression::StringLiteral(literal) = &member.expression {
                    // The same as with a dot.
                    let name_span = span(literal.span);
                    return self.add(Kind::Member { object, name: literal.value.to_string(), name_span }, place);
                }
                let index = self.expression(&member.expression);
                self.add(Kind::Index { object, index }, place)
            }
            ast::MemberExpression::PrivateFieldExpression(member) => {
                self.only_in_class("a name with `#`", span(member.field.span));
                let object = self.expression(&member.object);
                self.add(Kind::Other([object].into()), place)
            }
        }
    }

    /// A property's name. Only one that is computed is an expression.
    pub(super) fn key(&mut self, key: &ast::PropertyKey<'_>) -> Option<ExpressionId> {
        key.as_expression().map(|key| self.expression(key))
    }

    /// Chains of operators lean to the left and may be long, so they are gone down in a loop.
    fn operators(&mut self, expression: &ast::Expression<'_>) -> ExpressionId {
        let mut chain = Vec::new();
        let mut left = expression;
        loop {
            chain.push(left);
            left = match left {
                ast::Expression::BinaryExpression(binary) => &binary.left,
                ast::Expression::LogicalExpression(logical) => &logical.left,
                _ => {
                    chain.pop();
                    break;
                }
            };
        }
        let mut id = self.expression(left);
        for part in chain.into_iter().rev() {
            let place = span(part.span());
            match part {
                ast::Expression::BinaryExpression(binary) => {
                    let right = self.expression(&binary.right);
                    let operator = binary.operator.as_str();
                    id = self.add(Kind::Binary { operator, left: id, right }, place);
                }
                ast::Expression::LogicalExpression(logical) => {
                    let operator = match logical.operator {
                        LogicalOperator::And => Logical::And,
                        LogicalOperator::Or => Logical::Or,
                        LogicalOperator::Coalesce => {
                            let sign = between(self.code, logical.left.span().end, logical.right.span().start, "??");
                            self.uses("nullish", sign);
                            Logical::Nullish
                        }
                    };
                    let right = self.expression(&logical.right);
                    id = self.add(Kind::Logical { operator, left: id, right }, place);
                }
                _ => {}
            }
        }
        id
    }

    fn unary(&mut self, unary: &ast::UnaryExpression<'_>) -> ExpressionId {
        let place = span(unary.span);
        if unary.operator == UnaryOperator::Delete && matches!(unary.argument, ast::Expression::Identifier(_)) {
            self.error("a variable cannot be deleted", Some("set it to `undefined`"), place.clone());
        }
        let operand = self.expression(&unary.argument);
        match unary.operator {
            UnaryOperator::LogicalNot => self.add(Kind::Not(operand), place),
            operator => self.add(Kind::Unary { operator: operator.as_str(), operand }, place),
        }
    }

    fn assignment(&mut self, assignment: &ast::AssignmentExpression<'_>) -> ExpressionId {
        let place = span(assignment.span);
        let operator = assignment.operator;
        if matches!(
            operator,
            AssignmentOperator::LogicalAnd | AssignmentOperator::LogicalOr | AssignmentOperator::LogicalNullish
        ) {
            let (left, right) = (assignment.left.span().end, assignment.right.span().start);
            let sign = between(self.code, left, right, operator.as_str());
            self.uses("logical_assignment", sign);
        }
        let value = self.expression(&assignment.right);
        let target = self.target(&assignment.left);
        self.add(Kind::Assign { operator: operator.as_str(), target, value: Some(value) }, place)
    }

    fn awaited(&mut self, awaited: &ast::AwaitExpression<'_>) -> ExpressionId {
        let place = span(awaited.span);
        let word = place.start..place.start + 5;
        if self.function == crate::facts::MODULE {
            self.uses("top_level_await", word);
        } else if self.in_arguments {
            self.uses("await_in_arguments", place.clone());
        }
        if let Some(function) = self.facts.functions.get_mut(self.function.index()) {
            function.has_await = true;
        }
        let operand = self.expression(&awaited.argument);
        self.add(Kind::Await(operand), place)
    }

    fn call(
        &mut self,
        callee: &ast::Expression<'_>,
        arguments: &[ast::Argument<'_>],
        is_new: bool,
        place: Span,
    ) -> ExpressionId {
        let callee = self.expression(callee);
        let outer = core::mem::replace(&mut self.in_arguments, true);
        let mut lowered = Vec::new();
        for argument in arguments {
            lowered.push(match argument {
                ast::Argument::SpreadElement(spread) => self.spread(spread),
                other => match other.as_expression() {
                    Some(expression) => self.expression(expression),
                    None => self.add(Kind::Other(Vec::new()), span(other.span())),
                },
            });
        }
        self.in_arguments = outer;
        self.add(Kind::Call { callee, arguments: lowered, is_new }, place)
    }

    fn spread(&mut self, spread: &ast::SpreadElement<'_>) -> ExpressionId {
        let place = span(spread.span);
        self.uses("spread", place.clone());
        let inner = self.expression(&spread.argument);
        self.add(Kind::Other([inner].into()), place)
    }

    fn array(&mut self, array: &ast::ArrayExpression<'_>) -> ExpressionId {
        let mut parts = Vec::new();
        for element in &array.elements {
            match element {
                ast::ArrayExpressionElement::SpreadElement(spread) => parts.push(self.spread(spread)),
                other => parts.extend(other.as_expression().map(|expression| self.expression(expression))),
            }
        }
        self.add(Kind::Other(parts), span(array.span))
    }

    fn object(&mut self, object: &ast::ObjectExpression<'_>) -> ExpressionId {
        let (mut parts, mut keys) = (Vec::new(), Vec::new());
        self.two_prototypes(object);
        for property in &object.properties {
            match property {
                ast::ObjectPropertyKind::SpreadProperty(spread) => parts.push(self.spread(spread)),
                ast::ObjectPropertyKind::ObjectProperty(property) => {
                    let key = span(property.key.span());
                    if matches!(property.key, ast::PropertyKey::StaticIdentifier(_)) && !property.shorthand {
                        self.letters(&key);
                    }
                    if property.kind != ast::PropertyKind::Init {
                        self.uses("getter_setter", key);
                    } else if property.method {
                        self.uses("shorthand_method", key);
                    } else if property.shorthand {
                        self.uses("shorthand_property", key);
                    } else if property.computed {
                        self.uses("computed_property", key);
                    }
                    if property.computed {
                        parts.extend(self.key(&property.key));
                    } else if let Some(name) = property.key.static_name() {
                        if name == "__proto__" {
                            self.facts.places.linked.push(span(object.span));
                        }
                        self.facts.made.push(name.to_string());
                        keys.push((name.to_string(), span(property.key.span())));
                    }
                    parts.push(self.expression(&property.value));
                }
            }
        }
        let id = self.add(Kind::Other(parts), span(object.span));
        self.facts.keys.extend(keys.into_iter().map(|(key, place)| (id, key, place)));
        id
    }

    fn optional_chain(&mut self, chain: &ast::ChainElement<'_>) {
        let mut place = None;
        let mut link = match chain {
            ast::ChainElement::CallExpression(call) => Some((call.optional, &call.callee)),
            other => other.as_member_expression().map(|member| (member.optional(), member.object())),
        };
        while let Some((is_optional, of)) = link {
            if is_optional {
                place = Some(of.span().end);
            }
            link = match of {
                ast::Expression::CallExpression(call) => Some((call.optional, &call.callee)),
                other => other.as_member_expression().map(|member| (member.optional(), member.object())),
            };
        }
        let end = self.code.len().try_into().unwrap_or(u32::MAX);
        if let Some(from) = place {
            let sign = between(self.code, from, end, "?.");
            self.uses("optional_chaining", sign);
        }
    }
}

/// A sign between two places.
fn between(code: &str, from: u32, to: u32, sign: &str) -> Span {
    let text = code.get(from as usize..to as usize).unwrap_or_default();
    let at = text.find(sign).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    from + at..from + at + u32::try_from(sign.len()).unwrap_or(0)
}
