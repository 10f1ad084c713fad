//! Sets: which items are the same, and in which order Terraform goes through them.

use super::{
    types::Type,
    value::{Data, Items, Value},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::sort_by;
use core::cmp::Ordering;

impl Data {
    /// A set of items of one type. What is known only after apply may be equal to anything, so the set is then too.
    pub(crate) fn set(of: Type, mut items: Vec<Value>) -> Self {
        let mut sensitive = false;
        for item in &mut items {
            if item.data.has_unknown() {
                return Self::Unknown;
            }
            if let Some(cause) = item.data.reference() {
                return Self::Later(cause);
            }
            sensitive |= item.data.reveal();
        }
        let mut keyed: Vec<(String, Value)> = items
            .into_iter()
            .map(|item| {
                let mut key = String::new();
                hash(&item.data, &mut key);
                (key, item)
            })
            .collect();
        sort_by(&mut keyed, |(key, first), (other, second)| match (&first.data, &second.data) {
            (Self::Null(_), Self::Null(_)) => Ordering::Equal,
            (Self::Null(_), _) => Ordering::Greater,
            (_, Self::Null(_)) => Ordering::Less,
            (Self::Number(first), Self::Number(second)) => first.compare(second),
            (Self::Text(first), Self::Text(second)) => first.known().cmp(&second.known()),
            _ => key.cmp(other),
        });
        keyed.dedup_by(|(_, one), (_, other)| one.data.same(&other.data));
        Self::Set(Items::set(of, keyed.into_iter().map(|(_, item)| item).collect())).hidden_if(sensitive)
    }
}

/// What Terraform orders the items of a set by if they are neither strings nor numbers.
fn hash(data: &Data, out: &mut String) {
    match data {
        Data::Null(_) | Data::Unknown | Data::Later(_) => out.push('?'),
        Data::Bool(value) => out.push(if *value { '1' } else { '0' }),
        Data::Number(number) => out.push_str(&number.to_string()),
        Data::Text(text) => {
            out.push('"');
            out.push_str(text.known().unwrap_or_default());
            out.push('"');
        }
        Data::List(items) | Data::Set(items) => {
            let (open, close) = if items.of.is_some() { ('[', ']') } else { ('<', '>') };
            out.push(open);
            for item in items {
                hash(&item.data, out);
                out.push(';');
            }
            out.push(close);
        }
        Data::Object(members) => {
            let (open, close) = if members.of.is_some() { ('{', '}') } else { ('<', '>') };
            out.push(open);
            for (name, member) in members {
                if members.of.is_some() {
                    out.push('"');
                    out.push_str(name);
                    out.push_str("\":");
                }
                hash(&member.value.data, out);
                out.push(';');
            }
            out.push(close);
        }
        Data::Sensitive(inside) => hash(inside, out),
    }
}
