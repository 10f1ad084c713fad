//! Numbers in decimal: the shortest digits that are read as the same number, and digits rounded to some count of them.

use super::{Natural, Number};
use alloc::{string::String, vec::Vec};

/// `0.digits × 10^point`
#[derive(Clone, Debug, Default)]
pub(crate) struct Decimal {
    /// Values from 0 to 9, neither the first nor the last a zero.
    pub(crate) digits: Vec<u8>,
    pub(crate) point: i32,
}

impl Decimal {
    /// `mantissa × 2^exponent`, exactly.
    pub(crate) fn exact(mantissa: &Natural, exponent: i32) -> Self {
        let shift = exponent.unsigned_abs() as usize;
        let (whole, places) = if exponent >= 0 {
            (mantissa.left(shift), 0)
        } else {
            (mantissa.multiply(&Natural::power_of_five(shift)), exponent)
        };
        let digits: Vec<u8> = whole.digits().bytes().map(|digit| digit - b'0').collect();
        let point = i32::try_from(digits.len()).unwrap_or(i32::MAX).saturating_add(places);
        let mut decimal = Self { digits, point };
        decimal.trim();
        decimal
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Rounds to a count of digits, a half to the even digit.
    pub(crate) fn round(&mut self, count: usize) {
        let Some(next) = self.digits.get(count) else { return };
        let half = *next == 5 && count + 1 == self.digits.len();
        let odd = count.checked_sub(1).and_then(|at| self.digits.get(at)).is_some_and(|digit| digit % 2 == 1);
        if if half { odd } else { *next >= 5 } { self.up(count) } else { self.down(count) }
    }

    fn down(&mut self, count: usize) {
        self.digits.truncate(count);
        self.trim();
    }

    fn up(&mut self, count: usize) {
        self.digits.truncate(count);
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(1);
                self.point += 1;
            }
        }
    }

    /// The digit at a place before the point, counted from its end, or behind it, counted from -1.
    fn at(&self, place: i32) -> char {
        let digit = usize::try_from(self.point - 1 - place).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    /// With this many digits behind the point, to which it has been rounded.
    pub(crate) fn plain(&self, places: i32) -> String {
        let mut out = String::new();
        out.extend((0..self.point.max(1)).rev().map(|place| self.at(place)));
        if places > 0 {
            out.push('.');
            out.extend((1..=places).map(|place| self.at(-place)));
        }
        out
    }

    /// How many digits stand behind the point.
    pub(crate) fn places(&self) -> i32 {
        i32::try_from(self.digits.len()).unwrap_or(i32::MAX).saturating_sub(self.point).max(0)
    }
}

impl Number {
    /// All digits of the number without its sign.
    pub(crate) fn exact(&self) -> Decimal {
        Decimal::exact(&self.mantissa, self.exponent)
    }

    /// The shortest digits that lie nearer to this number than to any other of its precision.
    pub(crate) fn shortest(&self) -> Decimal {
        let mut decimal = Decimal::exact(&self.mantissa, self.exponent);
        let bits = self.mantissa.bits();
        let precision = usize::from(self.precision);
        let whole = self.exponent >= 0 && bits + self.exponent.unsigned_abs() as usize <= precision;
        if whole || self.is_zero() || bits > precision {
            return decimal;
        }
        // A mantissa whose last bit is half of what the number's last bit is worth.
        let shift = precision + 1 - bits;
        let mantissa = self.mantissa.left(shift);
        let exponent = self.exponent - i32::try_from(shift).unwrap_or(0);
        let one = Natural::from(1);
        let lower = Decimal::exact(&mantissa.subtract(&one), exponent);
        let upper = Decimal::exact(&mantissa.add(&one), exponent);
        let inclusive = !mantissa.bit(1);
        let top = decimal.point;
        for (at, digit) in decimal.digits.clone().into_iter().enumerate() {
            let place = top - 1 - i32::try_from(at).unwrap_or(i32::MAX);
            let digit = char::from(b'0' + digit);
            let (low, high) = (lower.at(place), upper.at(place));
            let last = |bound: &Decimal| i32::try_from(bound.digits.len()).unwrap_or(i32::MAX) == bound.point - place;
            let more = |bound: &Decimal| i32::try_from(bound.digits.len()).unwrap_or(i32::MAX) > bound.point - place;
            let down = low != digit || (inclusive && last(&lower));
            let up = digit != high && (inclusive || u32::from(digit) + 1 < u32::from(high) || more(&upper));
            match (down, up) {
                (true, true) => decimal.round(at + 1),
                (true, false) => decimal.down(at + 1),
                (false, true) => decimal.up(at + 1),
                (false, false) => continue,
            }
            break;
        }
        decimal
    }
}
