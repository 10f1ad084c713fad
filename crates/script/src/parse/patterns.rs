//! Places that are given values: declarations, parameters and the left of assignments.

use super::functions::span;
use super::scopes::Lowering;
use crate::facts::{BindingId, BindingKind, ExpressionId, Kind};
use alloc::{string::ToString, vec::Vec};
use oxc_ast::ast;

impl Lowering<'_> {
    /// Declares what a pattern names. Gives the variable if the pattern is one name.
    pub(super) fn pattern(
        &mut self,
        pattern: &ast::BindingPattern<'_>,
        kind: BindingKind,
        value: Option<ExpressionId>,
    ) -> Option<BindingId> {
        match pattern {
            ast::BindingPattern::BindingIdentifier(name) => {
                Some(self.declare(name.name.as_str(), span(name.span), kind, value))
            }
            ast::BindingPattern::ObjectPattern(object) => {
                self.uses("destructuring", span(object.span));
                self.muted += 1;
                for property in &object.properties {
                    if property.computed {
                        self.key(&property.key);
                    }
                    self.part(&property.value, kind);
                }
                if let Some(rest) = &object.rest {
                    self.part(&rest.argument, kind);
                }
                self.muted -= 1;
                None
            }
            ast::BindingPattern::ArrayPattern(array) => {
                self.uses("destructuring", span(array.span));
                self.muted += 1;
                for element in array.elements.iter().flatten() {
                    self.part(element, kind);
                }
                if let Some(rest) = &array.rest {
                    self.part(&rest.argument, kind);
                }
                self.muted -= 1;
                None
            }
            ast::BindingPattern::AssignmentPattern(assigned) => {
                let default = self.expression(&assigned.right);
                if matches!(kind, BindingKind::Parameter(..)) {
                    self.uses("default_params", span(assigned.span));
                }
                let binding = self.pattern(&assigned.left, kind, Some(default));
                self.unsure(binding);
                binding
            }
        }
    }

    /// A name within a larger pattern: what it is given is not known.
    fn part(&mut self, pattern: &ast::BindingPattern<'_>, kind: BindingKind) {
        // A parameter's place in the list says nothing of a part of it.
        let kind = if let BindingKind::Parameter(function, _) = kind {
            BindingKind::Parameter(function, u32::MAX)
        } else {
            kind
        };
        let binding = self.pattern(pattern, kind, None);
        self.unsure(binding);
    }

    /// Marks a variable as one that may have a value from elsewhere.
    pub(super) fn unsure(&mut self, binding: Option<BindingId>) {
        let Some(id) = binding else { return };
        let Some(found) = self.facts.bindings.get(id.index()) else { return };
        let (name, span) = (found.name.clone(), found.span.clone());
        let write = self.add(Kind::Name { name, binding: Some(id) }, span);
        if let Some(binding) = self.facts.bindings.get_mut(id.index()) {
            binding.writes.push(write);
        }
    }

    /// The left of an assignment. `read` says that its old value counts too.
    pub(super) fn target(&mut self, target: &ast::AssignmentTarget<'_>) -> ExpressionId {
        if let Some(simple) = target.as_simple_assignment_target() {
            return self.simple_target(simple);
        }
        let mut parts = Vec::new();
        let place = match target {
            ast::AssignmentTarget::ArrayAssignmentTarget(array) => {
                self.uses("destructuring", span(array.span));
                self.muted += 1;
                for element in array.elements.iter().flatten() {
                    parts.push(self.maybe_default(element));
                }
                if let Some(rest) = &array.rest {
                    parts.push(self.target(&rest.target));
                }
                span(array.span)
            }
            ast::AssignmentTarget::ObjectAssignmentTarget(object) => {
                self.uses("destructuring", span(object.span));
                self.muted += 1;
                for property in &object.properties {
                    match property {
                        ast::AssignmentTargetProperty::AssignmentTargetPropertyIdentifier(name) => {
                            parts.push(self.name(name.binding.name.as_str(), span(name.binding.span), true));
                            if let Some(default) = &name.init {
                                parts.push(self.expression(default));
                            }
                        }
                        ast::AssignmentTargetProperty::AssignmentTargetPropertyProperty(property) => {
                            if property.computed {
                                parts.extend(self.key(&property.name));
                            }
                            parts.push(self.maybe_default(&property.binding));
                        }
                    }
                }
                if let Some(rest) = &object.rest {
                    parts.push(self.target(&rest.target));
                }
                span(object.span)
            }
            _ => return self.add(Kind::Null, 0..0),
        };
        self.muted -= 1;
        self.add(Kind::Other(parts), place)
    }

    fn maybe_default(&mut self, target: &ast::AssignmentTargetMaybeDefault<'_>) -> ExpressionId {
        match target {
            ast::AssignmentTargetMaybeDefault::AssignmentTargetWithDefault(with) => {
                self.expression(&with.init);
                self.target(&with.binding)
            }
            other => match other.as_assignment_target() {
                Some(target) => self.target(target),
                None => self.add(Kind::Null, 0..0),
            },
        }
    }

    pub(super) fn simple_target(&mut self, target: &ast::SimpleAssignmentTarget<'_>) -> ExpressionId {
        match target {
            ast::SimpleAssignmentTarget::AssignmentTargetIdentifier(name) => {
                self.name(name.name.as_str(), span(name.span), true)
            }
            other => match other.as_member_expression() {
                Some(member) => {
                    if let ast::MemberExpression::StaticMemberExpression(member) = member {
                        self.facts.made.push(member.property.name.to_string());
                    }
                    self.member(member)
                }
                None => self.add(Kind::Null, 0..0),
            },
        }
    }
}
