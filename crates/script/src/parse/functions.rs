//! The program, its functions, classes, imports and exports.

use super::scopes::Lowering;
use crate::facts::Span;
use crate::facts::{
    BindingKind, Export, ExpressionId, Facts, Function, FunctionId, Import, Kind, Parameter, Role, Statement,
};
use alloc::{string::String, string::ToString, vec, vec::Vec};
use oxc_ast::ast;

pub(super) fn span(span: oxc_span::Span) -> Span {
    span.start..span.end
}

/// The parts of a function of whatever form.
pub(super) struct Parts<'f, 'a> {
    pub(super) head: Span,
    pub(super) is_async: bool,
    pub(super) parameters: &'f ast::FormalParameters<'a>,
    pub(super) body: Body<'f, 'a>,
}

pub(super) enum Body<'f, 'a> {
    Statements(&'f ast::FunctionBody<'a>),
    Value(&'f ast::Expression<'a>),
    None,
}

impl Lowering<'_> {
    pub(super) fn program(mut self, program: &ast::Program<'_>) -> Facts {
        let body = self.statements(&program.body);
        if let Some(module) = self.facts.functions.first_mut() {
            module.body = body;
        }
        self.resolve();
        self.facts
    }

    /// A function that `new` may call.
    pub(super) fn constructor(&mut self, function: &ast::Function<'_>, expression: bool) -> FunctionId {
        self.facts.places.constructors.extend(function.body.as_ref().map(|body| body.span.start + 1));
        self.function(function, expression)
    }

    /// A function; its own name, if it is one of an expression, is known only in it.
    fn function(&mut self, function: &ast::Function<'_>, expression: bool) -> FunctionId {
        let head = function.id.as_ref().map_or(function.span.start..function.span.start + 8, |id| span(id.span));
        if function.generator {
            self.uses("generator", head.clone());
        }
        let parts = Parts {
            head,
            is_async: function.r#async,
            parameters: &function.params,
            body: function.body.as_deref().map_or(Body::None, Body::Statements),
        };
        let start = function.span.start;
        match &function.id {
            Some(id) if expression => self.scoped(false, |this| {
                let next = FunctionId(u32::try_from(this.facts.functions.len()).unwrap_or(u32::MAX));
                this.declare(id.name.as_str(), span(id.span), BindingKind::Function(next), None);
                this.function_parts(parts, start)
            }),
            _ => self.function_parts(parts, start),
        }
    }

    pub(super) fn function_parts(&mut self, parts: Parts<'_, '_>, start: u32) -> FunctionId {
        if parts.is_async {
            self.uses("async_fn", start..start + 5);
        }
        let id = FunctionId(u32::try_from(self.facts.functions.len()).unwrap_or(u32::MAX));
        self.facts.functions.push(Function {
            head: parts.head,
            parameters: Vec::new(),
            rest: parts.parameters.rest.as_ref().map(|rest| span(rest.span)),
            is_async: parts.is_async,
            is_hoisted: false,
            has_await: false,
            uses_arguments: false,
            parent: self.function,
            body: Vec::new(),
        });
        let outer = (
            core::mem::replace(&mut self.function, id),
            core::mem::take(&mut self.labels),
            core::mem::take(&mut self.loops),
            core::mem::take(&mut self.switches),
            core::mem::take(&mut self.in_arguments),
        );
        let (parameters, body) = self.scoped(true, |this| {
            let parameters = this.parameters(id, parts.parameters);
            let body = match parts.body {
                Body::Statements(body) => {
                    this.facts.places.blocks.push(body.span.start + 1);
                    this.facts.places.bodies.push(body.span.start + 1..body.span.end.saturating_sub(1));
                    this.statements(&body.statements)
                }
                Body::Value(value) => {
                    let value_span = span(oxc_span::GetSpan::span(value));
                    this.facts.places.values.push(value_span.clone());
                    let value = this.expression(value);
                    let value = this.role(value, Role::Returned);
                    vec![Statement::Return { value: Some(value), span: value_span }]
                }
                Body::None => Vec::new(),
            };
            (parameters, body)
        });
        (self.function, self.labels, self.loops, self.switches, self.in_arguments) = outer;
        if let Some(function) = self.facts.functions.get_mut(id.index()) {
            function.parameters = parameters;
            function.body = body;
        }
        id
    }

    fn parameters(&mut self, id: FunctionId, parameters: &ast::FormalParameters<'_>) -> Vec<Parameter> {
        let mut lowered = Vec::new();
        for (position, parameter) in (0..).zip(&parameters.items) {
            let kind = BindingKind::Parameter(id, position);
            let binding = self.pattern(&parameter.pattern, kind, None);
            if let Some(default) = &parameter.initializer {
                self.uses("default_params", span(parameter.span));
                self.expression(default);
                self.unsure(binding);
            }
            lowered.push(Parameter { binding });
        }
        if let Some(rest) = &parameters.rest {
            let binding = self.pattern(&rest.rest.argument, BindingKind::Parameter(id, u32::MAX), None);
            self.unsure(binding);
        }
        lowered
    }

    /// A class is refused as a whole; what it consists of is read only to know which names it uses.
    pub(super) fn class(&mut self, class: &ast::Class<'_>) -> ExpressionId {
        let head = class.id.as_ref().map_or(class.span.start..class.span.start + 5, |id| span(id.span));
        self.uses("class", head);
        self.muted += 1;
        let mut parts = Vec::new();
        if let Some(heritage) = &class.heritage {
            parts.push(self.expression(&heritage.expression));
        }
        for element in &class.body.body {
            match element {
                ast::ClassElement::StaticBlock(block) => {
                    self.scoped(true, |this| this.statements(&block.body));
                }
                ast::ClassElement::MethodDefinition(method) => {
                    if method.computed {
                        parts.extend(self.key(&method.key));
                    } else if let Some(name) = method.key.static_name() {
                        self.facts.made.push(name.to_string());
                    }
                    let function = self.function(&method.value, false);
                    parts.push(self.add(Kind::Function(function), span(method.span)));
                }
                ast::ClassElement::PropertyDefinition(property) => {
                    if let Some(name) = property.key.static_name() {
                        self.facts.made.push(name.to_string());
                    }
                    if let Some(value) = &property.value {
                        parts.push(self.expression(value));
                    }
                }
                ast::ClassElement::AccessorProperty(_) | ast::ClassElement::TSIndexSignature(_) => {}
            }
        }
        self.muted -= 1;
        self.add(Kind::Other(parts), span(class.span))
    }

    pub(super) fn module_declaration(&mut self, declaration: &ast::ModuleDeclaration<'_>) -> Statement {
        match declaration {
            ast::ModuleDeclaration::ImportDeclaration(import) => self.import(import),
            ast::ModuleDeclaration::ExportDeclaration(export) => {
                let before = self.facts.bindings.len();
                let statement = self.declaration(&export.declaration);
                let names = self.facts.bindings.iter().skip(before).filter(|binding| binding.function == self.function);
                let names = names.map(|binding| binding.name.clone()).collect();
                self.export(names, export.span.start..export.span.start + 6);
                return statement;
            }
            ast::ModuleDeclaration::ExportNamedDeclaration(export) => {
                let mut names = Vec::new();
                for specifier in &export.specifiers {
                    let name = specifier.local.name();
                    self.name(name.as_str(), span(oxc_span::GetSpan::span(&specifier.local)), false);
                    names.push(name.to_string());
                }
                self.export(names, export.span.start..export.span.start + 6);
            }
            ast::ModuleDeclaration::ExportDefaultDeclaration(export) => {
                let place = export.span.start..export.span.start + 6;
                let mut names = Vec::new();
                let mut statement = Statement::Nothing;
                match &export.declaration {
                    ast::ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                        names.extend(function.id.as_ref().map(|id| id.name.to_string()));
                        self.function_declaration(function);
                    }
                    ast::ExportDefaultDeclarationKind::ClassDeclaration(class) => {
                        self.class_declaration(class);
                    }
                    other => {
                        if let Some(expression) = other.as_expression() {
                            if let ast::Expression::Identifier(name) = expression {
                                names.push(name.name.to_string());
                            }
                            statement = Statement::Expression(self.expression(expression));
                        }
                    }
                }
                self.export(names, place);
                return statement;
            }
            ast::ModuleDeclaration::ExportAllDeclaration(export) => {
                self.export(Vec::new(), export.span.start..export.span.start + 6);
            }
            ast::ModuleDeclaration::ExportFromDeclaration(export) => {
                self.export(Vec::new(), export.span.start..export.span.start + 6);
            }
            ast::ModuleDeclaration::TSExportAssignment(_) | ast::ModuleDeclaration::TSNamespaceExportDeclaration(_) => {
            }
        }
        Statement::Nothing
    }

    fn export(&mut self, names: Vec<String>, span: Span) {
        self.facts.exports.push(Export { names, span });
    }

    fn import(&mut self, import: &ast::ImportDeclaration<'_>) {
        self.nested_import(import);
        let position = u32::try_from(self.facts.imports.len()).unwrap_or(u32::MAX);
        let specifiers = import.specifiers.as_ref().map_or(&[][..], |specifiers| &specifiers[..]);
        let default_only = matches!(specifiers, [ast::ImportDeclarationSpecifier::ImportDefaultSpecifier(_)])
            && import.phase.is_none()
            && import.with_clause.is_none();
        for specifier in specifiers {
            let local = match specifier {
                ast::ImportDeclarationSpecifier::ImportSpecifier(specifier) => &specifier.local,
                ast::ImportDeclarationSpecifier::ImportDefaultSpecifier(specifier) => &specifier.local,
                ast::ImportDeclarationSpecifier::ImportNamespaceSpecifier(specifier) => &specifier.local,
            };
            self.declare(local.name.as_str(), span(local.span), BindingKind::Import(position), None);
        }
        self.facts.imports.push(Import {
            source: import.source.value.to_string(),
            source_span: span(import.source.span),
            default_only,
            span: span(import.span),
        });
    }
}
