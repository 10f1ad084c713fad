//! The faults that there are, and which calls each can strike.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::wire::Operation;

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// 429 `Throttling`, no effect.
    #[serde(rename = "throttle_429")]
    Throttle429,
    /// 503 `ServiceUnavailable`, no effect.
    #[serde(rename = "service_unavailable_503")]
    ServiceUnavailable503,
    /// 500 `InternalFailure`, no effect.
    #[serde(rename = "internal_500")]
    Internal500,
    /// This HTTP status without any body, as a proxy may answer; no effect.
    StatusOnly(u16),
    /// 403 `AccessDenied`, no effect.
    AccessDenied,
    /// 400 `RequestExpired`, no effect: what AWS documents for a client whose clock is wrong.
    RequestExpired,
    /// 403 `SignatureDoesNotMatch`, no effect: what CloudFront was seen to answer to such a client.
    SignatureExpired,
    /// 403 `ExpiredToken`, no effect: the credentials were temporary, and their time is over.
    ExpiredToken,
    /// The connection is cut without a response, no effect.
    DropBefore,
    /// The effect happens, then the connection is cut without a response.
    DropAfter,
    /// The answer's `Date` is this many seconds off, as one sees it whose own clock is: ahead, or behind if it is negative.
    #[serde(rename = "date_off_by_s")]
    DateOffBy(i64),
    /// The call waits before its effect.
    #[serde(rename = "latency_ms", with = "milliseconds")]
    Latency(Duration),
    /// The effect happens, and the XML of the response ends in its middle, though the length is right.
    /// The AWS SDK for Rust takes that for a whole document and fills in what is missing; others fail.
    TruncatedXml,
    /// The effect happens, and the response's XML is none from its first character on.
    MalformedXml,
    /// The effect happens, and this many reads that would show it, lists too, answer as before it.
    StaleReads(u32),
    /// Like `StaleReads`, for all reads until the emulator's clock has gone on by this much.
    #[serde(rename = "stale_for_ms", with = "milliseconds")]
    StaleFor(Duration),
    /// The publication takes this long on the emulator's clock, also across restarts.
    #[serde(rename = "publishing_for_ms", with = "milliseconds")]
    PublishingFor(Duration),
    /// The publication never ends, also across restarts; another one may.
    PublishingForever,
}

impl FaultKind {
    /// Whether the fault means something to calls of this operation; others it never strikes.
    pub(crate) const fn suits(self, operation: Operation) -> bool {
        match self {
            Self::TruncatedXml | Self::MalformedXml => operation.answers_xml(),
            Self::StaleReads(_) | Self::StaleFor(_) => operation.writes(),
            Self::PublishingFor(_) | Self::PublishingForever => {
                matches!(operation, Operation::PublishConnectionFunction)
            }
            _ => true,
        }
    }

    /// Whether it happens instead of the effect. Of such faults only one can strike a call.
    pub(crate) const fn prevents(self) -> bool {
        matches!(
            self,
            Self::Throttle429
                | Self::ServiceUnavailable503
                | Self::Internal500
                | Self::StatusOnly(_)
                | Self::AccessDenied
                | Self::RequestExpired
                | Self::SignatureExpired
                | Self::ExpiredToken
                | Self::DropBefore
        )
    }
}

mod milliseconds {
    //! Durations as whole milliseconds.

    use std::time::Duration;

    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::clock::millis;

    pub(super) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(millis(*duration))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}
