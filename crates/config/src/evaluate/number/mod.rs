//! Numbers as Terraform has them: binary floats, of 512 bits where they are read, of fewer where some functions make them. They
//! are read, computed with and written so that the digits are the same.

mod decimal;
mod double;
mod natural;

pub(super) use decimal::Decimal;
pub(super) use double::{logarithm, power};
pub(super) use natural::Natural;

use core::{cmp::Ordering, fmt};

/// `mantissa × 2^exponent`, the mantissa odd.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    negative: bool,
    precision: u16,
    exponent: i32,
    mantissa: Natural,
}

/// The bits of a number that was read.
const PRECISION: u16 = 512;
/// The largest power of ten that is worked with; beyond it numbers are refused.
const MAX_POWER: i32 = 2000;
/// And of two, in what is computed.
const MAX_EXPONENT: i32 = 20_000;

impl Number {
    /// Rounds to the precision, a half to the even mantissa. `None` if the number is too large or too small to work with.
    fn rounded(negative: bool, mantissa: &Natural, exponent: i32, precision: u16) -> Option<Self> {
        let surplus = mantissa.bits().saturating_sub(usize::from(precision));
        let mut kept = mantissa.right(surplus);
        if surplus > 0 && mantissa.bit(surplus - 1) {
            let half = mantissa.trailing_zeros() == surplus - 1;
            if !half || kept.is_odd() {
                kept = kept.add(&Natural::from(1));
            }
        }
        let zeros = kept.trailing_zeros();
        let exponent = exponent.checked_add(i32::try_from(surplus + zeros).ok()?)?;
        if kept.is_zero() {
            return Some(Self { negative: false, precision, exponent: 0, mantissa: kept });
        }
        (exponent.abs() <= MAX_EXPONENT).then(|| Self { negative, precision, exponent, mantissa: kept.right(zeros) })
    }

    /// Reads a literal such as `-12`, `1.50` or `2e3`. `None` if it is none, or too large or small to work with.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (text.starts_with('-'), rest),
            None => (false, text),
        };
        let (digits, power) = match digits.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if (whole.is_empty() && fraction.is_empty()) || digits.len() > 4000 {
            return None;
        }
        let mut mantissa = Natural::default();
        for digit in whole.chars().chain(fraction.chars()) {
            mantissa.step(10, digit.to_digit(10)?);
        }
        let power = power.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        if power.abs() > MAX_POWER + 4000 {
            return None;
        }
        let five = Natural::power_of_five(power.unsigned_abs() as usize);
        if power >= 0 {
            return Self::rounded(negative, &mantissa.multiply(&five), power, PRECISION);
        }
        Self::quotient(negative, &mantissa, &five, power, PRECISION)
    }

    fn quotient(negative: bool, above: &Natural, below: &Natural, exponent: i32, precision: u16) -> Option<Self> {
        let shift = (usize::from(precision) + 2 + below.bits()).saturating_sub(above.bits());
        let (quotient, rest) = above.left(shift).divide(below);
        // What is left over only matters to the rounding: one more bit says that there is something.
        let mut mantissa = quotient.left(1);
        if rest {
            mantissa = mantissa.add(&Natural::from(1));
        }
        Self::rounded(negative, &mantissa, exponent.checked_sub(i32::try_from(shift).ok()? + 1)?, precision)
    }

    /// A whole number, with as many bits as it needs.
    pub(crate) fn whole(negative: bool, mantissa: &Natural) -> Option<Self> {
        Self::rounded(negative, mantissa, 0, u16::try_from(mantissa.bits()).ok()?.max(64))
    }

    /// The mantissa at another exponent, which is not above the number's own.
    fn at(&self, exponent: i32) -> Natural {
        self.mantissa.left((self.exponent - exponent).unsigned_abs() as usize)
    }

    fn both(&self, other: &Self) -> u16 {
        self.precision.max(other.precision)
    }

    pub(crate) fn add(&self, other: &Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            let (one, precision) = (if self.is_zero() { other } else { self }, self.both(other));
            return Some(Self { precision, ..one.clone() });
        }
        let exponent = self.exponent.min(other.exponent);
        let (one, two) = (self.at(exponent), other.at(exponent));
        let (negative, mantissa) = if self.negative == other.negative {
            (self.negative, one.add(&two))
        } else if one.compare(&two) == Ordering::Less {
            (other.negative, two.subtract(&one))
        } else {
            (self.negative, one.subtract(&two))
        };
        Self::rounded(negative, &mantissa, exponent, self.both(other))
    }

    pub(crate) fn subtract(&self, other: &Self) -> Option<Self> {
        self.add(&other.negate())
    }

    pub(crate) fn negate(&self) -> Self {
        Self { negative: !self.negative && !self.is_zero(), ..self.clone() }
    }

    pub(crate) fn absolute(&self) -> Self {
        Self { negative: false, ..self.clone() }
    }

    pub(crate) fn multiply(&self, other: &Self) -> Option<Self> {
        let mantissa = self.mantissa.multiply(&other.mantissa);
        let exponent = self.exponent.checked_add(other.exponent)?;
        Self::rounded(self.negative != other.negative, &mantissa, exponent, self.both(other))
    }

    /// `None` also if the divisor is zero.
    pub(crate) fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let exponent = self.exponent.checked_sub(other.exponent)?;
        let negative = self.negative != other.negative;
        Self::quotient(negative, &self.mantissa, &other.mantissa, exponent, self.both(other))
    }

    pub(crate) fn remainder(&self, other: &Self) -> Option<Self> {
        self.subtract(&other.multiply(&self.divide(other)?.truncated())?)
    }

    /// The number without what stands behind the point.
    pub(crate) fn truncated(&self) -> Self {
        match usize::try_from(self.exponent) {
            Ok(_) => self.clone(),
            Err(_) => {
                let whole = self.mantissa.right(self.exponent.unsigned_abs() as usize);
                Self::whole(self.negative, &whole).unwrap_or_else(|| self.clone())
            }
        }
    }

    /// The next whole number that is not above it.
    pub(crate) fn floor(&self) -> Option<Self> {
        let whole = self.truncated();
        if self.negative && !self.is_whole() { whole.subtract(&Self::from(1_i64)) } else { Some(whole) }
    }

    pub(crate) const fn is_whole(&self) -> bool {
        self.exponent >= 0
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    pub(crate) const fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => return Ordering::Greater,
            (true, false) => return Ordering::Less,
            _ => {}
        }
        let exponent = self.exponent.min(other.exponent);
        let order = self.at(exponent).compare(&other.at(exponent));
        if self.negative { order.reverse() } else { order }
    }

    /// A whole number without its sign.
    pub(crate) fn to_natural(&self) -> Option<Natural> {
        self.is_whole().then(|| self.at(0))
    }

    /// A whole number that is not too large.
    pub(crate) fn to_i64(&self) -> Option<i64> {
        let value = i128::try_from(self.to_natural()?.small()?).ok()?;
        i64::try_from(if self.negative { -value } else { value }).ok()
    }

    /// The number as a position in a list.
    pub(crate) fn index(&self) -> Option<usize> {
        usize::try_from(self.to_i64()?).ok()
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        let mantissa = Natural::from(value as u128);
        let zeros = mantissa.trailing_zeros();
        Self {
            negative: false,
            precision: 64,
            exponent: if value == 0 { 0 } else { i32::try_from(zeros).unwrap_or(0) },
            mantissa: mantissa.right(zeros),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        let number = Self::from(usize::try_from(value.unsigned_abs()).unwrap_or(usize::MAX));
        if value < 0 { number.negate() } else { number }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let decimal = self.shortest();
        f.write_str(&decimal.plain(decimal.places()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn prints_as_terraform_does() {
        for (text, printed) in [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1.10", "1.1"),
            ("1.0", "1"),
            ("1e3", "1000"),
            ("25E-1", "2.5"),
            ("-0.05", "-0.05"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("1200", "1200"),
        ] {
            assert_eq!(Number::parse(text).unwrap().to_string(), printed, "{text}");
        }
        for text in ["", "-", "1e", "x", "1e999999", "1e99999999999"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn computes_in_512_bits() {
        let n = |text| Number::parse(text).unwrap();
        assert_eq!(n("0.1").add(&n("0.2")).unwrap().to_string(), "0.3");
        assert_eq!(n("1").divide(&n("8")), Some(n("0.125")));
        assert_eq!(
            n("1").divide(&n("3")).unwrap().to_string(),
            "0.333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333\
             33333333333333333333333333333333333333333333335"
        );
        let small = Number::from(1_usize).divide(&Number::from(3_usize)).unwrap();
        assert_eq!(small.to_string(), "0.33333333333333333334");
        assert!(n("1").divide(&n("0")).is_none());
        assert_eq!(n("-7").remainder(&n("3")), Some(n("-1")));
        assert_eq!(n("1e2").compare(&n("99")), Ordering::Greater);
        assert_eq!(n("1000").index(), Some(1000));
        assert_eq!(n("1.5").index(), None);
        assert_eq!(n("-1.5").floor().unwrap().to_string(), "-2");
        assert_eq!(Number::from(120_usize).to_string(), "120");
    }
}
