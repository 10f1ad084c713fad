//! What a key value store holds, as AWS's import format has it.
//!
//! The control plane that is emulated here can neither read nor write items, so they come out of a file. It knows nothing
//! of stores.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::assumptions;
use crate::input_file::{self, InputFileError};

/// The items of a key value store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoreItems(BTreeMap<String, String>);

/// `{"data":[{"key":"…","value":"…"}]}`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Import {
    data: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    key: String,
    value: String,
}

impl StoreItems {
    /// Reads a file in AWS's import format.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, InputFileError> {
        input_file::read(path.as_ref(), "items", Self::parse)
    }

    /// Reads text in AWS's import format. The error says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        // serde takes a list for an object whose members come in order.
        if !text.trim_start().starts_with('{') {
            return Err("there is no object with `data`".to_owned());
        }
        let import: Import =
            serde_json::from_str(text).map_err(|error| error.to_string().replace("struct Pair", "an object"))?;
        let mut items = BTreeMap::new();
        for Pair { key, value } in import.data {
            check(&key, &value)?;
            if items.insert(key.clone(), value).is_some() {
                return Err(format!("the key `{key}` stands twice"));
            }
        }
        let size: usize = items.iter().map(|(key, value)| key.len().saturating_add(value.len())).sum();
        if size > assumptions::MAX_STORE_BYTES {
            let limit = assumptions::MAX_STORE_BYTES;
            return Err(format!("the items have {size} bytes, and a store holds {limit}"));
        }
        Ok(Self(items))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) const fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

fn check(key: &str, value: &str) -> Result<(), String> {
    let (most_of_key, most_of_value) = (assumptions::MAX_KEY_BYTES, assumptions::MAX_VALUE_BYTES);
    if key.is_empty() || key.len() > most_of_key {
        return Err(format!("the key `{key}` has {} bytes, and a key has 1 to {most_of_key}", key.len()));
    }
    if value.len() > most_of_value {
        return Err(format!("the value of `{key}` has {} bytes, and a value has {most_of_value} at most", value.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::StoreItems;

    #[test]
    fn the_import_format_is_read() {
        let items = StoreItems::parse(r#"{"data":[{"key":"b","value":"2"},{"key":"a","value":""}]}"#).unwrap();
        let pairs: Vec<_> = items.as_map().iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("a", ""), ("b", "2")]);
        assert!(StoreItems::parse(r#"{"data":[]}"#).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let long = |key: usize, value: usize| {
            format!(r#"{{"data":[{{"key":"{}","value":"{}"}}]}}"#, "k".repeat(key), "v".repeat(value))
        };
        assert!(StoreItems::parse(&long(512, 1024)).is_ok());
        let many: Vec<_> = (0..5_200).map(|n| format!(r#"{{"key":"{n}","value":"{}"}}"#, "v".repeat(1_020))).collect();
        for (text, reason) in [
            ("", "there is no object with `data`"),
            ("[]", "there is no object with `data`"),
            ("{}", "missing field `data`"),
            (r#"{"data":[{"key":"a"}]}"#, "missing field `value`"),
            (r#"{"data":[{"key":"a","value":1}]}"#, "expected a string"),
            (r#"{"data":["a"]}"#, "expected an object"),
            (r#"{"data":[],"more":1}"#, "unknown field `more`"),
            (r#"{"data":[{"key":"a","value":"1"},{"key":"a","value":"1"}]}"#, "the key `a` stands twice"),
            (&long(0, 1), "has 0 bytes, and a key has 1 to 512"),
            (&long(513, 1), "has 513 bytes, and a key has 1 to 512"),
            (&long(1, 1_025), "has 1025 bytes, and a value has 1024 at most"),
            (&format!(r#"{{"data":[{}]}}"#, many.join(",")), "and a store holds 5242880"),
        ] {
            let error = StoreItems::parse(text).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
