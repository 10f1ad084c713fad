//! `format` and `formatlist`, with the verbs of Terraform.

use super::{
    arguments::Arguments,
    outcome::{Fault, MOST_BYTES, MOST_ITEMS, Outcome, fault, limit},
    strings::characters,
};
use crate::evaluate::{
    json::json_of,
    number::{Decimal, Number},
    print,
    value::Data,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// A verb and what stands between it and its `%`.
#[derive(Default)]
struct Verb {
    left: bool,
    plus: bool,
    space: bool,
    zero: bool,
    sharp: bool,
    width: Option<usize>,
    precision: Option<usize>,
    /// Which argument it is for, from one.
    argument: usize,
    letter: char,
    text: String,
}

pub(super) fn format_(arguments: &Arguments) -> Outcome {
    let values: Vec<&Data> = arguments.values.iter().skip(1).map(|value| &value.data).collect();
    filled(arguments.text(0)?, &values).map(Data::text)
}

pub(super) fn format_list(arguments: &Arguments) -> Outcome {
    let pattern = arguments.text(0)?;
    let mut length: Option<usize> = None;
    for (index, value) in arguments.values.iter().enumerate().skip(1) {
        match &value.data {
            Data::List(items) | Data::Set(items) => match length {
                Some(length) if length != items.len() => {
                    return fault(index, format!("this list has {} items, but another has {length}", items.len()));
                }
                _ => length = Some(items.len()),
            },
            Data::Null(_) => return fault(index, "the argument must not be null"),
            _ => {}
        }
    }
    if arguments.len() > 1 && length == Some(0) {
        return arguments.list_of_strings(Vec::<String>::new());
    }
    let mut results = Vec::new();
    for at in 0..length.unwrap_or(1) {
        let mut row = Vec::new();
        for value in arguments.values.iter().skip(1) {
            match &value.data {
                Data::List(items) | Data::Set(items) => row.extend(items.get(at).map(|item| &item.data)),
                data => row.push(data),
            }
        }
        results.push(filled(pattern, &row)?);
        if results.len() > MOST_ITEMS {
            return limit(0, format!("connfn makes no lists of more than {MOST_ITEMS} items"));
        }
    }
    arguments.list_of_strings(results)
}

fn filled(pattern: &str, values: &[&Data]) -> Result<String, Fault> {
    let mut result = String::new();
    let mut next = 1;
    let mut used = 0;
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        result.push_str(before);
        let behind = behind.get(1..).unwrap_or_default();
        if let Some(behind) = behind.strip_prefix('%') {
            result.push('%');
            rest = behind;
            continue;
        }
        let (verb, behind) = verb(behind, next)?;
        let Some(value) = verb.argument.checked_sub(1).and_then(|at| values.get(at)) else {
            return fault(
                0,
                format!("`{}` wants argument {} of {}, which is not given", verb.text, verb.argument, values.len()),
            );
        };
        written(&verb, value, &mut result)?;
        if result.len() > MOST_BYTES {
            return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
        }
        next = verb.argument + 1;
        used = used.max(verb.argument);
        rest = behind;
    }
    result.push_str(rest);
    if used < values.len() {
        return fault(used + 1, "the format has no verb for this argument");
    }
    Ok(result)
}

/// Reads a verb; gives what stands behind it too.
fn verb(text: &str, next: usize) -> Result<(Verb, &str), Fault> {
    let mut verb = Verb { argument: next, ..Verb::default() };
    let mut rest = text;
    let digits = |rest: &str| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = |rest: &mut &str| -> Option<usize> {
        let (number, behind) = rest.split_at_checked(digits(rest))?;
        *rest = behind;
        number.parse().ok()
    };
    while let Some(c) = rest.chars().next() {
        match c {
            '-' => verb.left = true,
            '+' => verb.plus = true,
            ' ' => verb.space = true,
            '0' => verb.zero = true,
            '#' => verb.sharp = true,
            _ => break,
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    verb.width = number(&mut rest);
    if let Some(behind) = rest.strip_prefix('.') {
        rest = behind;
        verb.precision = Some(number(&mut rest).unwrap_or(0));
    }
    if let Some(behind) = rest.strip_prefix('[') {
        rest = behind;
        let argument = number(&mut rest);
        match (argument, rest.strip_prefix(']')) {
            (Some(argument), Some(behind)) if argument > 0 => {
                verb.argument = argument;
                rest = behind;
            }
            _ => return fault(0, "an argument's number stands in brackets: `%[1]s`"),
        }
    }
    if verb.width.max(verb.precision).is_some_and(|width| width > MOST_BYTES) {
        return limit(0, format!("connfn makes no strings of more than {MOST_BYTES} bytes"));
    }
    let Some(letter) = rest.chars().next() else {
        return fault(0, "the format ends in the middle of a verb");
    };
    rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    verb.letter = letter;
    verb.text = format!("%{}", text.get(..text.len() - rest.len()).unwrap_or_default());
    if !"vtbdoxXeEfgGsq".contains(letter) {
        return fault(
            0,
            format!("`{}` is no verb; there are `%s`, `%d`, `%v`, `%q`, `%t`, `%f` and some more", verb.text),
        );
    }
    Ok((verb, rest))
}

fn written(verb: &Verb, value: &Data, out: &mut String) -> Result<(), Fault> {
    let index = verb.argument;
    if value.is_null() && verb.letter != 'v' {
        return fault(index, format!("null cannot be formatted with `{}`", verb.text));
    }
    match verb.letter {
        'v' if verb.sharp => padded(verb, &json(value, index)?, out),
        'v' => match value {
            Data::Null(_) => padded(verb, "null", out),
            Data::Number(number) => float(verb, 'g', number, out),
            Data::Bool(_) | Data::Text(_) => padded(verb, &value.to_known_text().unwrap_or_default(), out),
            _ => padded(verb, &json(value, index)?, out),
        },
        't' => match value.to_bool() {
            // Terraform pays no heed to a width here.
            Some(value) => out.push_str(if value { "true" } else { "false" }),
            None => return fault(index, format!("`{}` wants a bool, but this is {}", verb.text, value.noun())),
        },
        's' | 'q' => match value.to_known_text() {
            Some(text) => {
                let text = match verb.precision {
                    Some(most) => characters(&text).take(most).collect(),
                    None => text,
                };
                padded(verb, &if verb.letter == 'q' { print::quoted(&text) } else { text }, out);
            }
            None => return fault(index, format!("`{}` wants a string, but this is {}", verb.text, value.noun())),
        },
        letter => {
            let Some(number) = value.to_number() else {
                return fault(index, format!("`{}` wants a number, but this is {}", verb.text, value.noun()));
            };
            if "eEfgG".contains(letter) {
                float(verb, letter, &number, out);
            } else {
                whole(verb, &number, out)?;
            }
        }
    }
    Ok(())
}

fn json(value: &Data, index: usize) -> Result<String, Fault> {
    json_of(value).map_or_else(|| fault(index, "the value has no JSON form"), Ok)
}

/// Adds a text, filled up with blanks to the width.
fn padded(verb: &Verb, text: &str, out: &mut String) {
    let missing = verb.width.unwrap_or(0).saturating_sub(characters(text).count());
    if !verb.left {
        out.push_str(&(if verb.zero { "0" } else { " " }).repeat(missing));
    }
    out.push_str(text);
    if verb.left {
        out.push_str(&" ".repeat(missing));
    }
}

/// Adds a number's digits with its sign, filled up to the width.
fn signed(verb: &Verb, negative: bool, digits: &str, zeros: bool, out: &mut String) {
    let sign = match (negative, verb.plus, verb.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    let missing = verb.width.unwrap_or(0).saturating_sub(sign.len() + digits.len());
    let (before, between, behind) = match (zeros, verb.left) {
        (true, _) => (0, missing, 0),
        (false, true) => (0, 0, missing),
        (false, false) => (missing, 0, 0),
    };
    out.push_str(&" ".repeat(before));
    out.push_str(sign);
    out.push_str(&"0".repeat(between));
    out.push_str(digits);
    out.push_str(&" ".repeat(behind));
}

fn whole(verb: &Verb, number: &Number, out: &mut String) -> Result<(), Fault> {
    let Some(mut value) = number.to_natural() else {
        return fault(verb.argument, format!("`{}` wants a whole number, but this is {number}", verb.text));
    };
    let (base, prefix) = match verb.letter {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = Vec::new();
    while !value.is_zero() {
        digits.extend(char::from_digit(value.divide_small(base), base));
    }
    if digits.is_empty() && verb.precision != Some(0) {
        digits.push('0');
    }
    while digits.len() < verb.precision.unwrap_or(0) {
        digits.push('0');
    }
    let mut text: String = digits.into_iter().rev().collect();
    if verb.letter == 'X' {
        text = text.to_uppercase();
    }
    if verb.sharp {
        text = format!("{prefix}{text}");
    }
    signed(verb, number.is_negative(), &text, verb.zero && !verb.left && verb.precision.is_none(), out);
    Ok(())
}

fn float(verb: &Verb, letter: char, number: &Number, out: &mut String) {
    let text = digits(letter, verb.precision, number);
    signed(verb, number.is_negative(), &text, verb.zero, out);
}

/// A number without its sign.
fn digits(letter: char, precision: Option<usize>, number: &Number) -> String {
    let count = |number: i32| usize::try_from(number).unwrap_or(0);
    let places = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    match letter {
        'e' | 'E' => {
            let mut decimal = number.exact();
            let precision = precision.unwrap_or(6);
            decimal.round(precision + 1);
            scientific(letter, &decimal, precision)
        }
        'f' => {
            let mut decimal = number.exact();
            let precision = places(precision.unwrap_or(6));
            match usize::try_from(decimal.point.saturating_add(precision)) {
                Ok(kept) => decimal.round(kept),
                Err(_) => decimal = Decimal::default(),
            }
            decimal.plain(precision)
        }
        _ => {
            let mut decimal = number.shortest();
            let mut limit = 6;
            let mut digits = decimal.digits.len();
            if let Some(precision) = precision {
                digits = precision.max(1);
                decimal = number.exact();
                decimal.round(digits);
                limit = places(digits);
                if digits > decimal.digits.len() && places(decimal.digits.len()) >= decimal.point {
                    limit = places(decimal.digits.len());
                }
                digits = digits.min(decimal.digits.len());
            }
            let exponent = decimal.point - 1;
            if !number.is_zero() && (exponent < -4 || exponent >= limit) {
                let letter = if letter == 'G' { 'E' } else { 'e' };
                return scientific(letter, &decimal, digits.saturating_sub(1));
            }
            decimal.plain(places(count(decimal.places())))
        }
    }
}

fn scientific(letter: char, decimal: &Decimal, precision: usize) -> String {
    let mut digits = decimal.digits.iter().map(|digit| char::from(b'0' + digit));
    let mut text = String::new();
    text.push(digits.next().unwrap_or('0'));
    if precision > 0 {
        text.push('.');
        text.extend(digits.chain(core::iter::repeat('0')).take(precision));
    }
    let exponent = if decimal.digits.is_empty() { 0 } else { decimal.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    let power = exponent.unsigned_abs().to_string();
    text.push(letter);
    text.push(sign);
    if power.len() < 2 {
        text.push('0');
    }
    text.push_str(&power);
    text
}
