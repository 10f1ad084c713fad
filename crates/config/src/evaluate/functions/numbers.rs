//! Functions of numbers.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault, limit},
};
use crate::evaluate::{
    number::{Natural, Number, logarithm, power},
    value::Data,
};
use alloc::format;
use core::cmp::Ordering;

fn made(number: Option<Number>) -> Outcome {
    number.map_or_else(
        || limit(0, "connfn does not compute with numbers of this size"),
        |number| Ok(Data::Number(number)),
    )
}

pub(super) fn abs(arguments: &Arguments) -> Outcome {
    Ok(Data::Number(arguments.number(0)?.absolute()))
}

pub(super) fn floor(arguments: &Arguments) -> Outcome {
    made(arguments.number(0)?.floor())
}

pub(super) fn ceil(arguments: &Arguments) -> Outcome {
    made(arguments.number(0)?.negate().floor().map(|number| number.negate()))
}

pub(super) fn signum(arguments: &Arguments) -> Outcome {
    let sign = match arguments.whole(0)?.signum() {
        1 => Number::from(1_i64),
        0 => Number::from(0_i64),
        _ => Number::from(-1_i64),
    };
    Ok(Data::Number(sign))
}

fn doubles(arguments: &Arguments) -> Result<(f64, f64), Fault> {
    let double = |index| match arguments.number(index)?.to_double() {
        Some(double) => Ok(double),
        None => limit(index, "connfn does not compute with numbers of this size"),
    };
    Ok((double(0)?, double(1)?))
}

pub(super) fn log(arguments: &Arguments) -> Outcome {
    let (number, base) = doubles(arguments)?;
    if number <= 0.0 || base <= 0.0 {
        return fault(usize::from(number > 0.0), "a logarithm is of a number above zero");
    }
    made(Number::from_double(logarithm(number) / logarithm(base)))
}

pub(super) fn pow(arguments: &Arguments) -> Outcome {
    let (base, exponent) = doubles(arguments)?;
    match power(base, exponent) {
        Some(found) => made(Number::from_double(found)),
        None => fault(0, "the result is no number that can be held"),
    }
}

fn extreme(arguments: &Arguments, wanted: Ordering) -> Outcome {
    let mut found = arguments.number(0)?;
    for index in 1..arguments.len() {
        let number = arguments.number(index)?;
        if number.compare(found) == wanted {
            found = number;
        }
    }
    Ok(Data::Number(found.clone()))
}

pub(super) fn max(arguments: &Arguments) -> Outcome {
    extreme(arguments, Ordering::Greater)
}

pub(super) fn min(arguments: &Arguments) -> Outcome {
    extreme(arguments, Ordering::Less)
}

pub(super) fn sum(arguments: &Arguments) -> Outcome {
    let items = arguments.items(0)?;
    if items.is_empty() {
        return fault(0, "there is nothing to sum in an empty list");
    }
    let mut sum: Option<Number> = None;
    for item in items {
        let Some(number) = item.data.to_number() else {
            return fault(0, format!("expected numbers, but one item is {}", item.data.noun()));
        };
        sum = match sum {
            None => Some(number),
            Some(sum) => match sum.add(&number) {
                Some(sum) => Some(sum),
                None => return made(None),
            },
        };
    }
    made(sum)
}

pub(super) fn parse_int(arguments: &Arguments) -> Outcome {
    let Data::Text(text) = arguments.data(0)? else {
        return fault(0, format!("expected a string, but this is {}", arguments.data(0)?.noun()));
    };
    let text = text.known().unwrap_or_default();
    let base = match arguments.whole(1)? {
        base @ 2..=62 => u32::try_from(base).unwrap_or(10),
        _ => return fault(1, "a base is a whole number from 2 to 62"),
    };
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let mut value = Natural::default();
    for c in digits.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            'a'..='z' => u32::from(c) - u32::from('a') + 10,
            'A'..='Z' if base <= 36 => u32::from(c) - u32::from('A') + 10,
            'A'..='Z' => u32::from(c) - u32::from('A') + 36,
            _ => base,
        };
        if digit >= base {
            return fault(0, format!("`{text}` is not a whole number to the base {base}"));
        }
        value.step(base, digit);
    }
    if digits.is_empty() {
        return fault(0, format!("`{text}` is not a whole number to the base {base}"));
    }
    if value.bits() > 4000 {
        return made(None);
    }
    made(Number::whole(negative, &value))
}
