//! Strings that may hold what is only known later: literal parts and references. Desired state refers to attributes of
//! resources, a plan's steps refer to outputs of earlier steps; both are a [`Text`].

use crate::json::{self, Error, Tree};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

/// A string made of literal parts and references `R`. In JSON a string if it is known, else `{"template": [parts]}`.
///
/// Adjacent literals are always merged and empty ones dropped, so two equal texts have equal parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "TextOf{R}"))]
#[serde(
    from = "Form<R>",
    into = "Form<R>",
    bound(serialize = "R: Serialize + Clone", deserialize = "R: DeserializeOwned")
)]
pub struct Text<R> {
    parts: Vec<Part<R>>,
}

/// One part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(untagged)]
pub enum Part<R> {
    Literal(String),
    Reference(R),
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Form<R> {
    Known(String),
    Template { template: Vec<Part<R>> },
}

impl<'de, R: DeserializeOwned> Deserialize<'de> for Part<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| match tree {
            Tree::String(_) => Ok(Self::Literal(tree.read()?)),
            _ => Ok(Self::Reference(tree.read()?)),
        })
    }
}

impl<'de, R: DeserializeOwned> Deserialize<'de> for Form<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        json::read_by(deserializer, |tree| match tree {
            Tree::String(_) => Ok(Self::Known(tree.read()?)),
            _ if tree.member("template").is_some() => Ok(Self::Template { template: tree.required("template")? }),
            _ => Err(Error::no_form()),
        })
    }
}

impl<R> Text<R> {
    pub fn literal(text: impl Into<String>) -> Self {
        Self::from_parts([Part::Literal(text.into())])
    }

    pub fn reference(reference: R) -> Self {
        Self { parts: vec![Part::Reference(reference)] }
    }

    pub fn from_parts(parts: impl IntoIterator<Item = Part<R>>) -> Self {
        let mut merged: Vec<Part<R>> = Vec::new();
        for part in parts {
            match (merged.last_mut(), part) {
                (_, Part::Literal(text)) if text.is_empty() => {}
                (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
                (_, part) => merged.push(part),
            }
        }
        Self { parts: merged }
    }

    pub fn parts(&self) -> &[Part<R>] {
        &self.parts
    }

    /// The string, if every part of it is known.
    pub fn known(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    pub fn references(&self) -> impl Iterator<Item = &R> {
        self.parts.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Reference(reference) => Some(reference),
        })
    }

    /// Replaces each reference by the text that `resolve` gives for it.
    pub fn resolve<S, E>(&self, mut resolve: impl FnMut(&R) -> Result<Text<S>, E>) -> Result<Text<S>, E> {
        let mut parts = Vec::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) => parts.push(Part::Literal(text.clone())),
                Part::Reference(reference) => parts.extend(resolve(reference)?.parts),
            }
        }
        Ok(Text::from_parts(parts))
    }
}

impl<R> From<&str> for Text<R> {
    fn from(text: &str) -> Self {
        Self::literal(text)
    }
}

impl<R> From<Form<R>> for Text<R> {
    fn from(form: Form<R>) -> Self {
        match form {
            Form::Known(text) => Self::literal(text),
            Form::Template { template } => Self::from_parts(template),
        }
    }
}

impl<R> From<Text<R>> for Form<R> {
    fn from(mut text: Text<R>) -> Self {
        match text.known() {
            Some(_) => Self::Known(text.parts.pop().map_or_else(String::new, |part| match part {
                Part::Literal(known) => known,
                Part::Reference(_) => String::new(),
            })),
            None => Self::Template { template: text.parts },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::borrow::ToOwned;
    use core::convert::Infallible;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    struct Name {
        name: String,
    }

    #[test]
    fn a_known_text_is_a_json_string_and_another_a_template() {
        let known = Text::<Name>::literal("a");
        assert_eq!(serde_json::to_string(&known).unwrap(), r#""a""#);
        let template = Text::from_parts([
            Part::Literal("a".to_owned()),
            Part::Literal("b".to_owned()),
            Part::Reference(Name { name: "n".to_owned() }),
        ]);
        let json = r#"{"template":["ab",{"name":"n"}]}"#;
        assert_eq!(serde_json::to_string(&template).unwrap(), json);
        assert_eq!(serde_json::from_str::<Text<Name>>(json).unwrap(), template);
        assert_eq!(template.known(), None);
        let resolved: Result<Text<Name>, Infallible> = template.resolve(|name| Ok(Text::literal(name.name.clone())));
        assert_eq!(resolved.unwrap().known(), Some("abn"));
    }
}
