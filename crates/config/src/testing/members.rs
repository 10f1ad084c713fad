//! The members of a map in a test document, of which each is known and stands once.

use crate::{
    problem::Problems,
    suggest::{did_you_mean, list},
    syntax::{
        Datum, Node,
        node::{Member, without_comments},
    },
};
use alloc::{format, string::String};
use connfn_core::{diagnostic::Code, ordered::Map};

/// A map's members by name.
pub(super) type Members<'n> = Map<&'n str, &'n Member>;

/// The members of what must be a map. What is none, or stands twice, is reported.
pub(super) fn members_of<'n>(node: &'n Node, what: &str, problems: &mut Problems) -> Option<Members<'n>> {
    let Datum::Map(members) = &node.value else {
        wrong(node, &format!("{what} is a map"), problems);
        return None;
    };
    let mut found: Members<'n> = Map::new();
    for member in without_comments(members) {
        if let Some((name, first)) = found.insert_new(&member.name, member) {
            problems
                .add(Code::DuplicateArgument, member.place, format!("`{name}` is given twice"))
                .related("first given here", first.place);
        }
    }
    Some(found)
}

/// Members that are written beside the map that they belong into, and that map.
const INSIDE: [(&str, &str); 7] = [
    ("custom_data", "expect"),
    ("decision", "expect"),
    ("error", "expect"),
    ("logs", "expect"),
    ("pem", "connection"),
    ("pem_file", "connection"),
    ("preset", "connection"),
];

/// Reports those members that are not among the known ones. Whether all are.
pub(super) fn know(members: &Members<'_>, what: &str, known: &[&str], problems: &mut Problems) -> bool {
    let mut is_known = true;
    for (name, member) in members.iter().filter(|(name, _)| !known.contains(*name)) {
        is_known = false;
        let inside = INSIDE.iter().find(|(inner, outer)| inner == name && known.contains(outer));
        let help = match inside {
            Some((_, outer)) => Some(format!("it belongs into `{outer}`")),
            None => did_you_mean(name, known.iter().copied(), "there are"),
        };
        problems
            .add(Code::UnknownTestMember, member.place, format!("{what} has no member `{name}`"))
            .help(help.unwrap_or_else(|| format!("there are {}", list(known.iter().copied()))));
    }
    is_known
}

/// Reports a value of the wrong type.
pub(super) fn wrong(node: &Node, message: &str, problems: &mut Problems) {
    problems.add(Code::WrongType, node.place, message);
}

/// A text. Anything else is reported.
pub(super) fn text(node: &Node, what: &str, problems: &mut Problems) -> Option<String> {
    match &node.value {
        Datum::String(text) => Some(text.clone()),
        Datum::Number(_) | Datum::Bool(_) => {
            problems
                .add(Code::WrongType, node.place, format!("{what} is a text"))
                .help("write it in quotes to have a text");
            None
        }
        _ => {
            wrong(node, &format!("{what} is a text"), problems);
            None
        }
    }
}
