//! What the prelude cannot do itself: bytes of texts, hashes, the store, random numbers, limits.

use super::define::{Native, method};
use super::encoding::{self, Encoding};
use crate::assumptions;
use crate::limits;
use crate::state::Shared;
use boa_engine::builtins::array_buffer::AlignedVec;
use boa_engine::object::builtins::{JsArray, JsArrayBuffer, JsTypedArray, JsUint8Array};
use boa_engine::{Context, JsNativeError, JsObject, JsResult, JsString, JsValue};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

const ALL: [(&str, Native); 22] = [
    ("bytes", bytes),
    ("text", text),
    ("isEncoding", is_encoding),
    ("isBinary", is_binary),
    ("decode", decode),
    ("encodeInto", encode_into),
    ("atob", atob),
    ("unescape", unescape),
    ("compare", compare),
    ("find", find),
    ("copy", copy),
    ("isAlgorithm", is_algorithm),
    ("digest", digest),
    ("random", random),
    ("open", open),
    ("lookup", lookup),
    ("missing", missing),
    ("meta", meta),
    ("own", own),
    ("join", join),
    ("spend", spend),
    ("allocate", allocate),
];

pub(super) fn object(context: &mut Context) -> JsResult<JsObject> {
    let object = JsObject::with_null_proto();
    for (name, body) in ALL {
        method(&object, name, 0, body, context)?;
    }
    Ok(object)
}

// Arguments and answers.

fn argument(arguments: &[JsValue], at: usize) -> JsValue {
    arguments.get(at).cloned().unwrap_or_default()
}

fn text_at(arguments: &[JsValue], at: usize, context: &mut Context) -> JsResult<JsString> {
    argument(arguments, at).to_string(context)
}

fn units(text: &JsString) -> Vec<u16> {
    text.iter().collect()
}

/// The bytes of a typed array or of a view.
fn bytes_at(arguments: &[JsValue], at: usize, context: &mut Context) -> JsResult<Vec<u8>> {
    let array = JsTypedArray::from_object(argument(arguments, at).to_object(context)?)?;
    let (from, length) = (array.byte_offset(context)?, array.byte_length(context)?);
    let buffer = JsArrayBuffer::from_object(array.buffer(context)?.to_object(context)?)?;
    let data = buffer.data();
    Shared::of(context).walks(u64::try_from(length).unwrap_or(u64::MAX) / 8)?;
    let part = data.as_deref().and_then(|data| data.get(from..from.checked_add(length)?));
    Ok(part.unwrap_or_default().to_vec())
}

/// How many bytes a value holds, or lets one see.
pub(super) fn bytes_in(value: &JsValue, context: &mut Context) -> JsResult<usize> {
    let Some(object) = value.as_object() else { return Ok(0) };
    if let Ok(array) = JsTypedArray::from_object(object.clone()) {
        return array.byte_length(context);
    }
    Ok(JsArrayBuffer::from_object(object).map_or(0, |buffer| buffer.data().map_or(0, |data| data.len())))
}

fn bytes_value(bytes: &[u8], context: &mut Context) -> JsResult<JsValue> {
    Shared::of(context).made_bytes(bytes.len())?;
    let mut block = AlignedVec::with_capacity(0, bytes.len());
    block.extend_from_slice(bytes);
    let buffer = JsArrayBuffer::from_byte_block(block, context)?;
    Ok(JsUint8Array::from_array_buffer(buffer, context)?.into())
}

fn text_value(text: &str, context: &Context) -> JsResult<JsValue> {
    Shared::of(context).made_text(text.len())?;
    Ok(JsString::from(text).into())
}

fn encoding_at(arguments: &[JsValue], at: usize, context: &mut Context) -> JsResult<Encoding> {
    let name = text_at(arguments, at, context)?.to_std_string_lossy();
    Encoding::of(&name)
        .ok_or_else(|| JsNativeError::typ().with_message(format!("\"{name}\" encoding is not supported")).into())
}

// Texts and bytes.

fn bytes(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (text, encoding) = (text_at(arguments, 0, context)?, encoding_at(arguments, 1, context)?);
    bytes_value(&encoding.bytes(&units(&text)), context)
}

fn text(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (bytes, encoding) = (bytes_at(arguments, 0, context)?, encoding_at(arguments, 1, context)?);
    text_value(&encoding.text(&bytes), context)
}

fn is_encoding(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = text_at(arguments, 0, context)?.to_std_string_lossy();
    Ok(Encoding::of(&name).is_some_and(|encoding| encoding != Encoding::Binary).into())
}

fn is_binary(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(text_at(arguments, 0, context)?.iter().all(|unit| unit < 256).into())
}

/// Bytes as UTF-8; the second argument says whether to fail if they are not.
fn decode(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_at(arguments, 0, context)?;
    match String::from_utf8(bytes) {
        Ok(text) => text_value(&text, context),
        Err(_) if argument(arguments, 1).to_boolean() => {
            Err(JsNativeError::typ().with_message("The encoded data was not valid").into())
        }
        Err(error) => text_value(&String::from_utf8_lossy(error.as_bytes()), context),
    }
}

/// As much of a text as fits into an array: how many characters were read and how many bytes written.
fn encode_into(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_at(arguments, 0, context)?.to_std_string_lossy();
    let target = argument(arguments, 1).to_object(context)?;
    let room = JsUint8Array::from_object(target.clone())?.length(context)?;
    let end = text.floor_char_boundary(room);
    let fitting = text.get(..end).unwrap_or_default();
    for (at, byte) in fitting.bytes().enumerate() {
        target.set(at, byte, true, context)?;
    }
    let read = fitting.encode_utf16().count();
    Ok(JsArray::from_iter([JsValue::from(read), JsValue::from(fitting.len())], context).into())
}

fn atob(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_at(arguments, 0, context)?;
    let bytes = encoding::strict_base64(&units(&text))
        .ok_or_else(|| JsNativeError::typ().with_message("the string to be decoded is not correctly encoded"))?;
    bytes_value(&bytes, context)
}

fn unescape(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_at(arguments, 0, context)?;
    text_value(&encoding::unescape(&units(&text)), context)
}

fn compare(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let order = bytes_at(arguments, 0, context)?.cmp(&bytes_at(arguments, 1, context)?);
    Ok(JsValue::from(order as i32))
}

/// Where bytes hold others, from a place on, or before it.
fn find(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (bytes, needle) = (bytes_at(arguments, 0, context)?, bytes_at(arguments, 1, context)?);
    let at = argument(arguments, 2).to_integer_or_infinity(context)?.clamp_finite(0, i64::MAX);
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    let found = if needle.is_empty() {
        Some(at)
    } else if argument(arguments, 3).to_boolean() {
        let end = at.saturating_add(needle.len()).min(bytes.len());
        bytes.get(..end).unwrap_or_default().windows(needle.len()).rposition(|part| part == needle)
    } else {
        let rest = bytes.get(at..).unwrap_or_default();
        rest.windows(needle.len()).position(|part| part == needle).map(|found| found + at)
    };
    Ok(found.and_then(|found| i32::try_from(found).ok()).unwrap_or(-1).into())
}

/// Bytes that nobody else can change.
fn copy(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_at(arguments, 0, context)?;
    bytes_value(&bytes, context)
}

/// Lets the prelude count what it goes through.
fn spend(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let length = argument(arguments, 0).to_length(context)?;
    Shared::of(context).count(length / limits::ITEMS_A_STEP)?;
    Ok(JsValue::undefined())
}

/// A buffer was made.
fn allocate(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let length = argument(arguments, 0).to_length(context)?;
    Shared::of(context).made_bytes(usize::try_from(length).unwrap_or(usize::MAX))?;
    Ok(JsValue::undefined())
}

/// Whether an object has a member of its own.
fn own(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (object, name) = (argument(arguments, 0).to_object(context)?, text_at(arguments, 1, context)?);
    Ok(object.has_own_property(name, context)?.into())
}

/// Two texts, one after the other.
fn join(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (left, right) = (text_at(arguments, 0, context)?, text_at(arguments, 1, context)?);
    Shared::of(context).made_text(left.len() + right.len())?;
    Ok(JsString::concat(left.as_str(), right.as_str()).into())
}

// Hashes.

fn is_algorithm(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = text_at(arguments, 0, context)?.to_std_string_lossy();
    Ok(matches!(name.as_str(), "md5" | "sha1" | "sha256").into())
}

/// The hash of some bytes, or with a key their code.
fn digest(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = text_at(arguments, 0, context)?.to_std_string_lossy();
    let parts = JsArray::from_object(argument(arguments, 1).to_object(context)?)?;
    let mut data = Vec::new();
    for at in 0..parts.length(context)? {
        data.extend(bytes_at(&[parts.get(at, context)?], 0, context)?);
    }
    let key = if argument(arguments, 2).is_undefined() { None } else { Some(bytes_at(arguments, 2, context)?) };
    let answer = match (name.as_str(), key) {
        ("md5", None) => Md5::digest(&data).to_vec(),
        ("sha1", None) => Sha1::digest(&data).to_vec(),
        (_, None) => Sha256::digest(&data).to_vec(),
        ("md5", Some(key)) => code::<Hmac<Md5>>(&key, &data),
        ("sha1", Some(key)) => code::<Hmac<Sha1>>(&key, &data),
        (_, Some(key)) => code::<Hmac<Sha256>>(&key, &data),
    };
    bytes_value(&answer, context)
}

fn code<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Vec<u8> {
    // A key may have any length.
    <M as KeyInit>::new_from_slice(key)
        .map(|code| code.chain_update(data).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

// Numbers that look random, and are the same in every run at one instant.

fn random(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    let mut state = shared.borrow();
    state.random = state.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut bits = state.random;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let high = u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or_default();
    Ok((f64::from(high) / (f64::from(u32::MAX) + 1.0)).into())
}

// The store.

fn open(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    let mut state = shared.borrow();
    match state.store {
        Some(_) => {
            if let Some(id) = argument(arguments, 0).as_string() {
                state.note(assumptions::given_store(&id.to_std_string_lossy()));
            }
            Ok(JsValue::undefined())
        }
        None => Err(JsNativeError::error().with_message(assumptions::NO_STORE).into()),
    }
}

fn lookup(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = text_at(arguments, 0, context)?.to_std_string_lossy();
    if key.len() > assumptions::LONGEST_KEY {
        let message = format!("a key has at most {} bytes", assumptions::LONGEST_KEY);
        return Err(JsNativeError::error().with_message(message).into());
    }
    let shared = Shared::of(context);
    let state = shared.borrow();
    let found = state.store.as_ref().and_then(|store| store.get(&key));
    Ok(found.map_or_else(JsValue::undefined, |value| JsString::from(value.as_str()).into()))
}

fn missing(_: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = text_at(arguments, 0, context)?.to_std_string_lossy();
    Ok(JsString::from(assumptions::missing_key(&key)).into())
}

fn meta(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let shared = Shared::of(context);
    let count = shared.borrow().store.as_ref().map_or(0, std::collections::BTreeMap::len);
    Ok(JsString::from(assumptions::store_meta(count)).into())
}
