//! What an expression stands for: the connection, a part of it, a key value store. Only what is sure: a variable that is given one
//! value and never another, a parameter that every call gives the same.

use crate::facts::{Binding, BindingId, BindingKind, ExpressionId, Facts, FunctionId, Kind};
use alloc::{vec, vec::Vec};

/// Something that the runtime gives to a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Unknown,
    Connection,
    ClientCertificate,
    Certificates,
    Certificate,
    CertificateList,
    Validity,
    Revocation,
    RevocationCertificates,
    RevocationResult,
    RevocationList,
    Serial,
    San,
    Text,
    /// What OCSP said of a certificate, and of all together.
    Status,
    ChainValidity,
    /// A method of one of these.
    Method,
    /// The module `cloudfront`.
    Cf,
    /// The module `crypto`.
    Crypto,
    Store,
    /// What `get`, `exists` and `meta` of a store give.
    Promise,
}

/// The fields of each, as AWS's pages on connection functions and on revocation show them.
const FIELDS: &[(Meaning, &str, Meaning)] = {
    use Meaning::{
        Certificate, CertificateList, Certificates, Cf, ChainValidity, ClientCertificate, Connection, Crypto, Method,
        Revocation, RevocationCertificates, RevocationList, RevocationResult, San, Serial, Status, Store, Text,
        Validity,
    };
    &[
        (Connection, "connectionId", Text),
        (Connection, "clientIp", Text),
        (Connection, "endpoint", Text),
        (Connection, "distributionId", Text),
        (Connection, "clientCertificate", ClientCertificate),
        (Connection, "allow", Method),
        (Connection, "deny", Method),
        (Connection, "logCustomData", Method),
        (ClientCertificate, "certificates", Certificates),
        (ClientCertificate, "revocationStatus", Revocation),
        (Certificates, "leaf", Certificate),
        (Certificates, "intermediates", CertificateList),
        (Certificate, "serialNumber", Serial),
        (Certificate, "issuer", Text),
        (Certificate, "subject", Text),
        (Certificate, "validity", Validity),
        (Certificate, "sha256Fingerprint", Text),
        (Certificate, "ocspEndpoint", Text),
        (Certificate, "san", San),
        (Certificate, "spki", Text),
        (Certificate, "sanHex", Text),
        (Validity, "notBefore", Text),
        (Validity, "notAfter", Text),
        (Revocation, "chainValidity", ChainValidity),
        (Revocation, "certificates", RevocationCertificates),
        (RevocationCertificates, "leaf", RevocationResult),
        (RevocationCertificates, "intermediates", RevocationList),
        (RevocationResult, "method", Text),
        (RevocationResult, "status", Status),
        (RevocationResult, "errorType", Text),
        (RevocationResult, "serialNumber", Serial),
        (Cf, "kvs", Method),
        (Crypto, "createHash", Method),
        (Crypto, "createHmac", Method),
        (Store, "get", Method),
        (Store, "exists", Method),
        (Store, "meta", Method),
    ]
};

impl Meaning {
    /// The names of its fields; nothing if any name may be one.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'static str> {
        FIELDS.iter().filter(move |(of, ..)| *of == self).map(|(_, name, _)| *name)
    }

    pub(crate) fn field(self, name: &str) -> Option<Meaning> {
        FIELDS.iter().find(|(of, field, _)| *of == self && *field == name).map(|(.., meaning)| *meaning)
    }

    /// All the texts that it can be, as AWS documents them; nothing if it may be any.
    pub(crate) fn values(self) -> &'static [&'static str] {
        match self {
            Self::Status => &["Good", "Revoked", "Unknown", "Error"],
            Self::ChainValidity => &["Valid", "Invalid", "Unknown"],
            _ => &[],
        }
    }

    /// What is in a list of it.
    fn element(self) -> Self {
        match self {
            Self::CertificateList => Self::Certificate,
            Self::RevocationList => Self::RevocationResult,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a text.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Serial | Self::San | Self::Status | Self::ChainValidity)
    }

    /// How it is called in messages.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Connection => "the connection",
            Self::ClientCertificate => "`clientCertificate`",
            Self::Certificates => "`clientCertificate.certificates`",
            Self::Certificate => "a certificate",
            Self::Validity => "a certificate's `validity`",
            Self::Revocation => "`revocationStatus`",
            Self::RevocationCertificates => "`revocationStatus.certificates`",
            Self::RevocationResult => "the revocation status of a certificate",
            Self::Status => "a certificate's `status`",
            Self::ChainValidity => "`chainValidity`",
            Self::Cf => "the module `cloudfront`",
            Self::Crypto => "the module `crypto`",
            Self::Store => "a key value store",
            _ => "this",
        }
    }
}

/// The entry point's name.
pub(crate) const ENTRY: &str = "connectionHandler";

/// The function that AWS calls, if it is there.
pub(crate) fn entry(facts: &Facts) -> Option<FunctionId> {
    facts.module_binding(ENTRY).and_then(|(id, _)| facts.function_of(id))
}

/// What every expression means, worked out once.
pub(crate) struct Meanings {
    expressions: Vec<Meaning>,
    bindings: Vec<Meaning>,
    /// For each function, the expression that makes it.
    made: Vec<Option<ExpressionId>>,
}

impl Meanings {
    pub(crate) fn of(facts: &Facts) -> Self {
        let mut meanings = Self {
            expressions: vec![Meaning::Unknown; facts.expressions.len()],
            bindings: vec![Meaning::Unknown; facts.bindings.len()],
            made: vec![None; facts.functions.len()],
        };
        for (id, expression) in facts.each() {
            if let Kind::Function(function) = expression.kind
                && let Some(made) = meanings.made.get_mut(function.index())
            {
                *made = Some(id);
            }
        }
        // A function that only has the wrong name is given the connection all the same, if it is called at all.
        let named = |name| facts.module_binding(name).and_then(|(id, _)| facts.function_of(id));
        let entry = named(ENTRY).or_else(|| named("handler"));
        // Each round lets what variables mean travel one step further; chains of aliases are short.
        for _ in 0..6 {
            for (position, binding) in facts.bindings.iter().enumerate() {
                let meaning = if binding.is_constant() {
                    meanings.binding_value(facts, entry, BindingId(u32::try_from(position).unwrap_or(u32::MAX)))
                } else {
                    once(facts, binding).map_or(Meaning::Unknown, |value| meanings.get(value))
                };
                if let Some(slot) = meanings.bindings.get_mut(position) {
                    *slot = meaning;
                }
            }
            let before = meanings.expressions.clone();
            for (id, expression) in facts.each() {
                let meaning = meanings.expression_value(facts, &expression.kind);
                if let Some(slot) = meanings.expressions.get_mut(id.index()) {
                    *slot = meaning;
                }
            }
            if before == meanings.expressions {
                break;
            }
        }
        meanings
    }

    pub(crate) fn get(&self, id: ExpressionId) -> Meaning {
        self.expressions.get(id.index()).copied().unwrap_or(Meaning::Unknown)
    }

    pub(crate) fn binding(&self, id: BindingId) -> Meaning {
        self.bindings.get(id.index()).copied().unwrap_or(Meaning::Unknown)
    }

    fn binding_value(&self, facts: &Facts, entry: Option<FunctionId>, id: BindingId) -> Meaning {
        let Some(binding) = facts.binding(id) else { return Meaning::Unknown };
        match binding.kind {
            BindingKind::Import(position) => match facts.imports.get(position as usize) {
                Some(import) if import.source == "cloudfront" && import.default_only => Meaning::Cf,
                Some(import) if import.source == "crypto" && import.default_only => Meaning::Crypto,
                _ => Meaning::Unknown,
            },
            BindingKind::Parameter(function, 0) if Some(function) == entry => Meaning::Connection,
            BindingKind::Parameter(function, position) => self.argument(facts, function, position as usize),
            BindingKind::Var | BindingKind::Let | BindingKind::Const => {
                binding.value.map_or(Meaning::Unknown, |value| self.get(value))
            }
            _ => Meaning::Unknown,
        }
    }

    /// What all calls of a function give it in this place, if the function is only called.
    fn argument(&self, facts: &Facts, function: FunctionId, position: usize) -> Meaning {
        let name = facts.bindings.iter().zip(0..).find(|(_, id)| facts.function_of(BindingId(*id)) == Some(function));
        let Some((name, _)) = name else {
            return self.list_of(facts, function, position).map_or(Meaning::Unknown, |list| self.get(list).element());
        };
        let mut meaning = None;
        for read in &name.reads {
            let Some(parent) = facts.expression(*read).parent else { return Meaning::Unknown };
            let Kind::Call { callee, arguments, .. } = facts.kind(parent) else { return Meaning::Unknown };
            let given = arguments.get(position).map_or(Meaning::Unknown, |argument| self.get(*argument));
            if callee != read || meaning.is_some_and(|meaning| meaning != given) {
                return Meaning::Unknown;
            }
            meaning = Some(given);
        }
        meaning.unwrap_or(Meaning::Unknown)
    }

    /// The list whose elements one of its methods gives to a parameter of a function in its arguments.
    pub(crate) fn list_of(&self, facts: &Facts, function: FunctionId, position: usize) -> Option<ExpressionId> {
        let made = self.made.get(function.index()).copied().flatten();
        let call = made.and_then(|made| facts.expression(made).parent).map(|call| facts.kind(call));
        let Some(Kind::Call { callee, arguments, is_new: false }) = call else { return None };
        let Kind::Member { object, name, .. } = facts.kind(*callee) else { return None };
        let goes_through =
            matches!(name.as_str(), "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex");
        (position == 0 && goes_through && arguments.first().copied() == made).then_some(*object)
    }

    /// What one of two is, if the other is nothing: `connection.clientCertificate || {}`.
    fn either(&self, facts: &Facts, one: ExpressionId, other: ExpressionId) -> Meaning {
        let is_blank = |id: ExpressionId| match facts.kind(id) {
            Kind::Null | Kind::Boolean(false) => true,
            Kind::Text(text) => text.is_empty(),
            Kind::Other(parts) => parts.is_empty(),
            Kind::Name { name, binding: None } => name == "undefined",
            _ => false,
        };
        match (self.get(one), self.get(other)) {
            (one, other) if one == other => one,
            (one, _) if is_blank(other) => one,
            (_, other) if is_blank(one) => other,
            _ => Meaning::Unknown,
        }
    }

    fn expression_value(&self, facts: &Facts, kind: &Kind) -> Meaning {
        match kind {
            Kind::Name { binding: Some(binding), .. } => self.binding(*binding),
            Kind::Member { object, name, .. } => self.get(*object).field(name).unwrap_or(Meaning::Unknown),
            Kind::Index { object, .. } => self.get(*object).element(),
            // `connection.clientCertificate && connection.clientCertificate.certificates`
            Kind::Logical { operator: crate::facts::Logical::And, right, .. } => self.get(*right),
            Kind::Logical { left, right, .. } => self.either(facts, *left, *right),
            Kind::Conditional { then, otherwise, .. } => self.either(facts, *then, *otherwise),
            Kind::Call { callee, arguments, is_new: false } => match facts.kind(*callee) {
                Kind::Member { object, name, .. } => match (self.get(*object), name.as_str()) {
                    (Meaning::Cf, "kvs") => Meaning::Store,
                    (Meaning::Store, "get" | "exists" | "meta") => Meaning::Promise,
                    _ => Meaning::Unknown,
                },
                Kind::Name { name, binding: None } if name == "require" => {
                    match arguments.first().and_then(|argument| facts.text(*argument)) {
                        Some("cloudfront") => Meaning::Cf,
                        Some("crypto") => Meaning::Crypto,
                        _ => Meaning::Unknown,
                    }
                }
                _ => Meaning::Unknown,
            },
            _ => Meaning::Unknown,
        }
    }
}

/// The value of a variable that is declared empty and then given one value, perhaps in a `try`.
fn once(facts: &Facts, binding: &Binding) -> Option<ExpressionId> {
    let is_empty = binding.value.is_none_or(|value| match facts.kind(value) {
        Kind::Null => true,
        Kind::Name { name, binding: None } => name == "undefined",
        _ => false,
    });
    let ([write], true, BindingKind::Let | BindingKind::Var) = (binding.writes.as_slice(), is_empty, binding.kind)
    else {
        return None;
    };
    match facts.kind(facts.expression(*write).parent?) {
        Kind::Assign { operator: "=", target, value } if target == write => *value,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the npm package gives authors, `connfn/runtime`.
    const TYPES: &str = concat!(
        include_str!("../../../npm/connfn/runtime/index.d.ts"),
        include_str!("../../../npm/connfn/runtime/cloudfront.d.ts"),
        include_str!("../../../npm/connfn/runtime/globals.d.ts")
    );

    fn members(interface: &str) -> Vec<&'static str> {
        let head = alloc::format!("interface {interface} {{");
        let body = TYPES.split(head.as_str()).nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or_default();
        let body = body.split("\n  }").next().unwrap_or_default();
        let mut names: Vec<&str> = body
            .lines()
            .map(|line| line.trim().trim_start_matches("readonly "))
            .filter(|line| !line.starts_with(['/', '*']))
            .filter_map(|line| line.split_once(['?', ':', '(']).map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn the_types_for_authors_have_the_same_fields() {
        let interfaces = [
            (Meaning::Connection, "Connection"),
            (Meaning::ClientCertificate, "ClientCertificate"),
            (Meaning::Certificates, "Certificates"),
            (Meaning::Certificate, "Certificate"),
            (Meaning::Validity, "Validity"),
            (Meaning::Revocation, "RevocationStatus"),
            (Meaning::RevocationCertificates, "RevocationCertificates"),
            (Meaning::RevocationResult, "CertificateRevocation"),
            (Meaning::Cf, "CloudFront"),
            (Meaning::Store, "KeyValueStore"),
            (Meaning::Crypto, "Crypto"),
        ];
        for (meaning, interface) in interfaces {
            let mut fields: Vec<&str> = meaning.fields().collect();
            fields.sort_unstable();
            assert_eq!(members(interface), fields, "{interface}");
        }
        let told = FIELDS.iter().filter(|(of, ..)| interfaces.iter().all(|(meaning, _)| meaning != of));
        assert_eq!(told.count(), 0, "a part of the connection has no interface");
    }
}
