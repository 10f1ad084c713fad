//! What the faults that strike a call make of it, stage by stage.

use std::time::Duration;

use super::kind::FaultKind;
use crate::assumptions;
use crate::clock::millis;
use crate::error::{ApiError, Code};
use crate::wire::{Operation, Reply};

/// The faults that strike one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict(Vec<FaultKind>);

/// What happens instead of the effect.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Instead {
    Cut,
    Refuse(ApiError),
    Status(u16),
}

impl Verdict {
    /// Whether the fault can strike beside those that do already.
    pub(super) fn has_room(&self, kind: FaultKind) -> bool {
        !kind.prevents() || !self.0.iter().any(|other| other.prevents())
    }

    pub(super) fn add(&mut self, kind: FaultKind) {
        self.0.push(kind);
    }

    /// How long the call waits before anything else.
    pub(crate) fn delay(&self) -> Duration {
        let delays =
            self.0.iter().map(|kind| if let FaultKind::Latency(delay) = kind { *delay } else { Duration::ZERO });
        delays.fold(Duration::ZERO, Duration::saturating_add)
    }

    /// What happens instead of the effect, if anything does.
    pub(crate) fn instead(&self, operation: Operation) -> Option<Instead> {
        self.0.iter().find_map(|kind| instead(*kind, operation))
    }

    /// How long the publication takes, if not as long as others.
    pub(crate) fn publishing_ms(&self) -> Option<u64> {
        self.0.iter().find_map(|kind| match kind {
            FaultKind::PublishingFor(duration) => Some(millis(*duration)),
            FaultKind::PublishingForever => Some(u64::MAX),
            _ => None,
        })
    }

    /// The faults that keep what was there before the call visible.
    pub(crate) fn stale(&self) -> impl Iterator<Item = FaultKind> {
        self.0.iter().copied().filter(|kind| matches!(kind, FaultKind::StaleReads(_) | FaultKind::StaleFor(_)))
    }

    /// How many seconds the answer's date is off.
    pub(crate) fn date_off_by_s(&self) -> i64 {
        let offsets = self.0.iter().map(|kind| if let FaultKind::DateOffBy(seconds) = kind { *seconds } else { 0 });
        offsets.fold(0, i64::saturating_add)
    }

    /// Whether nobody hears of what happened.
    pub(crate) fn cuts_after(&self) -> bool {
        self.0.contains(&FaultKind::DropAfter)
    }

    /// Does to the response what is to be done to it.
    pub(crate) fn spoil(&self, reply: &mut Reply) {
        for kind in &self.0 {
            match kind {
                FaultKind::TruncatedXml => reply.truncate_xml(),
                FaultKind::MalformedXml => reply.break_xml(),
                _ => {}
            }
        }
    }

    /// The faults, for the journal.
    pub(crate) fn faults(&self) -> &[FaultKind] {
        &self.0
    }
}

fn instead(kind: FaultKind, operation: Operation) -> Option<Instead> {
    let (code, message) = match kind {
        FaultKind::Throttle429 => (assumptions::THROTTLED, "Rate exceeded".to_owned()),
        FaultKind::ServiceUnavailable503 => {
            (Code::ServiceUnavailable, "CloudFront is temporarily unavailable.".to_owned())
        }
        FaultKind::Internal500 => (Code::InternalFailure, "An internal error has occurred.".to_owned()),
        FaultKind::AccessDenied => {
            let (service, name) = (operation.api().signing_name(), operation.name());
            (Code::AccessDenied, format!("The caller is not authorized to perform: {service}:{name}"))
        }
        FaultKind::RequestExpired => (Code::RequestExpired, "Request has expired.".to_owned()),
        FaultKind::SignatureExpired => (Code::SignatureDoesNotMatch, assumptions::SIGNATURE_EXPIRED.to_owned()),
        FaultKind::ExpiredToken => {
            (Code::ExpiredToken, "The security token included in the request is expired".to_owned())
        }
        FaultKind::StatusOnly(status) => return Some(Instead::Status(status)),
        FaultKind::DropBefore => return Some(Instead::Cut),
        _ => return None,
    };
    Some(Instead::Refuse(ApiError::new(code, message)))
}
