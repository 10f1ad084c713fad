//! Values of expressions, each with the place that it is written at. A string may hold references to attributes that only
//! CloudFront knows. Knows the types of Terraform's language and nothing of resources.

use super::{number::Number, types::Type};
use crate::problem::Place;
use alloc::{
    boxed::Box,
    rc::Rc,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::Map;
use connfn_core::{
    desired::AttributeRef,
    text::{Part, Text},
};
use core::ops::{Deref, DerefMut};

#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) place: Place,
    pub(crate) data: Data,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// Null, of a type if it came from a conversion.
    Null(Type),
    Bool(bool),
    Number(Number),
    Text(Text<AttributeRef>),
    /// A list or a tuple.
    List(Items),
    /// In the order that Terraform goes through them, each once.
    Set(Items),
    /// A map or an object.
    Object(Members),
    /// Hidden where values are shown. Whoever looks at a value that is not printed gets it through `Evaluator::evaluate`, which
    /// takes this away.
    Sensitive(Box<Self>),
    /// Known only after apply, and what it depends on. Whoever needs it known reports it with `Evaluator::not_known_yet`.
    Later(Rc<str>),
    /// The reason has been reported, or a file is still needed; whoever meets it is silent.
    Unknown,
}

/// Items, and the type that all of them have unless they are a tuple.
#[derive(Clone, Debug)]
pub(crate) struct Items {
    pub(crate) of: Option<Type>,
    items: Vec<Value>,
}

/// Members, and the type that all of them have if they are a map.
#[derive(Clone, Debug)]
pub(crate) struct Members {
    pub(crate) of: Option<Type>,
    members: Map<String, Member>,
}

/// A member of an object, and where its key stands.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: Place,
    pub(crate) value: Value,
}

impl Value {
    pub(crate) const fn new(place: Place, data: Data) -> Self {
        Self { place, data }
    }

    pub(crate) const fn unknown(place: Place) -> Self {
        Self { place, data: Data::Unknown }
    }
}

impl Data {
    pub(crate) const NULL: Self = Self::Null(Type::Any);

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(Text::literal(text))
    }

    pub(crate) fn index(index: usize) -> Self {
        Self::Number(Number::from(index))
    }

    pub(crate) fn tuple(items: Vec<Value>) -> Self {
        Self::List(Items { of: None, items })
    }

    /// A list of items that all are of one type.
    pub(crate) const fn list(of: Type, items: Vec<Value>) -> Self {
        Self::List(Items { of: Some(of), items })
    }

    /// Strings, all at one place.
    pub(crate) fn strings<T: Into<String>>(place: Place, items: impl IntoIterator<Item = T>) -> Self {
        Self::list(Type::String, items.into_iter().map(|item| Value::new(place, Self::text(item))).collect())
    }

    /// A map whose values all are of one type.
    pub(crate) const fn map(of: Type, members: Map<String, Member>) -> Self {
        Self::Object(Members { of: Some(of), members })
    }

    pub(crate) fn object(members: impl IntoIterator<Item = (String, Place, Value)>) -> Self {
        let members = members.into_iter().map(|(name, key, value)| (name, Member { key, value })).collect();
        Self::Object(Members { of: None, members })
    }

    /// The type of the value.
    pub(crate) fn kind(&self) -> Type {
        match self {
            Self::Null(of) => of.clone(),
            Self::Bool(_) => Type::Bool,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::String,
            Self::List(items) => match &items.of {
                Some(of) => Type::List(Rc::new(of.clone())),
                None => Type::Tuple(Rc::new(items.iter().map(|item| item.data.kind()).collect())),
            },
            Self::Set(items) => Type::Set(Rc::new(items.of.clone().unwrap_or(Type::Any))),
            Self::Object(members) => match &members.of {
                Some(of) => Type::Map(Rc::new(of.clone())),
                None => Type::Object(Rc::new(
                    members.iter().map(|(name, member)| (name.clone(), member.value.data.kind())).collect(),
                )),
            },
            Self::Sensitive(inside) => inside.kind(),
            Self::Later(_) | Self::Unknown => Type::Any,
        }
    }

    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    pub(crate) const fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// The values directly within.
    pub(crate) fn parts(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        match self {
            Self::List(items) | Self::Set(items) => Box::new(items.iter().map(|item| &item.data)),
            Self::Object(members) => Box::new(members.values().map(|member| &member.value.data)),
            Self::Sensitive(inside) => Box::new(core::iter::once(&**inside)),
            _ => Box::new(core::iter::empty()),
        }
    }

    /// Whether all of it is known: no error within, and nothing that only CloudFront knows.
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::Text(text) => text.known().is_some(),
            Self::Unknown | Self::Later(_) => false,
            _ => self.parts().all(Self::is_known),
        }
    }

    /// Whether an error or a needed file is somewhere within.
    pub(crate) fn has_unknown(&self) -> bool {
        self.is_unknown() || self.parts().any(Self::has_unknown)
    }

    /// What the first value within that is known only after apply depends on.
    pub(crate) fn reference(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(text) => text.references().next().map(|reference| reference.to_string().into()),
            Self::Later(cause) => Some(cause.clone()),
            _ => self.parts().find_map(Self::reference),
        }
    }

    /// How large it is: its parts, and 64 bytes of text are a part.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.parts().iter().map(part_size).sum::<usize>() + 1,
            Self::Object(members) => {
                members.iter().map(|(name, member)| name.len() / 64 + member.value.data.size()).sum::<usize>() + 1
            }
            _ => self.parts().map(Self::size).sum::<usize>() + 1,
        }
    }

    /// How deep lists and objects are within each other.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::List(_) | Self::Set(_) | Self::Object(_) => self.parts().map(Self::depth).max().unwrap_or(0) + 1,
            Self::Sensitive(inside) => inside.depth(),
            _ => 0,
        }
    }

    /// What a person calls its type.
    pub(crate) const fn noun(&self) -> &'static str {
        match self {
            Self::Null(_) => "null",
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Object(_) => "an object",
            Self::Sensitive(_) => "a sensitive value",
            Self::Later(_) | Self::Unknown => "a value",
        }
    }

    /// The value as a string, as Terraform converts it. `None` if it has no string form.
    pub(crate) fn to_text(&self) -> Option<Text<AttributeRef>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Bool(value) => Some(Text::literal(if *value { "true" } else { "false" })),
            Self::Number(number) => Some(Text::literal(number.to_string())),
            _ => None,
        }
    }

    /// The value as a known string.
    pub(crate) fn to_known_text(&self) -> Option<String> {
        self.to_text()?.known().map(String::from)
    }

    /// The value as a bool, as Terraform converts it.
    pub(crate) fn to_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) => match text.known()? {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as a number, as Terraform converts it.
    pub(crate) fn to_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number.clone()),
            Self::Text(text) => Number::parse(text.known()?),
            _ => None,
        }
    }

    /// The value as a count or a position.
    pub(crate) fn to_index(&self) -> Option<usize> {
        self.to_number()?.index()
    }

    /// Whether two known values are of one type and the same.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null(_), Self::Null(_)) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) | (Self::Set(a), Self::Set(b)) => {
                a.of == b.of && a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.data.same(&b.data))
            }
            (Self::Object(a), Self::Object(b)) => {
                a.of == b.of
                    && a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|((ka, a), (kb, b))| ka == kb && a.value.data.same(&b.value.data))
            }
            _ => false,
        }
    }

    /// Takes every mark of being sensitive away. Whether there was one.
    pub(crate) fn reveal(&mut self) -> bool {
        let mut found = false;
        while let Self::Sensitive(inside) = self {
            found = true;
            *self = core::mem::replace(&mut **inside, Self::Unknown);
        }
        match self {
            Self::List(items) | Self::Set(items) => {
                items.items.iter_mut().for_each(|item| found |= item.data.reveal());
            }
            Self::Object(members) => {
                members.members.values_mut().for_each(|member| found |= member.value.data.reveal());
            }
            _ => {}
        }
        found
    }

    /// Takes the outermost mark of being sensitive away. Whether there was one.
    pub(crate) fn open(&mut self) -> bool {
        let mut found = false;
        while let Self::Sensitive(inside) = self {
            found = true;
            *self = core::mem::replace(&mut **inside, Self::Unknown);
        }
        found
    }

    /// The value, hidden if what it was made of is.
    pub(crate) fn hidden_if(self, sensitive: bool) -> Self {
        match self {
            Self::Unknown | Self::Sensitive(_) => self,
            other if sensitive => Self::Sensitive(Box::new(other)),
            other => other,
        }
    }
}

impl Items {
    pub(crate) fn into_vec(self) -> Vec<Value> {
        self.items
    }

    pub(crate) const fn set(of: Type, items: Vec<Value>) -> Self {
        Self { of: Some(of), items }
    }
}

impl From<Vec<Value>> for Items {
    /// A tuple.
    fn from(items: Vec<Value>) -> Self {
        Self { of: None, items }
    }
}

impl Deref for Items {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.items
    }
}

impl IntoIterator for Items {
    type Item = Value;
    type IntoIter = alloc::vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'i> IntoIterator for &'i Items {
    type Item = &'i Value;
    type IntoIter = core::slice::Iter<'i, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl From<Map<String, Member>> for Members {
    /// An object.
    fn from(members: Map<String, Member>) -> Self {
        Self { of: None, members }
    }
}

impl Deref for Members {
    type Target = Map<String, Member>;

    fn deref(&self) -> &Map<String, Member> {
        &self.members
    }
}

impl DerefMut for Members {
    fn deref_mut(&mut self) -> &mut Map<String, Member> {
        &mut self.members
    }
}

impl IntoIterator for Members {
    type Item = (String, Member);
    type IntoIter = <Map<String, Member> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<'m> IntoIterator for &'m Members {
    type Item = (&'m String, &'m Member);
    type IntoIter = <&'m Map<String, Member> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.members).into_iter()
    }
}

fn part_size(part: &Part<AttributeRef>) -> usize {
    match part {
        Part::Literal(text) => text.len() / 64,
        Part::Reference(_) => 8,
    }
}

/// Puts texts together.
pub(crate) fn join(texts: impl IntoIterator<Item = Text<AttributeRef>>) -> Text<AttributeRef> {
    Text::from_parts(texts.into_iter().flat_map(|text| text.parts().to_vec()).collect::<Vec<Part<AttributeRef>>>())
}
