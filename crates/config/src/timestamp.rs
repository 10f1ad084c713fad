//! Times as RFC 3339 writes them. What time it is, nothing here knows.

use alloc::{format, string::String};

pub(crate) const NANOSECONDS: i128 = 1_000_000_000;
const DAY: i64 = 86_400;

/// A time as RFC 3339 writes it.
pub(crate) struct Timestamp {
    /// Since 1970, in UTC.
    pub(crate) nanoseconds: i128,
    /// East of UTC.
    pub(crate) offset_minutes: i64,
}

/// A time as a calendar and a clock show it.
pub(crate) struct Shown {
    pub(crate) year: i64,
    pub(crate) month: usize,
    pub(crate) day: i64,
    pub(crate) weekday: usize,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

/// Days since 1970 of a day in the Gregorian calendar. Years start in March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

impl Timestamp {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let part = |range: core::ops::Range<usize>| -> Option<i64> {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let marks = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
        if marks.iter().any(|(at, mark)| text.get(*at..=*at) != Some(mark)) {
            return None;
        }
        let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
        let (hour, minute, second) = (part(11..13)?, part(14..16)?, part(17..19)?);
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap(year) => 29,
            2 => 28,
            _ => 31,
        };
        if !(1..=12).contains(&month) || !(1..=length).contains(&day) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let mut rest = text.get(19..)?;
        let mut fraction = 0;
        if let Some(behind) = rest.strip_prefix('.') {
            let count = behind.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, zone) = behind.split_at_checked(count)?;
            if digits.is_empty() {
                return None;
            }
            fraction = format!("{digits:0<9}").get(..9)?.parse().ok()?;
            rest = zone;
        }
        let offset_minutes = match rest.split_at_checked(1)? {
            ("Z", "") => 0,
            (sign @ ("+" | "-"), zone) => {
                let (hours, minutes) = zone.split_once(':')?;
                let number = |digits: &str| -> Option<i64> {
                    (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
                        .then(|| digits.parse().ok())?
                };
                let (hours, minutes) = (number(hours)?, number(minutes)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                (hours * 60 + minutes) * if sign == "-" { -1 } else { 1 }
            }
            _ => return None,
        };
        let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset_minutes * 60;
        Some(Self { nanoseconds: i128::from(seconds) * NANOSECONDS + fraction, offset_minutes })
    }

    pub(crate) fn shown(&self) -> Shown {
        let seconds = i64::try_from(self.nanoseconds.div_euclid(NANOSECONDS)).unwrap_or(0) + self.offset_minutes * 60;
        let day = seconds.div_euclid(DAY);
        let clock = seconds.rem_euclid(DAY);
        let shifted = day + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let civil = if month < 10 { month + 3 } else { month - 9 };
        Shown {
            year: year + era * 400 + i64::from(civil <= 2),
            month: usize::try_from(civil).unwrap_or(1),
            day: of_year - (153 * month + 2) / 5 + 1,
            weekday: usize::try_from((day + 4).rem_euclid(7)).unwrap_or(0),
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
        }
    }

    /// The offset as it is written behind a time.
    pub(crate) fn zone(&self, colon: &str) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }
}
