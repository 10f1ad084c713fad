//! The connection object as AWS documents it. A test that gives another one shows nothing, since no function is ever given it: each
//! such member is warned of. A test may mean what CloudFront does not give, so nothing is refused.

use crate::{
    problem::Problems,
    suggest::{list, nearest},
    syntax::{
        Datum, Node,
        node::{Member, without_comments},
    },
};
use alloc::{
    format,
    string::{String, ToString},
};
use connfn_core::diagnostic::Code;

/// What a member of the object may be.
enum Shape {
    Text,
    /// One of these words; what is none of them and near none is not known to be a slip.
    OneOf(&'static [&'static str]),
    Map(&'static [(&'static str, Shape)]),
    List(&'static Shape),
}

use Shape::{List, Map, OneOf, Text};

const CONNECTION: &[(&str, Shape)] = &[
    ("clientCertificate", Map(&[("certificates", Map(CERTIFICATES)), ("revocationStatus", Map(REVOCATION))])),
    ("clientIp", Text),
    ("connectionId", Text),
    ("distributionId", Text),
    ("endpoint", Text),
];

const CERTIFICATES: &[(&str, Shape)] = &[("leaf", Map(CERTIFICATE)), ("intermediates", List(&Map(CERTIFICATE)))];

const CERTIFICATE: &[(&str, Shape)] = &[
    ("serialNumber", Text),
    ("issuer", Text),
    ("subject", Text),
    ("validity", Map(&[("notBefore", Text), ("notAfter", Text)])),
    ("sha256Fingerprint", Text),
    ("ocspEndpoint", Text),
    ("san", Text),
    ("sanHex", Text),
    ("spki", Text),
];

const REVOCATION: &[(&str, Shape)] = &[
    ("chainValidity", OneOf(&["Valid", "Invalid", "Unknown"])),
    ("certificates", Map(&[("leaf", Map(STATUS)), ("intermediates", List(&Map(STATUS)))])),
];

const STATUS: &[(&str, Shape)] = &[
    ("method", OneOf(&["OCSP"])),
    ("status", OneOf(&["Good", "Revoked", "Unknown", "Error"])),
    ("errorType", Text),
    ("serialNumber", Text),
];

/// Its members.
pub(super) fn members() -> impl Iterator<Item = &'static str> {
    CONNECTION.iter().map(|(name, _)| *name)
}

/// Warns of all in a member of the object that CloudFront never gives.
pub(super) fn check(member: &Member, problems: &mut Problems) {
    check_member(member, "a connection object", CONNECTION, problems);
}

fn check_member(member: &Member, of: &str, known: &[(&str, Shape)], problems: &mut Problems) {
    let name = member.name.as_str();
    if let Some((_, shape)) = known.iter().find(|(other, _)| *other == name) {
        check_value(&member.node, name, shape, problems);
        return;
    }
    let names = || known.iter().map(|(name, _)| *name);
    let help = match (nearest(name, names()), path_of(name, CONNECTION)) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(path)) => format!("it belongs into `{path}`"),
        (None, None) => format!("its members are {}", list(names())),
    };
    let message = format!("CloudFront gives {of} no member `{name}`");
    problems.add(Code::UnknownConnectionMember, member.place, message).help(help);
}

fn check_value(node: &Node, name: &str, shape: &Shape, problems: &mut Problems) {
    match (shape, &node.value) {
        // Null takes the member away.
        (_, Datum::Null) | (Text, Datum::String(_)) => {}
        (Map(known), Datum::Map(members)) => {
            for member in without_comments(members) {
                check_member(member, &format!("`{name}`"), known, problems);
            }
        }
        (List(shape), Datum::List(items)) => {
            for item in items {
                check_value(item, name, shape, problems);
            }
        }
        (OneOf(words), Datum::String(text)) => {
            let same = words.iter().find(|word| word.eq_ignore_ascii_case(text)).copied();
            let Some(meant) = same.or_else(|| nearest(text, words.iter().copied())) else { return };
            if meant != text {
                problems
                    .add(Code::UnknownConnectionMember, node.place, format!("CloudFront gives no `{name}` `{text}`"))
                    .help(format!("did you mean `{meant}`?"));
            }
        }
        (shape, found) => {
            let message = format!("CloudFront gives `{name}` as {}", shape.kind());
            let problem = problems.add(Code::UnknownConnectionMember, node.place, message);
            if matches!((shape, found), (Text | OneOf(_), Datum::Number(_) | Datum::Bool(_))) {
                problem.help("write it in quotes to have a text");
            }
        }
    }
}

impl Shape {
    const fn kind(&self) -> &'static str {
        match self {
            Text | OneOf(_) => "a text",
            Map(_) => "a map",
            List(_) => "a list",
        }
    }
}

/// Where a member of this name stands, if it stands somewhere.
fn path_of(name: &str, within: &[(&str, Shape)]) -> Option<String> {
    within.iter().find_map(|(member, shape)| {
        let Map(members) = shape else { return None };
        if members.iter().any(|(other, _)| *other == name) {
            return Some((*member).to_string());
        }
        path_of(name, members).map(|rest| format!("{member}.{rest}"))
    })
}
