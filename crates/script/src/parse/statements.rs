//! Statements.

use super::functions::span;
use super::scopes::Lowering;
use crate::facts::{BindingKind, Case, ExpressionId, FunctionId, Kind, Loop, Role, Span, Statement, Variable};
use alloc::{format, string::ToString, vec, vec::Vec};
use oxc_ast::ast;
use oxc_span::GetSpan;

impl Lowering<'_> {
    pub(super) fn statements(&mut self, statements: &[ast::Statement<'_>]) -> Vec<Statement> {
        statements.iter().map(|statement| self.statement(statement)).collect()
    }

    /// A statement in the place of a block.
    fn body(&mut self, statement: &ast::Statement<'_>) -> Vec<Statement> {
        if let ast::Statement::FunctionDeclaration(function) = statement {
            self.error("a function can be declared only at the top or in a block", None, span(function.span));
        }
        if !matches!(statement, ast::Statement::BlockStatement(_)) {
            self.facts.places.statements.push((span(statement.span()), true));
        }
        match self.lowered(statement) {
            Statement::Block(statements) => statements,
            other => vec![other],
        }
    }

    fn looped(&mut self, statement: &ast::Statement<'_>) -> Vec<Statement> {
        if let ast::Statement::BlockStatement(block) = statement {
            self.facts.places.blocks.push(block.span.start + 1);
        }
        self.loops += 1;
        let body = self.body(statement);
        self.loops -= 1;
        body
    }

    fn block(&mut self, statements: &[ast::Statement<'_>]) -> Vec<Statement> {
        self.scoped(false, |this| this.statements(statements))
    }

    fn test(&mut self, expression: &ast::Expression<'_>) -> ExpressionId {
        let id = self.expression(expression);
        self.role(id, Role::Test)
    }

    fn discarded(&mut self, expression: &ast::Expression<'_>) -> ExpressionId {
        let id = self.expression(expression);
        self.role(id, Role::Discarded)
    }

    fn here(&self) -> u32 {
        u32::try_from(self.facts.expressions.len()).unwrap_or(u32::MAX)
    }

    fn statement(&mut self, statement: &ast::Statement<'_>) -> Statement {
        let does_something = match statement {
            ast::Statement::BlockStatement(_) | ast::Statement::EmptyStatement(_) => false,
            ast::Statement::VariableDeclaration(_) => true,
            other => other.as_declaration().is_none() && other.as_module_declaration().is_none(),
        };
        if does_something {
            self.facts.places.statements.push((span(statement.span()), false));
        }
        self.lowered(statement)
    }

    fn lowered(&mut self, statement: &ast::Statement<'_>) -> Statement {
        match statement {
            ast::Statement::BlockStatement(block) => Statement::Block(self.block(&block.body)),
            ast::Statement::ExpressionStatement(statement) => {
                Statement::Expression(self.discarded(&statement.expression))
            }
            ast::Statement::IfStatement(statement) => Statement::If {
                test: self.test(&statement.test),
                then: self.body(&statement.consequent),
                otherwise: statement.alternate.as_ref().map(|alternate| self.body(alternate)),
            },
            ast::Statement::ReturnStatement(statement) => {
                let value = statement.argument.as_ref().map(|value| {
                    let value = self.expression(value);
                    self.role(value, Role::Returned)
                });
                Statement::Return { value, span: span(statement.span) }
            }
            ast::Statement::ThrowStatement(statement) => {
                Statement::Throw { value: self.expression(&statement.argument), span: span(statement.span) }
            }
            ast::Statement::BreakStatement(statement) => {
                let label = statement.label.as_ref().map(|label| label.name.to_string());
                self.jump("break", label.as_deref(), span(statement.span));
                Statement::Break { label }
            }
            ast::Statement::ContinueStatement(statement) => {
                let label = statement.label.as_ref().map(|label| label.name.to_string());
                self.jump("continue", label.as_deref(), span(statement.span));
                Statement::Continue { label }
            }
            ast::Statement::LabeledStatement(statement) => self.labelled(statement),
            ast::Statement::SwitchStatement(statement) => self.switch(statement),
            ast::Statement::TryStatement(statement) => self.attempt(statement),
            ast::Statement::WithStatement(statement) => {
                let head = statement.span.start..statement.span.start + 4;
                self.error("`with` does not exist in strict code, and the runtime is always strict", None, head);
                Statement::Nothing
            }
            ast::Statement::DebuggerStatement(statement) => {
                self.uses("debugger", span(statement.span));
                Statement::Nothing
            }
            ast::Statement::DoWhileStatement(_)
            | ast::Statement::WhileStatement(_)
            | ast::Statement::ForStatement(_)
            | ast::Statement::ForInStatement(_)
            | ast::Statement::ForOfStatement(_) => self.repetition(statement),
            _ => {
                if let Some(declaration) = statement.as_declaration() {
                    self.declaration(declaration)
                } else if let Some(declaration) = statement.as_module_declaration() {
                    self.module_declaration(declaration)
                } else {
                    Statement::Nothing
                }
            }
        }
    }

    pub(super) fn declaration(&mut self, declaration: &ast::Declaration<'_>) -> Statement {
        match declaration {
            ast::Declaration::VariableDeclaration(variables) => Statement::Variables(self.variables(variables)),
            ast::Declaration::FunctionDeclaration(function) => {
                self.function_declaration(function);
                Statement::Nothing
            }
            ast::Declaration::ClassDeclaration(class) => {
                self.class_declaration(class);
                Statement::Nothing
            }
            _ => Statement::Nothing,
        }
    }

    pub(super) fn function_declaration(&mut self, function: &ast::Function<'_>) {
        let id = FunctionId(u32::try_from(self.facts.functions.len()).unwrap_or(u32::MAX));
        if let Some(name) = &function.id {
            self.declare(name.name.as_str(), span(name.span), BindingKind::Function(id), None);
        }
        self.constructor(function, false);
        let is_hoisted = self.is_outside_blocks();
        if let Some(function) = self.facts.functions.get_mut(id.index()) {
            function.is_hoisted = is_hoisted;
        }
    }

    pub(super) fn class_declaration(&mut self, class: &ast::Class<'_>) {
        if let Some(name) = &class.id {
            self.declare(name.name.as_str(), span(name.span), BindingKind::Class, None);
        }
        self.class(class);
    }

    fn variables(&mut self, variables: &ast::VariableDeclaration<'_>) -> Vec<Variable> {
        let start = variables.span.start;
        let kind = match variables.kind {
            ast::VariableDeclarationKind::Var => BindingKind::Var,
            ast::VariableDeclarationKind::Let => {
                self.uses("let_const", start..start + 3);
                BindingKind::Let
            }
            ast::VariableDeclarationKind::Const => {
                self.uses("let_const", start..start + 5);
                BindingKind::Const
            }
            ast::VariableDeclarationKind::Using | ast::VariableDeclarationKind::AwaitUsing => {
                self.uses("using", start..start + 5);
                BindingKind::Const
            }
        };
        let mut lowered = Vec::new();
        for variable in &variables.declarations {
            let value = variable.init.as_ref().map(|value| self.expression(value));
            let simple = matches!(variable.id, ast::BindingPattern::BindingIdentifier(_));
            let binding = self.pattern(&variable.id, kind, if simple { value } else { None });
            lowered.push(Variable { binding, value });
        }
        lowered
    }

    fn jump(&mut self, word: &str, label: Option<&str>, span: Span) {
        match label {
            None if self.loops == 0 && (word == "continue" || self.switches == 0) => {
                self.error(format!("`{word}` stands outside a loop"), None, span);
            }
            Some(label) => match self.labels.iter().find(|(name, _)| name == label) {
                None => self.error(format!("there is no label `{label}` around this"), None, span),
                Some((_, false)) if word == "continue" => {
                    self.error(format!("`{label}` is not the label of a loop"), None, span);
                }
                Some(_) => {}
            },
            None => {}
        }
    }

    fn labelled(&mut self, statement: &ast::LabeledStatement<'_>) -> Statement {
        let label = statement.label.name.to_string();
        self.spelled(&label, &span(statement.label.span));
        self.labelled_function(statement);
        if self.labels.iter().any(|(name, _)| *name == label) {
            self.error(format!("the label `{label}` is used twice"), None, span(statement.label.span));
        }
        let mut body = &statement.body;
        while let ast::Statement::LabeledStatement(inner) = body {
            body = &inner.body;
        }
        let is_loop = matches!(
            body,
            ast::Statement::DoWhileStatement(_)
                | ast::Statement::WhileStatement(_)
                | ast::Statement::ForStatement(_)
                | ast::Statement::ForInStatement(_)
                | ast::Statement::ForOfStatement(_)
        );
        self.labels.push((label.clone(), is_loop));
        let body = match self.lowered(&statement.body) {
            Statement::Block(statements) => statements,
            other => vec![other],
        };
        self.labels.pop();
        Statement::Labelled { label, body }
    }

    fn switch(&mut self, statement: &ast::SwitchStatement<'_>) -> Statement {
        let subject = self.test(&statement.discriminant);
        self.switches += 1;
        let cases = self.scoped(false, |this| {
            let mut cases = Vec::new();
            for case in &statement.cases {
                let test = case.test.as_ref().map(|test| this.expression(test));
                this.facts.cases.extend(test.map(|test| (subject, test)));
                cases.push(Case { test, body: this.statements(&case.consequent) });
            }
            cases
        });
        self.switches -= 1;
        Statement::Switch { subject, cases }
    }

    fn attempt(&mut self, statement: &ast::TryStatement<'_>) -> Statement {
        let body = self.block(&statement.block.body);
        let catch = statement.handler.as_ref().map(|handler| {
            self.scoped(false, |this| {
                match &handler.param {
                    Some(parameter) => {
                        this.pattern(&parameter.pattern, BindingKind::Catch, None);
                    }
                    None => {
                        let start = handler.span.start;
                        this.uses("optional_catch_binding", start..start + 5);
                    }
                }
                let caught: Vec<_> =
                    this.declared_here().map(|(name, place)| (name.to_string(), place.clone())).collect();
                this.scoped(false, |this| {
                    let body = this.statements(&handler.body.body);
                    this.declared_over_caught(&caught);
                    body
                })
            })
        });
        let finally = statement.finalizer.as_ref().map(|finalizer| self.block(&finalizer.body));
        Statement::Try { body, catch, finally }
    }

    fn repetition(&mut self, statement: &ast::Statement<'_>) -> Statement {
        let from = self.here();
        let mut lowered = Loop {
            first: Vec::new(),
            test: None,
            over: None,
            update: None,
            body: Vec::new(),
            body_first: false,
            expressions: from..from,
        };
        self.scoped(false, |this| match statement {
            ast::Statement::DoWhileStatement(statement) => {
                lowered.body = this.looped(&statement.body);
                lowered.test = Some(this.test(&statement.test));
                lowered.body_first = true;
            }
            ast::Statement::WhileStatement(statement) => {
                lowered.test = Some(this.test(&statement.test));
                lowered.body = this.looped(&statement.body);
            }
            ast::Statement::ForStatement(statement) => {
                match &statement.init {
                    Some(ast::ForStatementInit::VariableDeclaration(variables)) => {
                        lowered.first.push(Statement::Variables(this.variables(variables)));
                    }
                    Some(init) => {
                        if let Some(expression) = init.as_expression() {
                            lowered.first.push(Statement::Expression(this.discarded(expression)));
                        }
                    }
                    None => {}
                }
                lowered.expressions.start = this.here();
                lowered.test = statement.test.as_ref().map(|test| this.test(test));
                lowered.update = statement.update.as_ref().map(|update| this.discarded(update));
                lowered.body = this.looped(&statement.body);
            }
            ast::Statement::ForInStatement(statement) => {
                this.loop_value(&statement.left);
                this.loop_variable(&statement.left);
                lowered.over = Some(this.expression(&statement.right));
                lowered.body = this.looped(&statement.body);
            }
            ast::Statement::ForOfStatement(statement) => {
                let left = statement.left.span().end;
                let right = statement.right.span().start;
                let place = of_word(this.code, left, right);
                this.uses(if statement.r#await { "for_await" } else { "for_of" }, place);
                this.loop_variable(&statement.left);
                lowered.over = Some(this.expression(&statement.right));
                lowered.body = this.looped(&statement.body);
            }
            _ => {}
        });
        lowered.expressions.end = self.here();
        Statement::Loop(lowered)
    }

    /// What `for…in` gives a value to.
    fn loop_variable(&mut self, left: &ast::ForStatementLeft<'_>) {
        match left {
            ast::ForStatementLeft::VariableDeclaration(variables) => {
                for variable in self.variables(variables) {
                    self.unsure(variable.binding);
                }
            }
            other => {
                if let Some(target) = other.as_assignment_target() {
                    let place = span(target.span());
                    let target = self.target(target);
                    self.add(Kind::Assign { operator: "=", target, value: None }, place);
                }
            }
        }
    }
}

/// The word `of` between two parts of a loop's head.
fn of_word(code: &str, from: u32, to: u32) -> Span {
    let between = code.get(from as usize..to as usize).unwrap_or_default();
    match between.find("of").and_then(|at| u32::try_from(at).ok()) {
        Some(at) => from + at..from + at + 2,
        None => from..to,
    }
}
