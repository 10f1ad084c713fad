//! The state of reading one program: what is declared where, and in the end what each name means. A name may be used above its
//! declaration, so names are resolved when all is read.

use crate::facts::Span;
use crate::facts::{
    Binding, BindingId, BindingKind, Expression, ExpressionId, Facts, Function, FunctionId, Kind, MODULE, Role,
    ScopeId, SyntaxError, Use, hash,
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

pub(super) struct Lowering<'s> {
    pub(super) code: &'s str,
    pub(super) facts: Facts,
    scopes: Vec<Scope>,
    pub(super) scope: ScopeId,
    pub(super) function: FunctionId,
    /// Names that wait for their meaning: where, in which scope, and whether they are written to.
    names: Vec<(ExpressionId, ScopeId, bool)>,
    /// The labels around, and whether each is one of a loop.
    pub(super) labels: Vec<(String, bool)>,
    pub(super) loops: u32,
    pub(super) switches: u32,
    /// In the arguments of a call, of this very function.
    pub(super) in_arguments: bool,
    /// In syntax that is refused as a whole, what it consists of is not told one by one.
    pub(super) muted: u32,
}

#[derive(Debug)]
struct Scope {
    parent: Option<ScopeId>,
    function: FunctionId,
    /// Where `var` goes.
    is_function: bool,
    /// With a hash of each name, since a program may have thousands.
    names: Vec<(u32, BindingId)>,
}

impl<'s> Lowering<'s> {
    pub(super) fn new(code: &'s str) -> Self {
        let mut lowering = Self {
            code,
            facts: Facts::default(),
            scopes: Vec::new(),
            scope: ScopeId(0),
            function: MODULE,
            names: Vec::new(),
            labels: Vec::new(),
            loops: 0,
            switches: 0,
            in_arguments: false,
            muted: 0,
        };
        lowering.facts.functions.push(Function {
            head: 0..0,
            parameters: Vec::new(),
            rest: None,
            is_async: false,
            is_hoisted: false,
            has_await: false,
            uses_arguments: false,
            parent: MODULE,
            body: Vec::new(),
        });
        lowering.scopes.push(Scope { parent: None, function: MODULE, is_function: true, names: Vec::new() });
        lowering
    }

    pub(super) fn uses(&mut self, feature: &'static str, span: Span) {
        if self.muted == 0 {
            self.facts.uses.push(Use { feature, span });
        }
    }

    pub(super) fn error(&mut self, message: impl Into<String>, help: Option<&'static str>, span: Span) {
        self.facts.errors.push(SyntaxError { message: message.into(), help, span, related: None, too_deep: false });
    }

    pub(super) fn add(&mut self, kind: Kind, span: Span) -> ExpressionId {
        let id = ExpressionId(u32::try_from(self.facts.expressions.len()).unwrap_or(u32::MAX));
        for part in kind.parts() {
            if let Some(part) = self.facts.expressions.get_mut(part.index()) {
                part.parent = Some(id);
            }
        }
        self.facts.expressions.push(Expression {
            kind,
            span,
            function: self.function,
            parent: None,
            role: Role::Value,
        });
        id
    }

    pub(super) fn role(&mut self, id: ExpressionId, role: Role) -> ExpressionId {
        if let Some(expression) = self.facts.expressions.get_mut(id.index()) {
            expression.role = role;
        }
        id
    }

    /// A name that is read, or also or only written.
    pub(super) fn name(&mut self, name: &str, span: Span, written: bool) -> ExpressionId {
        if written && matches!(name, "eval" | "arguments") {
            self.error(format!("`{name}` cannot be assigned to"), None, span.clone());
        }
        self.spelled(name, &span);
        if name == "arguments" {
            self.arguments(&span);
        }
        if name == "arguments"
            && let Some(function) = self.facts.functions.get_mut(self.function.index())
        {
            function.uses_arguments = true;
        }
        let id = self.add(Kind::Name { name: name.to_owned(), binding: None }, span);
        self.names.push((id, self.scope, written));
        id
    }

    /// Whether what is declared here is there for the whole function.
    pub(super) fn is_outside_blocks(&self) -> bool {
        self.scopes.get(self.scope.index()).is_some_and(|scope| scope.is_function)
    }

    /// Runs something in a scope of its own.
    pub(super) fn scoped<T>(&mut self, is_function: bool, run: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.scope;
        self.scope = ScopeId(u32::try_from(self.scopes.len()).unwrap_or(u32::MAX));
        self.scopes.push(Scope { parent: Some(outer), function: self.function, is_function, names: Vec::new() });
        let result = run(self);
        self.scope = outer;
        result
    }

    pub(super) fn declare(
        &mut self,
        name: &str,
        span: Span,
        kind: BindingKind,
        value: Option<ExpressionId>,
    ) -> BindingId {
        self.declarable(name, kind, &span);
        let scope = if kind == BindingKind::Var { self.function_scope() } else { self.scope };
        if let Some(first) = self.clash(scope, name, kind) {
            // `var` twice, or over a parameter or a function, is one variable, which then has several values. So are functions of
            // one name but in blocks.
            let whole = self.scopes.get(scope.index()).is_some_and(|scope| scope.is_function);
            let merges = kind == BindingKind::Var || (whole && matches!(kind, BindingKind::Function(_)));
            let known = self.facts.bindings.get(first.index()).map(|binding| (binding.kind, binding.span.clone()));
            match known {
                Some((BindingKind::Var | BindingKind::Parameter(..) | BindingKind::Function(_), _)) if merges => {
                    if value.is_some() || kind != BindingKind::Var {
                        let id = self.add(Kind::Name { name: name.to_owned(), binding: Some(first) }, span);
                        if let Some(binding) = self.facts.bindings.get_mut(first.index()) {
                            binding.writes.push(id);
                        }
                    }
                    return first;
                }
                Some((BindingKind::Parameter(..), other)) if matches!(kind, BindingKind::Parameter(..)) => {
                    self.twice(format!("two parameters are called `{name}`"), "the first", span.clone(), other);
                }
                Some((_, other)) => self.twice(format!("`{name}` is declared twice"), "the first", span.clone(), other),
                None => {}
            }
        }
        let id = BindingId(u32::try_from(self.facts.bindings.len()).unwrap_or(u32::MAX));
        let function = self.scopes.get(scope.index()).map_or(MODULE, |scope| scope.function);
        self.facts.bindings.push(Binding {
            name: name.to_owned(),
            span,
            kind,
            function,
            value,
            writes: Vec::new(),
            reads: Vec::new(),
        });
        if let Some(scope) = self.scopes.get_mut(scope.index()) {
            scope.names.push((hash(name), id));
        }
        id
    }

    /// Whether this is the scope of the whole code.
    pub(super) fn is_outermost(&self) -> bool {
        self.scope == ScopeId(0)
    }

    /// What is declared in this very scope so far, and where.
    pub(super) fn declared_here(&self) -> impl Iterator<Item = (&str, &Span)> {
        let names = self.scopes.get(self.scope.index()).into_iter().flat_map(|scope| &scope.names);
        let bindings = names.filter_map(|(_, id)| self.facts.bindings.get(id.index()));
        bindings.map(|binding| (binding.name.as_str(), &binding.span))
    }

    pub(super) fn twice(&mut self, message: String, related: &'static str, span: Span, other: Span) {
        let related = Some((related, other));
        self.facts.errors.push(SyntaxError { message, help: None, span, related, too_deep: false });
    }

    fn function_scope(&self) -> ScopeId {
        let mut id = self.scope;
        while let Some(scope) = self.scopes.get(id.index()) {
            match scope.parent {
                Some(parent) if !scope.is_function => id = parent,
                _ => break,
            }
        }
        id
    }

    /// What a new declaration meets: in its own scope, and of a `var` also in the blocks between.
    fn clash(&self, target: ScopeId, name: &str, kind: BindingKind) -> Option<BindingId> {
        let mut id = self.scope;
        loop {
            let scope = self.scopes.get(id.index())?;
            let found = self.named(scope, name).filter(|found| {
                let other = self.facts.bindings.get(found.index()).map(|binding| binding.kind);
                id == target || (kind == BindingKind::Var && other != Some(BindingKind::Catch))
            });
            if found.is_some() || id == target {
                return found;
            }
            id = scope.parent?;
        }
    }

    fn named(&self, scope: &Scope, name: &str) -> Option<BindingId> {
        let wanted = hash(name);
        let is = |id: BindingId| self.facts.bindings.get(id.index()).is_some_and(|binding| binding.name == name);
        scope.names.iter().find(|(known, id)| *known == wanted && is(*id)).map(|(_, id)| *id)
    }

    /// Gives every name its meaning.
    pub(super) fn resolve(&mut self) {
        for (id, scope, written) in core::mem::take(&mut self.names) {
            let Some(Expression { kind: Kind::Name { name, .. }, .. }) = self.facts.expressions.get(id.index()) else {
                continue;
            };
            let Some(found) = self.lookup(scope, name) else { continue };
            if let Some(binding) = self.facts.bindings.get_mut(found.index()) {
                if written {
                    binding.writes.push(id);
                } else {
                    binding.reads.push(id);
                }
            }
            if let Some(Expression { kind: Kind::Name { binding, .. }, .. }) =
                self.facts.expressions.get_mut(id.index())
            {
                *binding = Some(found);
            }
        }
    }

    fn lookup(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        let mut next = Some(scope);
        while let Some(scope) = next.and_then(|id| self.scopes.get(id.index())) {
            if let Some(found) = self.named(scope, name) {
                return Some(found);
            }
            next = scope.parent;
        }
        None
    }
}
