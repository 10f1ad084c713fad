//! The connection of a test: a preset's name, or a map. `preset`, `pem` and `pem_file` of that map say what the connection object is
//! made of; its other members are the object's own and count over that.

use super::{
    json::{self, merged},
    members::{members_of, text, wrong},
    object,
    reader::Reader,
};
use crate::{
    suggest::{did_you_mean, nearest},
    syntax::{Datum, Node, node::Member},
};
use alloc::{format, vec::Vec};
use connfn_core::{
    diagnostic::Code,
    testing::{ConnectionSource, PRESETS, TestConnection},
};

/// What a map says of the source of its connection object. They exclude each other.
pub(super) const SOURCES: [&str; 3] = ["pem", "pem_file", "preset"];

/// A connection as it is written, before what it is laid over is known.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// None if only members of the object are given.
    source: Option<ConnectionSource>,
    members: Vec<Member>,
}

impl Written {
    /// The connection of a case, given that of the document's defaults.
    pub(super) fn over(&self, defaults: Option<&Self>) -> TestConnection {
        match (&self.source, defaults) {
            (Some(source), _) => TestConnection { source: source.clone(), object: json::object(&self.members) },
            (None, Some(defaults)) => TestConnection {
                source: defaults.source.clone().unwrap_or(ConnectionSource::Object),
                object: json::object(&merged(&defaults.members, &self.members)),
            },
            (None, None) => TestConnection { source: ConnectionSource::Object, object: json::object(&self.members) },
        }
    }
}

impl Reader<'_, '_> {
    /// Reads a connection. `None` if it is none, which is reported.
    pub(super) fn connection(&mut self, node: &Node) -> Option<Written> {
        if let Datum::String(_) = &node.value {
            return Some(Written { source: Some(self.preset(node)?), members: Vec::new() });
        }
        let Datum::Map(all) = &node.value else {
            wrong(node, "`connection` is the name of a preset, or a map", self.problems);
            return None;
        };
        let members = members_of(node, "`connection`", self.problems)?;
        let mut given = SOURCES.iter().filter_map(|name| members.get(name));
        let source = given.next();
        if let (Some(first), Some(second)) = (source, given.next()) {
            let message = format!("`{}` and `{}` exclude each other", first.name, second.name);
            self.problems.add(Code::UnknownTestMember, second.place, message).related("the other one", first.place);
            return None;
        }
        let source = match source {
            None => None,
            Some(member) => Some(match member.name.as_str() {
                "preset" => self.preset(&member.node)?,
                "pem" => ConnectionSource::Pem(text(&member.node, "`pem`", self.problems)?),
                _ => ConnectionSource::Pem(self.file(&member.node, "`pem_file`")?.text.into()),
            }),
        };
        let is_own = |member: &&Member| !SOURCES.contains(&member.name.as_str()) && member.name != "//";
        let own: Vec<Member> = all.iter().filter(is_own).cloned().collect();
        for member in &own {
            self.own_member(member);
        }
        Some(Written { source, members: own })
    }

    /// A member that is none of the object is more likely a source that is misspelt.
    fn own_member(&mut self, member: &Member) {
        let name = member.name.as_str();
        match nearest(name, SOURCES.into_iter().chain(object::members())) {
            Some(near) if SOURCES.contains(&near) && !object::members().any(|other| other == name) => {
                let message = format!("`connection` has no member `{name}`");
                let help = format!("did you mean `{near}`?");
                self.problems.add(Code::UnknownTestMember, member.place, message).help(help);
            }
            _ => object::check(member, self.problems),
        }
    }

    fn preset(&mut self, node: &Node) -> Option<ConnectionSource> {
        let name = text(node, "`preset`", self.problems)?;
        if PRESETS.contains(&name.as_str()) {
            return Some(ConnectionSource::Preset(name));
        }
        let help = did_you_mean(&name, PRESETS, "there are").unwrap_or_default();
        self.problems.add(Code::UnknownTestValue, node.place, format!("there is no preset `{name}`")).help(help);
        None
    }
}
