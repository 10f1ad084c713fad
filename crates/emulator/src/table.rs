//! Records by key, which remember what they were before the call that is under way.
//!
//! So a call costs what it changes and not what there is: its changes alone are written to the state
//! file, can be undone if that fails, and what was there before can be shown to stale readers. It
//! knows nothing of what the records mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Some keys of a table, each with its record or with the fact that there is none.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T>(BTreeMap<String, Option<Arc<T>>>);

impl<T> Rows<T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Option<&T>)> {
        self.0.iter().map(|(key, record)| (key.as_str(), record.as_deref()))
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Serialize> Serialize for Rows<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = BTreeMap::<String, Option<T>>::deserialize(deserializer)?;
        Ok(Self(rows.into_iter().map(|(key, record)| (key, record.map(Arc::new))).collect()))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Table<T> {
    records: BTreeMap<String, Arc<T>>,
    /// What the keys that were changed since the last [`Table::commit`] held then.
    before: Rows<T>,
}

impl<T> Table<T> {
    pub(crate) const fn new() -> Self {
        Self { records: BTreeMap::new(), before: Rows(BTreeMap::new()) }
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&T> {
        self.records.get(key).map(AsRef::as_ref)
    }

    pub(crate) fn contains_key(&self, key: &str) -> bool {
        self.records.contains_key(key)
    }

    /// All records, sorted by key.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.records.values().map(AsRef::as_ref)
    }

    /// All records with their keys, sorted by them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.after(None)
    }

    /// The records whose key sorts after the given one, with their keys.
    pub(crate) fn after(&self, key: Option<&str>) -> impl Iterator<Item = (&str, &T)> {
        use std::ops::Bound;
        let start = key.map_or(Bound::Unbounded, Bound::Excluded);
        self.records.range::<str, _>((start, Bound::Unbounded)).map(|(key, record)| (key.as_str(), record.as_ref()))
    }

    pub(crate) fn insert(&mut self, key: String, record: T) {
        self.put(key, Some(Arc::new(record)));
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.put(key.to_owned(), None);
    }

    /// Makes the rows what is there.
    pub(crate) fn put_all(&mut self, rows: &Rows<T>) {
        for (key, record) in &rows.0 {
            self.put(key.clone(), record.clone());
        }
    }

    fn put(&mut self, key: String, record: Option<Arc<T>>) {
        let old = replace(&mut self.records, &key, record);
        self.before.0.entry(key).or_insert(old);
    }

    /// The changed keys, with what they hold now.
    pub(crate) fn changed(&self) -> Rows<T> {
        Rows(self.before.0.keys().map(|key| (key.clone(), self.records.get(key).cloned())).collect())
    }

    /// Lets the changes stand, and returns what the changed keys held before them.
    pub(crate) fn commit(&mut self) -> Rows<T> {
        std::mem::take(&mut self.before)
    }

    /// Takes the changes back.
    pub(crate) fn undo(&mut self) {
        for (key, record) in self.commit().0 {
            replace(&mut self.records, &key, record);
        }
    }
}

impl<T: Clone> Table<T> {
    /// The record, to be changed. It counts as changed from now on.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        let record = self.records.get_mut(key)?;
        if !self.before.0.contains_key(key) {
            self.before.0.insert(key.to_owned(), Some(Arc::clone(record)));
        }
        Some(Arc::make_mut(record))
    }
}

fn replace<T>(records: &mut BTreeMap<String, Arc<T>>, key: &str, record: Option<Arc<T>>) -> Option<Arc<T>> {
    match record {
        Some(record) => records.insert(key.to_owned(), record),
        None => records.remove(key),
    }
}

/// The records alone: a state is written between calls, or with the call's changes in it.
impl<T: Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let records = BTreeMap::<String, T>::deserialize(deserializer)?;
        let records = records.into_iter().map(|(key, record)| (key, Arc::new(record))).collect();
        Ok(Self { records, before: Rows::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table<u8> {
        let mut table = Table::new();
        for (key, record) in [("a", 1), ("b", 2), ("c", 3)] {
            table.insert(key.to_owned(), record);
        }
        table.commit();
        table
    }

    fn change(table: &mut Table<u8>) {
        *table.get_mut("a").unwrap() = 10;
        *table.get_mut("a").unwrap() = 11;
        table.remove("b");
        table.insert("d".to_owned(), 4);
    }

    fn contents(table: &Table<u8>) -> String {
        serde_json::to_string(table).unwrap()
    }

    #[test]
    fn changes_are_known_and_can_be_taken_back() {
        let mut table = table();
        let original = contents(&table);
        change(&mut table);
        assert_eq!(serde_json::to_string(&table.changed()).unwrap(), r#"{"a":11,"b":null,"d":4}"#);
        table.undo();
        assert_eq!(contents(&table), original);
        assert!(table.changed().is_empty());
    }

    #[test]
    fn what_was_before_can_be_put_back_for_a_while() {
        let mut table = table();
        let original = contents(&table);
        change(&mut table);
        let before = table.commit();
        let now = contents(&table);
        assert_eq!(now, r#"{"a":11,"c":3,"d":4}"#);
        table.put_all(&before);
        assert_eq!(contents(&table), original);
        table.undo();
        assert_eq!(contents(&table), now);
    }

    #[test]
    fn what_follows_a_key_is_found_without_it() {
        let table = table();
        let after = |key| table.after(key).map(|(key, _)| key.to_owned()).collect::<String>();
        assert_eq!((after(None), after(Some("a")), after(Some("bb"))), ("abc".into(), "bc".into(), "c".into()));
    }
}
