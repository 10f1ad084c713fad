//! What a test has in the function's key value store: a map, or a file in the format that AWS imports stores from.

use super::{
    members::{members_of, text},
    reader::{Found, Items, Reader},
};
use crate::{
    problem::Place,
    syntax::{self, Datum, Node, node::Member},
};
use alloc::format;
use connfn_core::{
    diagnostic::Code,
    limits::{STORE_KEY_MAX_BYTES, STORE_VALUE_MAX_BYTES},
    ordered::Map,
};

impl Reader<'_, '_> {
    /// Reads a map of keys and values. `None` if it is none, which is reported.
    pub(super) fn items(&mut self, node: &Node) -> Option<Items> {
        let members = members_of(node, "`store`", self.problems)?;
        let mut items = Items::new();
        let mark = self.problems.mark();
        for (key, member) in &members {
            let value = text(&member.node, &format!("the value of `{key}`"), self.problems);
            self.fits(key, member.place, value.as_deref().unwrap_or_default(), member.node.place);
            items.insert((*key).into(), value.unwrap_or_default());
        }
        (!self.problems.failed_since(mark)).then_some(items)
    }

    /// Reads the contents in the file that a node names.
    pub(super) fn items_of_file(&mut self, node: &Node) -> Option<Items> {
        let found = self.file(node, "`store_file`")?;
        if let Some(known) = self.stores.get(found.name) {
            return known.clone();
        }
        let items = self.imported(&found);
        self.stores.insert(found.name.into(), items.clone());
        items
    }

    /// `{"data": [{"key": …, "value": …}]}`
    fn imported(&mut self, found: &Found<'_>) -> Option<Items> {
        let root = syntax::parse_data(found.number, found.name, found.text, self.problems)?;
        let data = match &root.value {
            Datum::Map(members) => members.iter().find(|member| member.name == "data"),
            _ => None,
        };
        let Some(Datum::List(entries)) = data.map(|data| &data.node.value) else {
            self.not_imported(
                data.map_or(root.place, |data| data.node.place),
                "this is not what AWS imports a store from",
            );
            return None;
        };
        let mut items = Items::new();
        let mut places: Map<&str, Place> = Map::new();
        let mark = self.problems.mark();
        for entry in entries {
            let (Some(key), Some(value)) = (text_member(entry, "key"), text_member(entry, "value")) else {
                self.not_imported(entry.place, "an item has a `key` and a `value`, which are texts");
                continue;
            };
            if let Some((_, first)) = places.insert_new(key.0, key.1) {
                let message = format!("the key `{}` is given twice", key.0);
                self.problems.add(Code::InvalidStoreItem, key.1, message).related("first given here", *first);
            }
            self.fits(key.0, key.1, value.0, value.1);
            items.insert(key.0.into(), value.0.into());
        }
        (!self.problems.failed_since(mark)).then_some(items)
    }

    fn not_imported(&mut self, place: Place, message: &str) {
        self.problems
            .add(Code::InvalidStoreItem, place, message)
            .help(r#"write `{"data": [{"key": "KEY", "value": "VALUE"}]}`"#);
    }

    /// Reports what a store cannot hold.
    fn fits(&mut self, key: &str, key_place: Place, value: &str, value_place: Place) {
        if !(1..=STORE_KEY_MAX_BYTES).contains(&key.len()) {
            let message = format!("a key of a store has 1 to {STORE_KEY_MAX_BYTES} bytes, and this has {}", key.len());
            self.problems.add(Code::InvalidStoreItem, key_place, message);
        }
        if value.len() > STORE_VALUE_MAX_BYTES {
            let message =
                format!("a value of a store has at most {STORE_VALUE_MAX_BYTES} bytes, and this has {}", value.len());
            self.problems.add(Code::InvalidStoreItem, value_place, message);
        }
    }

    /// The contents that a map of defaults or a case gives: a file's, with single ones over them. What is wrong is reported.
    pub(super) fn store(&mut self, file: Option<&Member>, own: Option<&Member>) -> Option<Items> {
        let from_file = file.and_then(|file| self.items_of_file(&file.node));
        let own = own.and_then(|own| self.items(&own.node));
        match (from_file, own) {
            (Some(mut items), Some(own)) => {
                items.extend(own);
                Some(items)
            }
            (from_file, own) => own.or(from_file),
        }
    }
}

fn text_member<'n>(node: &'n Node, name: &str) -> Option<(&'n str, Place)> {
    let Datum::Map(members) = &node.value else { return None };
    let node = &members.iter().find(|member| member.name == name)?.node;
    match &node.value {
        Datum::String(text) => Some((text, node.place)),
        _ => None,
    }
}
