//! `csvdecode`.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault},
};
use crate::evaluate::{
    types::Type,
    value::{Data, Value},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};
use connfn_core::ordered::Map;

pub(super) fn csv_decode(arguments: &Arguments) -> Outcome {
    let rows = rows(arguments.text(0)?)?;
    let place = arguments.place;
    let Some((header, rows)) = rows.split_first() else {
        return fault(0, "the first line names the columns, but there is none");
    };
    let mut columns: Map<String, Type> = Map::new();
    for name in header {
        if columns.insert(name.clone(), Type::String).is_some() {
            return fault(0, format!("the column `{name}` stands twice"));
        }
    }
    let mut items = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.len() != header.len() {
            let (wanted, given) = (header.len(), row.len());
            return fault(0, format!("the header has {wanted} columns, but row {} has {given}", at + 1));
        }
        let members = header.iter().zip(row).map(|(name, field)| (name.clone(), place, arguments.made(field.clone())));
        items.push(Value::new(place, Data::object(members)));
    }
    Ok(Data::list(Type::Object(Rc::new(columns)), items))
}

/// The fields of each line that is not empty.
fn rows(text: &str) -> Result<Vec<Vec<String>>, Fault> {
    let text = text.replace("\r\n", "\n");
    let mut rows = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('\n') {
            rest = behind;
            continue;
        }
        let mut row = Vec::new();
        loop {
            let (field, behind) = field(rest)?;
            row.push(field);
            match behind.strip_prefix(',') {
                Some(behind) => rest = behind,
                None => {
                    rest = behind.strip_prefix('\n').unwrap_or(behind);
                    break;
                }
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// One field, and what stands behind it.
fn field(text: &str) -> Result<(String, &str), Fault> {
    let Some(mut inside) = text.strip_prefix('"') else {
        let end = text.find([',', '\n']).unwrap_or(text.len());
        let (field, behind) = text.split_at_checked(end).unwrap_or((text, ""));
        if field.contains('"') {
            return fault(0, "a field with a `\"` stands in quotes, with each `\"` within it doubled");
        }
        return Ok((field.into(), behind));
    };
    let mut field = String::new();
    loop {
        let Some((before, behind)) = inside.split_once('"') else { return fault(0, "a field in quotes does not end") };
        field.push_str(before);
        match behind.strip_prefix('"') {
            Some(more) => {
                field.push('"');
                inside = more;
            }
            None if behind.is_empty() || behind.starts_with([',', '\n']) => return Ok((field, behind)),
            None => return fault(0, "a field in quotes is followed by a comma or a new line"),
        }
    }
}
