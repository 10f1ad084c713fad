//! Connections that a test names rather than writes. Their certificates are real ones, which `certificates/make.sh` made, so that
//! fingerprints and keys are what any tool says of them.
//!
//! AWS does not say what `chainValidity` is in each case. Here it is `Invalid` once a certificate is revoked, else `Unknown` once the
//! status of one is not known, else `Valid`.

use super::problem::{Problem, start};
use super::tree::{Tree, object, text};
use super::{certificate, pem, whole};

/// A connection that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    pub name: &'static str,
    /// What is special about it, to go after its name.
    pub title: &'static str,
    shows: Shows,
    ocsp: Option<Answers>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Nothing,
    Chain(&'static str),
    /// The certificate without the intermediate that issued it.
    LeafAlone,
    FromV6,
}

/// What OCSP gave: of the client's own certificate, and of the intermediate.
type Answers = [Status; 2];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Good,
    Revoked,
    Unknown,
    /// With its `errorType`.
    Error(&'static str),
}

use Shows::{Chain, FromV6, LeafAlone, Nothing};
use Status::{Error, Good, Revoked, Unknown};

const VALID: &str = include_str!("certificates/valid.pem");
const EXPIRED: &str = include_str!("certificates/expired.pem");
const NOT_YET_VALID: &str = include_str!("certificates/not-yet-valid.pem");
const INTERMEDIATE: &str = include_str!("certificates/intermediate.pem");

/// All of them.
pub const PRESETS: &[Preset] = &[
    preset("valid", "a valid certificate with its intermediate; OCSP is off", Chain(VALID), None),
    preset("no-certificate", "no certificate, as optional mutual TLS permits", Nothing, None),
    preset("expired", "a certificate of the past, as `IgnoreCertificateExpiry` permits", Chain(EXPIRED), None),
    preset("not-yet-valid", "a certificate of the future", Chain(NOT_YET_VALID), None),
    preset("no-intermediates", "a valid certificate alone", LeafAlone, None),
    preset("ipv6", "a valid certificate from an IPv6 address", FromV6, None),
    preset("ocsp-good", "OCSP says that neither certificate is revoked", Chain(VALID), Some([Good, Good])),
    preset("revoked", "OCSP says that the certificate is revoked", Chain(VALID), Some([Revoked, Good])),
    preset("intermediate-revoked", "OCSP says that the intermediate is revoked", Chain(VALID), Some([Good, Revoked])),
    preset("ocsp-unknown", "OCSP does not know the certificate", Chain(VALID), Some([Unknown, Good])),
    preset("ocsp-error", "OCSP gave no answer", Chain(VALID), Some([Error("InternalError"), Good])),
];

const fn preset(name: &'static str, title: &'static str, shows: Shows, ocsp: Option<Answers>) -> Preset {
    Preset { name, title, shows, ocsp }
}

pub(super) fn connection(name: &str) -> Result<Tree, Problem> {
    let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) else {
        let names: Vec<_> = PRESETS.iter().map(|preset| format!("`{}`", preset.name)).collect();
        return Err(Problem::new(format!("there is no preset `{}`", start(name)))
            .help(format!("the presets are {}", names.join(", "))));
    };
    let shown = match preset.shows {
        Nothing => None,
        Chain(leaf) => Some(format!("{leaf}{INTERMEDIATE}")),
        LeafAlone => Some(VALID.to_owned()),
        FromV6 => Some(format!("{VALID}{INTERMEDIATE}")),
    };
    let shown = shown.map(|shown| certificate::chain(&pem::chain(&shown)?)).transpose()?;
    let address = if preset.shows == FromV6 { whole::CLIENT_V6 } else { whole::CLIENT };
    Ok(whole::connection(address, shown.map(|shown| with_answers(shown, preset.ocsp))))
}

fn with_answers(certificate: Tree, answers: Option<Answers>) -> Tree {
    let Some(answers) = answers else { return certificate };
    let [leaf, intermediate] = answers;
    let mut serials = certificate.texts("serialNumber").into_iter();
    let mut answer = |status| status_of(status, serials.next().unwrap_or_default());
    let answered = object([("leaf", answer(leaf)), ("intermediates", Tree::Array(vec![answer(intermediate)]))]);
    let status = object([("chainValidity", text(validity(answers))), ("certificates", answered)]);
    certificate.merged(object([("revocationStatus", status)]))
}

fn validity(answers: Answers) -> &'static str {
    if answers.contains(&Revoked) {
        "Invalid"
    } else if answers == [Good, Good] {
        "Valid"
    } else {
        "Unknown"
    }
}

fn status_of(status: Status, serial: &str) -> Tree {
    let mut members = vec![("method", text("OCSP")), ("status", text(status.name()))];
    if let Error(kind) = status {
        members.push(("errorType", text(kind)));
    }
    members.push(("serialNumber", text(serial)));
    object(members)
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Good => "Good",
            Revoked => "Revoked",
            Unknown => "Unknown",
            Error(_) => "Error",
        }
    }
}
