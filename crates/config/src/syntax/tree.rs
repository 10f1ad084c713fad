//! The document tree that both syntaxes are parsed into. Every node has its place. The tree says what is written, not what
//! it means: nothing is evaluated here, and whether a JSON member is an argument or a block is left to the schema.

use super::node::Node;
use crate::problem::{Place, Problems};
use alloc::{boxed::Box, format, string::String, vec::Vec};
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;

/// The inside of a document or a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) attributes: Vec<Attribute>,
    by_name: Map<String, usize>,
    pub(crate) blocks: Vec<Block>,
    /// In JSON a nested block looks like an argument, so the schema has to say which it is.
    pub(crate) json: bool,
    /// Of a whole document: the tests that its functions hold in the short form, by their labels.
    pub(crate) tests: Vec<(String, Node)>,
}

impl Body {
    pub(crate) fn of_json() -> Self {
        Self { json: true, ..Self::default() }
    }

    /// Adds an attribute, or reports that it is given twice.
    pub(crate) fn push(&mut self, attribute: Attribute, problems: &mut Problems) {
        match self.attribute(&attribute.name) {
            Some(first) => {
                problems
                    .add(Code::DuplicateArgument, attribute.place, format!("`{}` is given twice", attribute.name))
                    .related("first given here", first.place);
            }
            None => {
                self.by_name.insert(attribute.name.clone(), self.attributes.len());
                self.attributes.push(attribute);
            }
        }
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.by_name.get(name).and_then(|index| self.attributes.get(*index))
    }
}

/// `name = value`
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) value: Expression,
}

/// `kind "label" { body }`
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: String,
    pub(crate) labels: Vec<Label>,
    /// The kind and the labels.
    pub(crate) header: Place,
    pub(crate) kind_place: Place,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub(crate) place: Place,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    /// As it is written, since no machine number holds every one exactly.
    Number(String),
    String(String),
    /// A template that is one interpolation alone has that expression's value, of whatever type.
    Template(Vec<Part>),
    List(Vec<Expression>),
    Object(Vec<Entry>),
    /// A bare name, such as `local` in `local.x`.
    Variable(String),
    Traversal(Box<Traversal>),
    Conditional(Box<Conditional>),
    Call(Box<Call>),
    Unary(Unary, Box<Expression>),
    Binary(Box<Binary>),
    For(Box<For>),
    /// Something of the language that connfn cannot evaluate, by its name.
    Unsupported(&'static str),
}

#[derive(Clone, Debug)]
pub(crate) enum Part {
    Literal(String),
    Interpolation(Expression),
    /// `%{ if … }`, `%{ else }` and `%{ endif }`.
    If(Box<Choice>),
    /// `%{ for … }` and `%{ endfor }`.
    For(Box<Repetition>),
}

/// Parts of a template that depend on a condition.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) condition: Expression,
    pub(crate) yes: Vec<Part>,
    pub(crate) no: Vec<Part>,
}

/// Parts of a template that stand once for each item of a collection.
#[derive(Clone, Debug)]
pub(crate) struct Repetition {
    pub(crate) key_name: Option<String>,
    pub(crate) value_name: String,
    pub(crate) collection: Expression,
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) value: Expression,
}

/// An object's key: a bare word stands for itself.
#[derive(Clone, Debug)]
pub(crate) enum Key {
    Word(String, Place),
    Expression(Expression),
}

impl Key {
    pub(crate) const fn place(&self) -> Place {
        match self {
            Self::Word(_, place) => *place,
            Self::Expression(expression) => expression.place,
        }
    }
}

/// `of.step[step]`
#[derive(Clone, Debug)]
pub(crate) struct Traversal {
    pub(crate) of: Expression,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// The name or the index, without its dot or brackets.
    pub(crate) place: Place,
    /// Whether it is behind a dot, as indexes were in the past: `list.0`.
    pub(crate) dotted: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum StepKind {
    Attribute(String),
    Index(Expression),
    /// `[*]`: all steps behind it go into each item.
    Splat,
    /// `.*`: only the attributes behind it go into each item.
    AttributeSplat,
}

#[derive(Clone, Debug)]
pub(crate) struct Conditional {
    pub(crate) condition: Expression,
    pub(crate) yes: Expression,
    pub(crate) no: Expression,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) arguments: Vec<Expression>,
    /// Whether the last argument is a list of the remaining ones: `f(list...)`.
    pub(crate) expand: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Unary {
    Not,
    Negate,
}

#[derive(Clone, Debug)]
pub(crate) struct Binary {
    pub(crate) operator: Operator,
    pub(crate) left: Expression,
    pub(crate) right: Expression,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
}

/// `[for key, value in collection : result if condition]`, with braces and a key for an object.
#[derive(Clone, Debug)]
pub(crate) struct For {
    pub(crate) key_name: Option<String>,
    pub(crate) value_name: String,
    pub(crate) collection: Expression,
    pub(crate) key: Option<Expression>,
    pub(crate) value: Expression,
    pub(crate) condition: Option<Expression>,
    pub(crate) grouping: bool,
}
