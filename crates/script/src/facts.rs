//! What is known of a program: plain data that owns its text, with byte spans. The parser's own tree never comes this far, so
//! that rules survive a change of parser.
//!
//! Expressions lie in one list in which an expression stands after all that it is made of. A rule that needs no order of
//! execution goes through the list and so needs no recursion, however deep a program is.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

/// Byte offsets into the code.
pub type Span = Range<u32>;

macro_rules! ids {
    ($($name:ident)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids!(ExpressionId FunctionId BindingId ScopeId);

/// The module itself, as a function.
pub(crate) const MODULE: FunctionId = FunctionId(0);

#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// If there are any, the rest holds nothing.
    pub(crate) errors: Vec<SyntaxError>,
    /// Syntax that is in the table of features.
    pub(crate) uses: Vec<Use>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) imports: Vec<Import>,
    pub(crate) exports: Vec<Export>,
    /// The first is the module itself.
    pub(crate) functions: Vec<Function>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) expressions: Vec<Expression>,
    /// Regular expressions as they are written.
    pub(crate) patterns: Vec<(ExpressionId, String)>,
    /// What `switch` compares, with each of its cases.
    pub(crate) cases: Vec<(ExpressionId, ExpressionId)>,
    /// The keys of objects that are written out.
    pub(crate) keys: Vec<(ExpressionId, String, Span)>,
    /// Names of properties that the program itself makes.
    pub(crate) made: Vec<String>,
    pub(crate) places: Places,
}

/// Where what is done begins, for whoever follows a run.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Statements that do something, and whether each stands alone where a block could be.
    pub(crate) statements: Vec<(Span, bool)>,
    /// The insides of the blocks that are functions or the rounds of loops.
    pub(crate) blocks: Vec<u32>,
    /// The insides of the blocks that are functions.
    pub(crate) bodies: Vec<Span>,
    /// Where those of them begin which `new` may call.
    pub(crate) constructors: Vec<u32>,
    /// What arrow functions without a block are worth.
    pub(crate) values: Vec<Span>,
    /// Objects that name their prototype.
    pub(crate) linked: Vec<Span>,
}

#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) help: Option<&'static str>,
    pub(crate) span: Span,
    pub(crate) related: Option<(&'static str, Span)>,
    pub(crate) too_deep: bool,
}

/// One place that uses a feature.
#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) feature: &'static str,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) text: String,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) source: String,
    pub(crate) source_span: Span,
    /// Only `import name from 'module'`.
    pub(crate) default_only: bool,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Export {
    pub(crate) names: Vec<String>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Function {
    /// Its name, or where it begins.
    pub(crate) head: Span,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) rest: Option<Span>,
    pub(crate) is_async: bool,
    /// Whether it is there from the beginning of the function around.
    pub(crate) is_hoisted: bool,
    pub(crate) has_await: bool,
    pub(crate) uses_arguments: bool,
    pub(crate) parent: FunctionId,
    pub(crate) body: Vec<Statement>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    /// None if it is taken apart.
    pub(crate) binding: Option<BindingId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindingKind {
    Var,
    Let,
    Const,
    Function(FunctionId),
    Parameter(FunctionId, u32),
    /// The position in the list of imports.
    Import(u32),
    Class,
    Catch,
}

#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) kind: BindingKind,
    /// The function that it belongs to.
    pub(crate) function: FunctionId,
    /// What it is given where it is declared.
    pub(crate) value: Option<ExpressionId>,
    /// The expressions that name it in order to give it another value.
    pub(crate) writes: Vec<ExpressionId>,
    /// The other expressions that name it.
    pub(crate) reads: Vec<ExpressionId>,
}

impl Binding {
    /// Whether it always has the value of its declaration.
    pub(crate) fn is_constant(&self) -> bool {
        self.writes.is_empty()
    }
}

#[derive(Debug)]
pub(crate) enum Statement {
    Expression(ExpressionId),
    Variables(Vec<Variable>),
    Block(Vec<Statement>),
    If {
        test: ExpressionId,
        then: Vec<Statement>,
        otherwise: Option<Vec<Statement>>,
    },
    Loop(Loop),
    Labelled {
        label: String,
        body: Vec<Statement>,
    },
    Break {
        label: Option<String>,
    },
    Continue {
        label: Option<String>,
    },
    Return {
        value: Option<ExpressionId>,
        span: Span,
    },
    Throw {
        value: ExpressionId,
        span: Span,
    },
    Try {
        body: Vec<Statement>,
        catch: Option<Vec<Statement>>,
        finally: Option<Vec<Statement>>,
    },
    Switch {
        subject: ExpressionId,
        cases: Vec<Case>,
    },
    /// Something without effect here, or that no rule follows.
    Nothing,
}

#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) binding: Option<BindingId>,
    pub(crate) value: Option<ExpressionId>,
}

#[derive(Debug)]
pub(crate) struct Loop {
    pub(crate) first: Vec<Statement>,
    /// None: it is left only by a statement in it.
    pub(crate) test: Option<ExpressionId>,
    /// What `for…in` goes over: then there is no test, and it may be left before each round.
    pub(crate) over: Option<ExpressionId>,
    pub(crate) update: Option<ExpressionId>,
    pub(crate) body: Vec<Statement>,
    /// `do … while`.
    pub(crate) body_first: bool,
    /// The expressions in it lie between these two.
    pub(crate) expressions: Range<u32>,
}

#[derive(Debug)]
pub(crate) struct Case {
    /// None is `default`.
    pub(crate) test: Option<ExpressionId>,
    pub(crate) body: Vec<Statement>,
}

#[derive(Debug)]
pub(crate) struct Expression {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) function: FunctionId,
    /// What it is a part of.
    pub(crate) parent: Option<ExpressionId>,
    pub(crate) role: Role,
}

/// What a statement makes of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Value,
    Test,
    Discarded,
    Returned,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Name {
        name: String,
        binding: Option<BindingId>,
    },
    Text(String),
    Number(String),
    Boolean(bool),
    Null,
    Template {
        texts: Vec<String>,
        parts: Vec<ExpressionId>,
    },
    Member {
        object: ExpressionId,
        name: String,
        name_span: Span,
    },
    Index {
        object: ExpressionId,
        index: ExpressionId,
    },
    Call {
        callee: ExpressionId,
        arguments: Vec<ExpressionId>,
        is_new: bool,
    },
    Await(ExpressionId),
    Not(ExpressionId),
    Unary {
        operator: &'static str,
        operand: ExpressionId,
    },
    Binary {
        operator: &'static str,
        left: ExpressionId,
        right: ExpressionId,
    },
    Logical {
        operator: Logical,
        left: ExpressionId,
        right: ExpressionId,
    },
    Conditional {
        test: ExpressionId,
        then: ExpressionId,
        otherwise: ExpressionId,
    },
    /// `value` is None for `++`, `--` and what a loop or a pattern gives.
    Assign {
        operator: &'static str,
        target: ExpressionId,
        value: Option<ExpressionId>,
    },
    Function(FunctionId),
    /// Anything else, with its parts.
    Other(Vec<ExpressionId>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logical {
    And,
    Or,
    Nullish,
}

impl Facts {
    pub(crate) fn expression(&self, id: ExpressionId) -> &Expression {
        const NONE: &Expression =
            &Expression { kind: Kind::Null, span: 0..0, function: MODULE, parent: None, role: Role::Value };
        self.expressions.get(id.index()).unwrap_or(NONE)
    }

    pub(crate) fn kind(&self, id: ExpressionId) -> &Kind {
        &self.expression(id).kind
    }

    pub(crate) fn span(&self, id: ExpressionId) -> Span {
        self.expression(id).span.clone()
    }

    pub(crate) fn binding(&self, id: BindingId) -> Option<&Binding> {
        self.bindings.get(id.index())
    }

    pub(crate) fn function(&self, id: FunctionId) -> Option<&Function> {
        self.functions.get(id.index())
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = (ExpressionId, &Expression)> {
        (0..).map(ExpressionId).zip(&self.expressions)
    }

    /// The module's own variable of this name.
    pub(crate) fn module_binding(&self, name: &str) -> Option<(BindingId, &Binding)> {
        let module = |binding: &Binding| binding.function == MODULE && binding.name == name;
        (0..).map(BindingId).zip(&self.bindings).find(|(_, binding)| module(binding))
    }

    /// The function that a variable always holds.
    pub(crate) fn function_of(&self, binding: BindingId) -> Option<FunctionId> {
        let binding = self.binding(binding).filter(|binding| binding.is_constant())?;
        match binding.kind {
            BindingKind::Function(function) => Some(function),
            BindingKind::Var | BindingKind::Let | BindingKind::Const => match self.kind(binding.value?) {
                Kind::Function(function) => Some(*function),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a constant was given where it is declared, or the expression itself.
    pub(crate) fn behind(&self, id: ExpressionId) -> ExpressionId {
        let Kind::Name { binding: Some(binding), .. } = self.kind(id) else { return id };
        let constant = self.binding(*binding).filter(|binding| binding.is_constant());
        constant.and_then(|binding| binding.value).unwrap_or(id)
    }

    /// The text that an expression surely is.
    pub(crate) fn text(&self, id: ExpressionId) -> Option<&str> {
        match self.kind(id) {
            Kind::Text(text) => Some(text),
            Kind::Template { texts, parts } if parts.is_empty() => texts.first().map(String::as_str),
            Kind::Name { binding: Some(binding), .. } => {
                let binding = self.binding(*binding).filter(|binding| binding.is_constant())?;
                match self.kind(binding.value?) {
                    Kind::Text(text) => Some(text),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Kind {
    /// What it is made of, in the order in which it is evaluated.
    pub(crate) fn parts(&self) -> Vec<ExpressionId> {
        let mut parts = Vec::new();
        match self {
            Self::Name { .. } | Self::Text(_) | Self::Number(_) | Self::Boolean(_) | Self::Null | Self::Function(_) => {
            }
            Self::Template { parts: ids, .. } | Self::Other(ids) => parts.extend(ids),
            Self::Member { object, .. } => parts.push(*object),
            Self::Index { object, index } => parts.extend([*object, *index]),
            Self::Call { callee, arguments, .. } => {
                parts.push(*callee);
                parts.extend(arguments);
            }
            Self::Await(operand) | Self::Not(operand) | Self::Unary { operand, .. } => parts.push(*operand),
            Self::Binary { left, right, .. } | Self::Logical { left, right, .. } => parts.extend([*left, *right]),
            Self::Conditional { test, then, otherwise } => parts.extend([*test, *then, *otherwise]),
            Self::Assign { target, value, .. } => {
                parts.push(*target);
                parts.extend(value);
            }
        }
        parts
    }
}

/// A number for a text, so that others can be told from it soon.
pub(crate) fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
