//! Functions of timestamps that are given: what time it is, nothing here knows.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault},
};
use crate::{
    evaluate::{number::Number, value::Data},
    timestamp::{NANOSECONDS, Shown, Timestamp},
};
use alloc::{format, string::String};

fn timestamp(arguments: &Arguments, index: usize) -> Result<Timestamp, Fault> {
    let text = arguments.text(index)?;
    Timestamp::parse(text).map_or_else(
        || fault(index, format!("`{text}` is not a timestamp of RFC 3339, such as `2018-01-02T23:12:01Z`")),
        Ok,
    )
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

pub(super) fn format_date(arguments: &Arguments) -> Outcome {
    let time = timestamp(arguments, 1)?;
    let shown = time.shown();
    let mut out = String::new();
    let mut rest = arguments.text(0)?;
    while let Some(c) = rest.chars().next() {
        if c == '\'' {
            let mut inside = rest.get(1..).unwrap_or_default();
            loop {
                let Some((before, behind)) = inside.split_once('\'') else {
                    return fault(0, "a text in single quotes does not end");
                };
                out.push_str(before);
                match behind.strip_prefix('\'') {
                    Some(more) => {
                        out.push('\'');
                        inside = more;
                    }
                    None => {
                        rest = behind;
                        break;
                    }
                }
            }
            continue;
        }
        let end = if c.is_ascii_alphabetic() {
            rest.find(|other| other != c).unwrap_or(rest.len())
        } else {
            rest.find(|other: char| other.is_ascii_alphabetic() || other == '\'').unwrap_or(rest.len())
        };
        let (token, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = behind;
        match piece(token, &time, &shown) {
            Some(piece) => out.push_str(&piece),
            None if !c.is_ascii_alphabetic() => out.push_str(token),
            None => return fault(0, format!("`{token}` stands for no part of a date; text stands in single quotes")),
        }
    }
    Ok(Data::text(out))
}

/// A part of a date by its letters.
fn piece(token: &str, time: &Timestamp, shown: &Shown) -> Option<String> {
    let month = MONTHS.get(shown.month.wrapping_sub(1)).copied().unwrap_or_default();
    let weekday = WEEKDAYS.get(shown.weekday).copied().unwrap_or_default();
    let short = |name: &str| String::from(name.get(..3).unwrap_or(name));
    let half = |hour: i64| (hour + 11) % 12 + 1;
    let utc = time.offset_minutes == 0;
    Some(match token {
        "YYYY" => format!("{:04}", shown.year),
        "YY" => format!("{:02}", shown.year % 100),
        "MMMM" => month.into(),
        "MMM" => short(month),
        "MM" => format!("{:02}", shown.month),
        "M" => format!("{}", shown.month),
        "DD" => format!("{:02}", shown.day),
        "D" => format!("{}", shown.day),
        "EEEE" => weekday.into(),
        "EEE" => short(weekday),
        "hh" => format!("{:02}", shown.hour),
        "h" => format!("{}", shown.hour),
        "HH" => format!("{:02}", half(shown.hour)),
        "H" => format!("{}", half(shown.hour)),
        "AA" => (if shown.hour < 12 { "AM" } else { "PM" }).into(),
        "aa" => (if shown.hour < 12 { "am" } else { "pm" }).into(),
        "mm" => format!("{:02}", shown.minute),
        "m" => format!("{}", shown.minute),
        "ss" => format!("{:02}", shown.second),
        "s" => format!("{}", shown.second),
        "Z" if utc => "Z".into(),
        "ZZZ" if utc => "UTC".into(),
        "ZZZ" | "ZZZZ" => time.zone(""),
        "Z" | "ZZZZZ" => time.zone(":"),
        _ => return None,
    })
}

/// A span of time such as `1h30m`, in nanoseconds.
fn duration(text: &str) -> Option<i128> {
    let (negative, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0_i128;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, behind) = rest.split_at_checked(end)?;
        let unit_end = behind.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(behind.len());
        let (unit, behind) = behind.split_at_checked(unit_end)?;
        rest = behind;
        let scale = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1000,
            "ms" => 1_000_000,
            "s" => NANOSECONDS,
            "m" => 60 * NANOSECONDS,
            "h" => 3600 * NANOSECONDS,
            _ => return None,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') || number.len() > 30 {
            return None;
        }
        let mut value = whole.parse::<i128>().unwrap_or(0).checked_mul(scale)?;
        let mut part = scale;
        for digit in fraction.chars() {
            part /= 10;
            value += i128::from(digit.to_digit(10)?) * part;
        }
        total = total.checked_add(value)?;
    }
    // What Go holds in 64 bits.
    (total <= i128::from(i64::MAX)).then_some(if negative { -total } else { total })
}

pub(super) fn add(arguments: &Arguments) -> Outcome {
    let time = timestamp(arguments, 0)?;
    let text = arguments.text(1)?;
    let Some(duration) = duration(text) else {
        return fault(1, format!("`{text}` is not a duration, such as `1h30m`"));
    };
    let time = Timestamp { nanoseconds: time.nanoseconds + duration, ..time };
    let shown = time.shown();
    let zone = if time.offset_minutes == 0 { "Z".into() } else { time.zone(":") };
    Ok(Data::text(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
        shown.year, shown.month, shown.day, shown.hour, shown.minute, shown.second
    )))
}

pub(super) fn compare(arguments: &Arguments) -> Outcome {
    let order = timestamp(arguments, 0)?.nanoseconds.cmp(&timestamp(arguments, 1)?.nanoseconds);
    Ok(Data::Number(Number::from(order as i64)))
}
