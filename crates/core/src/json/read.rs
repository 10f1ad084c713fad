//! Reading the value of a type from a tree.

use super::{error::Error, tree::Tree};
use crate::ordered;
use alloc::{
    borrow::{Cow, ToOwned},
    format,
};
use core::slice;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor, value::BorrowedStrDeserializer},
};

/// Reads the value of a type that owns all it holds from a text.
pub fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Error> {
    Tree::parse(text)?.read()
}

impl Tree<'_> {
    /// Reads the value of a type that this tree is the form of.
    pub fn read<'de, T: Deserialize<'de>>(&'de self) -> Result<T, Error> {
        T::deserialize(Node(self))
    }
}

pub(super) fn unexpected(found: &Tree<'_>, expected: &str) -> Error {
    Error::new(format!("expected {expected}, found {}", found.kind()))
}

/// A part of a tree, to be read.
#[derive(Clone, Copy)]
pub(super) struct Node<'de>(pub(super) &'de Tree<'de>);

impl<'de> Node<'de> {
    fn seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Array(items) => visitor.visit_seq(Items { items: items.iter(), position: 0 }),
            other => Err(unexpected(other, "an array")),
        }
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Object(members) => visitor.visit_map(Members { members: members.iter(), value: None }),
            other => Err(unexpected(other, "an object")),
        }
    }

    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::String(text) => visitor.visit_borrowed_str(text),
            other => Err(unexpected(other, "a string")),
        }
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Unsigned(number) => visitor.visit_u64(*number),
            Tree::Negative(number) => visitor.visit_i64(*number),
            Tree::Float(number) => visitor.visit_f64(*number),
            other => Err(unexpected(other, "a number")),
        }
    }
}

/// Methods that read one form alone.
macro_rules! each {
    ($form:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> { self.$form(visitor) })*
    };
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Unsigned(_) | Tree::Negative(_) | Tree::Float(_) => self.number(visitor),
            Tree::String(_) => self.string(visitor),
            Tree::Array(_) => self.seq(visitor),
            Tree::Object(_) => self.map(visitor),
        }
    }

    each!(string: deserialize_str deserialize_string deserialize_identifier deserialize_char deserialize_bytes deserialize_byte_buf);
    each!(number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_i8 deserialize_i16);
    each!(number: deserialize_i32 deserialize_i64 deserialize_f32 deserialize_f64);
    each!(seq: deserialize_seq);
    each!(map: deserialize_map);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Bool(value) => visitor.visit_bool(*value),
            other => Err(unexpected(other, "a boolean")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if *self.0 == Tree::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Tree::Null => visitor.visit_unit(),
            other => Err(unexpected(other, "null")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Tree::String(name) => visitor.visit_enum(Variant { name, content: &Tree::Null }),
            Tree::Object(members) => match members.iter().next() {
                Some((name, content)) if members.len() == 1 => {
                    visitor.visit_enum(Variant { name, content }).map_err(|error| error.within(|| format!(".{name}")))
                }
                _ => Err(Error::new("expected an object of one member".to_owned())),
            },
            other => Err(unexpected(other, "a string or an object")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// The items of an array that are still to come.
struct Items<'de> {
    items: slice::Iter<'de, Tree<'de>>,
    position: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let position = self.position;
        self.position += 1;
        seed.deserialize(Node(item)).map(Some).map_err(|error| error.within(|| format!("[{position}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object that are still to come.
struct Members<'de> {
    members: ordered::Iter<'de, Cow<'de, str>, Tree<'de>>,
    /// The member whose name has been read.
    value: Option<(&'de str, &'de Tree<'de>)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.members.next() else { return Ok(None) };
        self.value = Some((name, value));
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let Some((name, value)) = self.value.take() else {
            return Err(Error::new("a value is read before its name".to_owned()));
        };
        seed.deserialize(Node(value)).map_err(|error| error.within_member(name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// One of the forms of a value: a name alone, or a name and what goes with it.
struct Variant<'de> {
    name: &'de str,
    content: &'de Tree<'de>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Node<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Node<'de>), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::new(self.name))?, Node(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Node<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            Tree::Null => Ok(()),
            other => Err(unexpected(other, "the name alone")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.map(visitor)
    }
}
