//! Type constraints of variables, and the conversion to them.

use super::{
    convert::{convert, expected},
    types::Type,
    value::{Data, Member, Value},
};
use crate::syntax::{Expression, Key, Kind, expression_in};
use alloc::{boxed::Box, format, rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::Map;

/// A type that a variable can be declared with.
#[derive(Debug)]
pub(crate) enum Constraint {
    Any,
    String,
    Number,
    Bool,
    List(Box<Self>),
    Set(Box<Self>),
    Map(Box<Self>),
    Tuple(Vec<Self>),
    Object(Vec<Attribute>),
}

#[derive(Debug)]
pub(crate) struct Attribute {
    name: String,
    constraint: Constraint,
    optional: bool,
    default: Option<Expression>,
}

impl Constraint {
    /// Reads a constraint; an error is the part that is none.
    pub(crate) fn read(expression: &Expression) -> Result<Self, &Expression> {
        match &expression.kind {
            Kind::Variable(name) => match name.as_str() {
                "any" => Ok(Self::Any),
                "string" => Ok(Self::String),
                "number" => Ok(Self::Number),
                "bool" => Ok(Self::Bool),
                // These stand for lists and maps of anything, from before there were types within types.
                "list" => Ok(Self::List(Box::new(Self::Any))),
                "map" => Ok(Self::Map(Box::new(Self::Any))),
                "set" => Ok(Self::Set(Box::new(Self::Any))),
                _ => Err(expression),
            },
            // In JSON a constraint is a string, and it was one in HCL long ago.
            Kind::String(text) => match expression_in(text, expression.place) {
                Some(inside) if !matches!(inside.kind, Kind::String(_)) => Self::read(&inside).map_err(|_| expression),
                _ => Err(expression),
            },
            Kind::Call(call) => match (call.name.as_str(), call.arguments.as_slice()) {
                ("list", [item]) => Ok(Self::List(Box::new(Self::read(item)?))),
                ("set", [item]) => Ok(Self::Set(Box::new(Self::read(item)?))),
                ("map", [item]) => Ok(Self::Map(Box::new(Self::read(item)?))),
                ("tuple", [Expression { kind: Kind::List(items), .. }]) => {
                    items.iter().map(Self::read).collect::<Result<_, _>>().map(Self::Tuple)
                }
                ("object", [Expression { kind: Kind::Object(entries), .. }]) => {
                    let attributes = entries.iter().map(|entry| {
                        let name = match &entry.key {
                            Key::Word(name, _) | Key::Expression(Expression { kind: Kind::String(name), .. }) => {
                                name.clone()
                            }
                            Key::Expression(other) => return Err(other),
                        };
                        Attribute::read(name, &entry.value)
                    });
                    attributes.collect::<Result<_, _>>().map(Self::Object)
                }
                _ => Err(expression),
            },
            _ => Err(expression),
        }
    }

    /// The type that values have after conversion.
    fn kind(&self) -> Type {
        match self {
            Self::Any => Type::Any,
            Self::String => Type::String,
            Self::Number => Type::Number,
            Self::Bool => Type::Bool,
            Self::List(item) => Type::List(Rc::new(item.kind())),
            Self::Set(item) => Type::Set(Rc::new(item.kind())),
            Self::Map(item) => Type::Map(Rc::new(item.kind())),
            Self::Tuple(items) => Type::Tuple(Rc::new(items.iter().map(Self::kind).collect())),
            Self::Object(attributes) => Type::Object(Rc::new(
                attributes.iter().map(|attribute| (attribute.name.clone(), attribute.constraint.kind())).collect(),
            )),
        }
    }

    /// Converts a value. An error says what does not fit; `evaluate` works out defaults.
    pub(crate) fn convert(
        &self,
        value: Value,
        evaluate: &mut dyn FnMut(&Expression) -> Value,
    ) -> Result<Value, String> {
        let place = value.place;
        let data = match (self, value.data) {
            (_, Data::Sensitive(inside)) => self.convert(Value::new(place, *inside), evaluate)?.data.hidden_if(true),
            (_, data @ (Data::Unknown | Data::Later(_))) | (Self::Any, data) => data,
            (_, Data::Null(_)) => Data::Null(self.kind()),
            (Self::List(item) | Self::Set(item), Data::List(items) | Data::Set(items)) => {
                let items: Result<Vec<_>, _> = items.into_iter().map(|value| item.convert(value, evaluate)).collect();
                // Whatever type the items are of, it is one.
                return convert(Value::new(place, Data::tuple(items?)), &self.kind());
            }
            (Self::Map(item), Data::Object(members)) => {
                let members: Result<Map<_, _>, String> = members
                    .into_iter()
                    .map(|(name, member)| {
                        let value =
                            item.convert(member.value, evaluate).map_err(|error| format!("`{name}`: {error}"))?;
                        Ok((name, Member { value, ..member }))
                    })
                    .collect();
                return convert(Value::new(place, Data::Object(members?.into())), &self.kind());
            }
            (Self::Tuple(constraints), Data::List(items)) if constraints.len() == items.len() => {
                let items: Result<_, _> =
                    constraints.iter().zip(items).map(|(item, value)| item.convert(value, evaluate)).collect();
                Data::tuple(items?)
            }
            (Self::Object(attributes), Data::Object(mut members)) => {
                let mut converted = Map::new();
                for attribute in attributes {
                    let found = members.remove(&attribute.name);
                    let key = found.as_ref().map_or(place, |member| member.key);
                    let value = match (found, &attribute.default) {
                        (None, _) if !attribute.optional => {
                            return Err(format!("the attribute `{}` is missing", attribute.name));
                        }
                        (None | Some(Member { value: Value { data: Data::Null(_), .. }, .. }), Some(default)) => {
                            evaluate(default)
                        }
                        (None, None) => Value::new(place, Data::NULL),
                        (Some(member), _) => member.value,
                    };
                    let value = attribute
                        .constraint
                        .convert(value, evaluate)
                        .map_err(|error| format!("`{}`: {error}", attribute.name))?;
                    converted.insert(attribute.name.clone(), Member { key, value });
                }
                Data::Object(converted.into())
            }
            (Self::Tuple(items), data) => return Err(expected(&format!("a list of {}", items.len()), &data)),
            (_, data) => return convert(Value::new(place, data), &self.kind()),
        };
        Ok(Value::new(place, data))
    }
}

impl Attribute {
    fn read(name: String, expression: &Expression) -> Result<Self, &Expression> {
        if let Kind::Call(call) = &expression.kind
            && call.name == "optional"
        {
            return match call.arguments.as_slice() {
                [constraint] => {
                    Ok(Self { name, constraint: Constraint::read(constraint)?, optional: true, default: None })
                }
                [constraint, default] => Ok(Self {
                    name,
                    constraint: Constraint::read(constraint)?,
                    optional: true,
                    default: Some(default.clone()),
                }),
                _ => Err(expression),
            };
        }
        Ok(Self { name, constraint: Constraint::read(expression)?, optional: false, default: None })
    }
}
