//! Values as texts, in the manner of njs: what `console.log` prints, and what is said of a value that was thrown. No getter of the
//! function's is called.

use crate::limits;
use crate::state::Shared;
use boa_engine::builtins::error::Error;
use boa_engine::object::builtins::{JsDate, JsRegExp, JsTypedArray};
use boa_engine::property::{DescriptorKind, PropertyKey};
use boa_engine::{Context, JsObject, JsResult, JsString, JsSymbol, JsValue, js_string};

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
        self.out.push('\'');
        self.out.push_str(&text.to_std_string_lossy());
        self.out.push('\'');
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
        } else {
            object.downcast_ref::<JsString>().map(|text| format!("[String: '{}']", text.to_std_string_lossy()))
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

    fn array(&mut self, object: &JsObject) -> JsResult<()> {
        let length = data(object, "length").and_then(|length| length.as_number()).unwrap_or_default();
        self.out.push('[');
        let mut at = 0_u32;
        while f64::from(at) < length && self.out.len() <= limits::LOG {
            if at > 0 {
                self.out.push(',');
            }
            self.member(member(object, &PropertyKey::from(at)))?;
            at += 1;
        }
        self.out.push(']');
        Ok(())
    }

    fn member(&mut self, member: Member) -> JsResult<()> {
        match member {
            Member::Value(value) => return self.value(&value),
            Member::Getter => self.out.push_str("'[Getter]'"),
            Member::None => self.out.push_str("<empty>"),
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
        let mut first = true;
        for key in object.own_property_keys(self.context)? {
            let name = match &key {
                PropertyKey::String(name) => name.to_std_string_lossy(),
                PropertyKey::Index(index) => index.get().to_string(),
                PropertyKey::Symbol(_) => continue,
            };
            if !is_enumerable(object, &key) || self.out.len() > limits::LOG {
                continue;
            }
            if !std::mem::take(&mut first) {
                self.out.push(',');
            }
            self.out.push_str(&name);
            self.out.push(':');
            self.member(member(object, &key))?;
        }
        self.out.push('}');
        Ok(())
    }
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
    Getter,
    None,
}

/// A member of an object's own.
pub(crate) fn member(object: &JsObject, key: &PropertyKey) -> Member {
    let Some(property) = object.borrow().properties().get(key) else { return Member::None };
    match property.kind() {
        DescriptorKind::Data { value, .. } => Member::Value(value.clone().unwrap_or_default()),
        _ => Member::Getter,
    }
}

fn is_enumerable(object: &JsObject, key: &PropertyKey) -> bool {
    let property = object.borrow().properties().get(key);
    property.is_some_and(|property| property.enumerable().unwrap_or_default())
}

fn data(object: &JsObject, name: &str) -> Option<JsValue> {
    match member(object, &PropertyKey::from(JsString::from(name))) {
        Member::Value(value) => Some(value),
        Member::Getter | Member::None => None,
    }
}

/// A member of an object or of its prototypes.
fn inherited(object: &JsObject, key: &PropertyKey) -> Option<JsValue> {
    let mut object = Some(object.clone());
    for _ in 0..limits::DEPTH {
        let here = object?;
        match member(&here, key) {
            Member::Value(value) => return Some(value),
            Member::Getter => return None,
            Member::None => object = here.prototype(),
        }
    }
    None
}
