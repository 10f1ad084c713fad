//! What an expression refers to, found without evaluating it: the edges of the dependency graph.

use crate::{
    problem::Place,
    syntax::{Body, Call, Expression, Key, Kind, Part, Step, StepKind, expression_in},
    write::escape,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::address::ResourceType;

/// Something in the configuration that has a value of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    Variable(String),
    Local(String),
    Resource(ResourceType, String),
    /// A provider's configuration: its name and alias.
    Provider(String, Option<String>),
    /// A call of a module.
    Module(String),
}

impl Name {
    /// The name as it is written.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Variable(name) => format!("var.{name}"),
            Self::Local(name) => format!("local.{name}"),
            Self::Resource(kind, label) => format!("{kind}.{label}"),
            Self::Provider(name, Some(alias)) => format!("provider.{name}.{alias}"),
            Self::Provider(name, None) => format!("provider.{name}"),
            Self::Module(name) => format!("module.{name}"),
        }
    }
}

/// The names that are found, and the calls of functions.
#[derive(Default)]
struct Found<'e> {
    names: Vec<(Name, Place)>,
    calls: Vec<(&'e Call, Place)>,
}

/// The names that an expression refers to, in the order in which they are written.
pub(crate) fn references(expression: &Expression) -> Vec<(Name, Place)> {
    let mut found = Found::default();
    collect(expression, &mut found);
    found.names
}

/// The functions that an expression calls, each after those in its arguments.
pub(crate) fn called(expression: &Expression) -> Vec<(String, Place)> {
    let mut found = Found::default();
    collect(expression, &mut found);
    found.calls.into_iter().map(|(call, place)| (call.name.clone(), place)).collect()
}

/// The calls of functions in an expression.
pub(crate) fn calls(expression: &Expression) -> Vec<&Call> {
    let mut found = Found::default();
    collect(expression, &mut found);
    found.calls.into_iter().map(|(call, _)| call).collect()
}

/// The names that anything in a body refers to.
pub(crate) fn references_of_body(body: &Body) -> Vec<(Name, Place)> {
    let mut found = Found::default();
    let mut bodies: Vec<&Body> = [body].into();
    while let Some(body) = bodies.pop() {
        for attribute in &body.attributes {
            collect(&attribute.value, &mut found);
        }
        bodies.extend(body.blocks.iter().map(|block| &block.body));
    }
    found.names
}

fn collect<'e>(expression: &'e Expression, found: &mut Found<'e>) {
    match &expression.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Variable(_) | Kind::Unsupported(_) => {}
        Kind::Template(parts) => {
            collect_parts(parts, found);
        }
        Kind::List(items) => items.iter().for_each(|item| collect(item, found)),
        Kind::Object(entries) => {
            for entry in entries {
                if let Key::Expression(key) = &entry.key {
                    collect(key, found);
                }
                collect(&entry.value, found);
            }
        }
        Kind::Traversal(traversal) => {
            match (&traversal.of.kind, traversal.steps.as_slice()) {
                (Kind::Variable(root), [Step { kind: StepKind::Attribute(name), place, .. }, ..]) => {
                    let name = match root.as_str() {
                        "var" => Some(Name::Variable(name.clone())),
                        "local" => Some(Name::Local(name.clone())),
                        "module" => Some(Name::Module(name.clone())),
                        root => ResourceType::parse(root).map(|kind| Name::Resource(kind, name.clone())),
                    };
                    if let Some(name) = name {
                        found.names.push((name, traversal.of.place.to(*place)));
                    }
                }
                _ => collect(&traversal.of, found),
            }
            for step in &traversal.steps {
                if let StepKind::Index(index) = &step.kind {
                    collect(index, found);
                }
            }
        }
        Kind::Conditional(inside) => {
            for part in [&inside.condition, &inside.yes, &inside.no] {
                collect(part, found);
            }
        }
        Kind::Call(call) => {
            call.arguments.iter().for_each(|argument| collect(argument, found));
            found.calls.push((call, expression.place));
        }
        Kind::Unary(_, operand) => collect(operand, found),
        Kind::Binary(inside) => {
            collect(&inside.left, found);
            collect(&inside.right, found);
        }
        Kind::For(inside) => {
            collect(&inside.collection, found);
            for part in [&inside.key, &inside.condition].into_iter().flatten() {
                collect(part, found);
            }
            collect(&inside.value, found);
        }
    }
}

fn collect_parts<'e>(parts: &'e [Part], found: &mut Found<'e>) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Interpolation(inside) => collect(inside, found),
            Part::If(choice) => {
                collect(&choice.condition, found);
                collect_parts(&choice.yes, found);
                collect_parts(&choice.no, found);
            }
            Part::For(repetition) => {
                collect(&repetition.collection, found);
                collect_parts(&repetition.parts, found);
            }
        }
    }
}

/// The words of a reference, such as `aws` and `x`, each with its place.
pub(crate) type Words = Vec<(String, Place)>;

/// A reference that is never evaluated, such as a provider's. In JSON it is written as a string. `None` if it is
/// anything else.
pub(crate) fn static_reference(expression: &Expression) -> Option<Words> {
    let words = static_address(expression)?.into_iter();
    words.map(|word| word.key.is_none().then_some((word.text, word.place))).collect()
}

/// A word of an address, and the key of an instance after it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) place: Place,
    pub(crate) key: Option<Expression>,
}

/// A reference that is not evaluated but for the keys of instances in it.
pub(crate) fn static_address(expression: &Expression) -> Option<Vec<Word>> {
    match &expression.kind {
        Kind::Variable(name) => Some([Word { text: name.clone(), place: expression.place, key: None }].into()),
        Kind::Traversal(traversal) => {
            let Kind::Variable(root) = &traversal.of.kind else { return None };
            let mut words: Vec<_> = [Word { text: root.clone(), place: traversal.of.place, key: None }].into();
            for step in &traversal.steps {
                match &step.kind {
                    StepKind::Attribute(name) => {
                        words.push(Word { text: name.clone(), place: step.place, key: None });
                    }
                    StepKind::Index(key) => {
                        let last = words.last_mut()?;
                        if last.key.replace(key.clone()).is_some() {
                            return None;
                        }
                    }
                    StepKind::Splat | StepKind::AttributeSplat => return None,
                }
            }
            Some(words)
        }
        Kind::String(text) => {
            let inside = expression_in(text, expression.place)?;
            // A string within the string would be read again and again.
            if matches!(inside.kind, Kind::String(_)) { None } else { static_address(&inside) }
        }
        _ => None,
    }
}

/// The text of an address, given the key after each word that has one. `None` if one of them is none.
pub(crate) fn address_text(words: &[Word], mut key: impl FnMut(&Expression) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&word.text);
        if let Some(found) = &word.key {
            text.push_str(&key(found)?);
        }
    }
    Some(text)
}

/// The key of an instance as an address has it, if nothing has to be evaluated for it.
pub(crate) fn literal_key(expression: &Expression) -> Option<String> {
    match &expression.kind {
        Kind::Number(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => Some(format!("[{number}]")),
        Kind::String(key) => Some(format!("[\"{}\"]", escape(key))),
        _ => None,
    }
}
