//! Values as texts, in the manner of njs: what `console.log` prints, and what is said of a value that was thrown. No getter of the
//! function's is called.

use crate::limits;
use crate::state::Shared;
use boa_engine::builtins::error::Error;
use boa_engine::object::builtins::{JsDate, JsRegExp, JsTypedArray};
use boa_engine::property::{DescriptorKind, PropertyKey};
use boa_engine::{Context, JsObject, JsResult, JsString, JsSymbol, JsValue, js_string};
use std::fmt::Write;

/// What `console.log` prints of a value. It is cut where the log would be.
pub(crate) fn value(value: &JsValue, out: &mut String, context: &mut Context) -> JsResult<()> {
    match value.as_string() {
        Some(text) => out.push_str(&text.to_std_string_lossy()),
        None => Inspector { out, within: Vec::new(), context }.value(value)?,
    }
    Ok(())
}

/// What is said of a value that was thrown.
pub(crate) fn thrown(thrown: &JsValue, context: &mut Context) -> String {
    let mut out = String::new();
    match value(thrown, &mut out, context) {
        Ok(()) => out,
        Err(_) => "something that cannot be shown".to_owned(),
    }
}

struct Inspector<'i> {
    out: &'i mut String,
    /// The objects around.
    within: Vec<JsObject>,
    context: &'i mut Context,
}

impl Inspector<'_> {
    fn value(&mut self, value: &JsValue) -> JsResult<()> {
        if let Some(object) = value.as_object() {
            return self.object(&object);
        }
        if let Some(text) = value.as_string() {
            self.quoted(&text);
        } else if let Some(symbol) = value.as_symbol() {
            self.out.push_str(&symbol.descriptive_string().to_std_string_lossy());
        } else if value.as_number().is_some_and(|number| number == 0.0 && number.is_sign_negative()) {
            self.out.push_str("-0");
        } else {
            self.out.push_str(&value.to_string(self.context)?.to_std_string_lossy());
        }
        Ok(())
    }

    fn quoted(&mut self, text: &JsString) {
        self.out.push_str(&quoted(text));
    }

    fn object(&mut self, object: &JsObject) -> JsResult<()> {
        if self.within.len() > limits::LEVELS {
            self.out.push_str("[Object]");
            return Ok(());
        }
        Shared::of(self.context).check_stack()?;
        if self.within.iter().any(|outer| JsObject::equals(outer, object)) {
            self.out.push_str("[Circular]");
            return Ok(());
        }
        if self.out.len() > limits::LOG {
            return Ok(());
        }
        if let Some(text) = self.special(object)? {
            self.out.push_str(&text);
            return Ok(());
        }
        self.within.push(object.clone());
        let result = if let Ok(array) = JsTypedArray::from_object(object.clone()) {
            self.typed(object, &array)
        } else if object.is_array() {
            self.array(object)
        } else {
            self.members(object)
        };
        self.within.pop();
        result
    }

    /// Objects that are told in one word.
    fn special(&mut self, object: &JsObject) -> JsResult<Option<String>> {
        if object.is_callable() {
            let name = data(object, "name").and_then(|name| name.as_string()).unwrap_or_default();
            let name = name.to_std_string_lossy();
            return Ok(Some(if name.is_empty() { "[Function]".to_owned() } else { format!("[Function: {name}]") }));
        }
        if object.is::<Error>() {
            return Ok(Some(error(object)));
        }
        if let Ok(date) = JsDate::from_object(object.clone()) {
            let text = date.to_json(self.context)?;
            return Ok(Some(
                text.as_string().map_or_else(|| "Invalid Date".to_owned(), |text| text.to_std_string_lossy()),
            ));
        }
        if let Ok(expression) = JsRegExp::from_object(object.clone()) {
            return expression.to_string(self.context).map(Some);
        }
        let boxed = if let Some(number) = object.downcast_ref::<f64>() {
            Some(format!("[Number: {}]", JsValue::from(*number).display()))
        } else if let Some(boolean) = object.downcast_ref::<bool>() {
            Some(format!("[Boolean: {}]", *boolean))
        } else if let Some(symbol) = object.downcast_ref::<JsSymbol>() {
            Some(format!("[Symbol: {}]", symbol.descriptive_string().to_std_string_lossy()))
        } else {
            object.downcast_ref::<JsString>().map(|text| format!("[String: {}]", quoted(&text)))
        };
        Ok(boxed)
    }

    fn typed(&mut self, object: &JsObject, array: &JsTypedArray) -> JsResult<()> {
        let name = inherited(object, &PropertyKey::from(js_string!("constructor")))
            .and_then(|constructor| constructor.as_object())
            .and_then(|constructor| data(&constructor, "name"))
            .and_then(|name| name.as_string());
        self.out.push_str(&name.map_or_else(|| "TypedArray".to_owned(), |name| name.to_std_string_lossy()));
        self.out.push_str(" [");
        for at in 0..array.length(self.context)? {
            if at > 0 {
                self.out.push(',');
            }
            if self.out.len() > limits::LOG {
                break;
            }
            let element = object.get(at, self.context)?;
            self.value(&element)?;
        }
        self.out.push(']');
        Ok(())
    }

    /// Items, what is missing between them, and then members that are no items.
    fn array(&mut self, object: &JsObject) -> JsResult<()> {
        let length = data(object, "length").and_then(|length| length.as_number()).unwrap_or_default();
        let mut next = 0.0;
        self.out.push('[');
        let start = self.out.len();
        let (items, others): (Vec<_>, Vec<_>) =
            object.own_property_keys(self.context)?.into_iter().partition(|key| matches!(key, PropertyKey::Index(_)));
        for key in items {
            let PropertyKey::Index(index) = &key else { continue };
            if self.out.len() > limits::LOG {
                break;
            }
            let at = f64::from(index.get());
            self.missing(at - next, start);
            self.separate(start);
            self.member(member(object, &key))?;
            next = at + 1.0;
        }
        self.missing(length - next, start);
        self.named(object, others, start)?;
        self.out.push(']');
        Ok(())
    }

    fn missing(&mut self, count: f64, start: usize) {
        if count > 0.0 {
            self.separate(start);
            self.out.push_str(&if count > 1.0 { format!("<{count} empty items>") } else { "<empty>".to_owned() });
        }
    }

    /// A comma, but for the first of a list that starts there.
    fn separate(&mut self, start: usize) {
        if self.out.len() > start {
            self.out.push(',');
        }
    }

    fn member(&mut self, member: Member) -> JsResult<()> {
        match member {
            Member::Value(value) => return self.value(&value),
            Member::Accessor(which) => {
                let _ = write!(self.out, "'[{which}]'");
            }
            Member::None => {}
        }
        Ok(())
    }

    fn members(&mut self, object: &JsObject) -> JsResult<()> {
        let tag = inherited(object, &PropertyKey::from(JsSymbol::to_string_tag())).and_then(|tag| tag.as_string());
        if let Some(tag) = tag {
            self.out.push_str(&tag.to_std_string_lossy());
            self.out.push(' ');
        }
        self.out.push('{');
        let keys = object.own_property_keys(self.context)?;
        self.named(object, keys, self.out.len())?;
        self.out.push('}');
        Ok(())
    }

    fn named(&mut self, object: &JsObject, keys: Vec<PropertyKey>, start: usize) -> JsResult<()> {
        for key in keys {
            if !is_enumerable(object, &key) || self.out.len() > limits::LOG {
                continue;
            }
            let name = match &key {
                PropertyKey::String(name) => name.to_std_string_lossy(),
                PropertyKey::Index(index) => index.get().to_string(),
                PropertyKey::Symbol(symbol) => symbol.descriptive_string().to_std_string_lossy(),
            };
            self.separate(start);
            self.out.push_str(&name);
            self.out.push(':');
            self.member(member(object, &key))?;
        }
        Ok(())
    }
}

/// A text within something else, on one line.
fn quoted(text: &JsString) -> String {
    let mut quoted = "'".to_owned();
    for character in text.to_std_string_lossy().chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\0'..'\u{20}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}

/// `Name: message`
pub(crate) fn error(object: &JsObject) -> String {
    let text = |name: &str| {
        let value = inherited(object, &PropertyKey::from(JsString::from(name)))?;
        Some(value.as_string().map_or_else(|| value.display().to_string(), |text| text.to_std_string_lossy()))
    };
    let name = text("name").unwrap_or_else(|| "Error".to_owned());
    match text("message") {
        Some(message) if !message.is_empty() => format!("{name}: {message}"),
        _ => name,
    }
}

/// What an object has by a name.
pub(crate) enum Member {
    Value(JsValue),
    /// No value, but functions that give or take one.
    Accessor(&'static str),
    None,
}

/// A member of an object's own.
pub(crate) fn member(object: &JsObject, key: &PropertyKey) -> Member {
    let Some(property) = object.borrow().properties().get(key) else { return Member::None };
    let has = |function: Option<&JsValue>| function.is_some_and(JsValue::is_object);
    match property.kind() {
        DescriptorKind::Data { value, .. } => Member::Value(value.clone().unwrap_or_default()),
        _ => Member::Accessor(match (has(property.get()), has(property.set())) {
            (true, true) => "Getter/Setter",
            (false, true) => "Setter",
            _ => "Getter",
        }),
    }
}

fn is_enumerable(object: &JsObject, key: &PropertyKey) -> bool {
    let property = object.borrow().properties().get(key);
    property.is_some_and(|property| property.enumerable().unwrap_or_default())
}

fn data(object: &JsObject, name: &str) -> Option<JsValue> {
    match member(object, &PropertyKey::from(JsString::from(name))) {
        Member::Value(value) => Some(value),
        Member::Accessor(_) | Member::None => None,
    }
}

/// A member of an object or of its prototypes.
fn inherited(object: &JsObject, key: &PropertyKey) -> Option<JsValue> {
    let mut object = Some(object.clone());
    for _ in 0..limits::DEPTH {
        let here = object?;
        match member(&here, key) {
            Member::Value(value) => return Some(value),
            Member::Accessor(_) => return None,
            Member::None => object = here.prototype(),
        }
    }
    None
}
