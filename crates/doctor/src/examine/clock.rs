//! How far this machine's clock is off. AWS refuses signatures of another time.

use crate::{
    answer::Clocks,
    report::{Area, Finding, Verdict},
};
use alloc::format;

/// From here on it is said.
const WORTH_SAYING_MS: u64 = 60_000;
/// What AWS's signatures tolerate.
const TOLERATED_MS: u64 = 300_000;

pub(super) fn judge(clocks: Option<Clocks>) -> Finding {
    let found = |verdict, message| Finding::new(Area::Clock, "clock", verdict, message);
    let Some(Clocks { theirs_ms, ours_ms }) = clocks else {
        return found(Verdict::Unknown, "no answer told the time".into());
    };
    // Their time was cut to a second, and is older than the answer.
    let off_ms = ours_ms.abs_diff(theirs_ms);
    let seconds = off_ms / 1_000;
    let direction = if ours_ms < theirs_ms { "behind" } else { "ahead of" };
    let message = match seconds {
        0..5 => "this machine's clock agrees with CloudFront's".into(),
        _ => format!("this machine's clock is {seconds} seconds {direction} CloudFront's"),
    };
    match off_ms {
        0..WORTH_SAYING_MS => found(Verdict::Ok, message),
        WORTH_SAYING_MS..TOLERATED_MS => {
            found(Verdict::Warning, message).help("set it: from 5 minutes on AWS refuses what it signs")
        }
        _ => found(Verdict::Wrong, message).help("set it: AWS refuses what is signed at another time"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(ours_ms: i64) -> (Verdict, alloc::string::String) {
        let found = judge(Some(Clocks { theirs_ms: 1_000_000, ours_ms: 1_000_000 + ours_ms }));
        (found.verdict, found.message)
    }

    #[test]
    fn from_a_minute_it_is_said_and_from_five_it_is_wrong() {
        assert_eq!(off(900), (Verdict::Ok, "this machine's clock agrees with CloudFront's".into()));
        assert_eq!(off(-59_999).0, Verdict::Ok);
        assert_eq!(off(60_000), (Verdict::Warning, "this machine's clock is 60 seconds ahead of CloudFront's".into()));
        assert_eq!(off(-299_999).0, Verdict::Warning);
        assert_eq!(off(-300_000), (Verdict::Wrong, "this machine's clock is 300 seconds behind CloudFront's".into()));
    }

    #[test]
    fn without_a_time_nothing_is_known() {
        assert_eq!(judge(None).verdict, Verdict::Unknown);
    }
}
