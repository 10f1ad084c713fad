//! What a scalar without quotes is, by YAML's core schema.

use crate::syntax::node::Value;
use alloc::{borrow::ToOwned, format, string::String};

/// What a scalar without quotes is, by the core schema. `None` for a number that no decimal holds.
pub(super) fn plain(text: &str) -> Option<Value> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return None,
        _ => {
            let unsigned = text.trim_start_matches(['+', '-']);
            if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
                return None;
            }
            let radix = |prefix, radix| {
                let digits = text.strip_prefix(prefix)?;
                digits.chars().all(|c| c.is_digit(radix)).then(|| u128::from_str_radix(digits, radix).ok())
            };
            match radix("0x", 16).or_else(|| radix("0o", 8)) {
                Some(number) if text.len() > 2 => Value::Number(format!("{}", number?)),
                _ => decimal(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
            }
        }
    })
}

/// A decimal number as JSON writes it, if the text is one.
fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (whole, rest) = rest.split_at_checked(digits(rest))?;
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at_checked(digits(rest))?,
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if let Some(power) = rest.strip_prefix(['e', 'E']) {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        if power.is_empty() || digits(power) < power.len() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn plain_scalars_are_those_of_the_core_schema() {
        let shown = |text: &str| match plain(text) {
            None => "none".to_string(),
            Some(Value::Null) => "null".to_string(),
            Some(Value::Bool(value)) => value.to_string(),
            Some(Value::Number(number)) => number,
            Some(Value::String(text)) => format!("{text:?}"),
            Some(_) => unreachable!(),
        };
        for (text, expected) in [
            ("", "null"),
            ("~", "null"),
            ("True", "true"),
            ("yes", "\"yes\""),
            ("no", "\"no\""),
            ("012", "12"),
            ("+1.50", "1.50"),
            (".5", "0.5"),
            ("1.", "1"),
            ("-1e3", "-1e3"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0x", "\"0x\""),
            ("1_000", "\"1_000\""),
            ("1:30", "\"1:30\""),
            ("2026-01-01", "\"2026-01-01\""),
            ("cloudfront-js-2.0", "\"cloudfront-js-2.0\""),
            (".inf", "none"),
            ("-.inf", "none"),
            (".nan", "none"),
            (".", "\".\""),
            ("-", "\"-\""),
            ("1e", "\"1e\""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
