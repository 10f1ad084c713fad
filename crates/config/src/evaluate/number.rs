//! Decimal numbers without rounding. Terraform computes with 512-bit floats and prints the shortest decimal; an exact decimal
//! prints the same digits, and what it cannot hold is refused instead of rounded.

use alloc::format;
use core::{cmp::Ordering, fmt};

/// `mantissa × 10^exponent`, the mantissa without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    mantissa: i128,
    exponent: i32,
}

/// The largest power of ten that is worked with; beyond it numbers are refused.
const MAX_EXPONENT: i32 = 400;

impl Number {
    fn new(mut mantissa: i128, mut exponent: i32) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self { mantissa: 0, exponent: 0 });
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        (exponent.abs() <= MAX_EXPONENT).then_some(Self { mantissa, exponent })
    }

    /// Reads a literal such as `-12`, `1.50` or `2e3`. `None` if it is none, or too large or too exact to hold.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, power) = match digits.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && fraction.is_empty()) {
            return None;
        }
        let mut mantissa = 0_i128;
        let fraction = fraction.trim_end_matches('0');
        for digit in whole.chars().chain(fraction.chars()) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit.to_digit(10)?))?;
        }
        let exponent = power.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        Self::new(if negative { -mantissa } else { mantissa }, exponent)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        Self::new(self.at(exponent)?.checked_add(other.at(exponent)?)?, exponent)
    }

    pub(crate) fn negate(self) -> Option<Self> {
        Self::new(self.mantissa.checked_neg()?, self.exponent)
    }

    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(other.mantissa)?, self.exponent.checked_add(other.exponent)?)
    }

    /// `None` also if the quotient is not a decimal of few digits, such as a third.
    pub(crate) fn divide(self, other: Self) -> Option<Self> {
        let mut mantissa = self.mantissa;
        let mut exponent = self.exponent.checked_sub(other.exponent)?;
        while mantissa.checked_rem(other.mantissa)? != 0 {
            mantissa = mantissa.checked_mul(10)?;
            exponent = exponent.checked_sub(1)?;
        }
        Self::new(mantissa.checked_div(other.mantissa)?, exponent)
    }

    pub(crate) fn remainder(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        Self::new(self.at(exponent)?.checked_rem(other.at(exponent)?)?, exponent)
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        let exponent = self.exponent.min(other.exponent);
        Some(self.at(exponent)?.cmp(&other.at(exponent)?))
    }

    pub(crate) const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The number as a position in a list.
    pub(crate) fn index(self) -> Option<usize> {
        usize::try_from(self.at(0)?).ok()
    }

    /// The mantissa that the number has at another exponent, if it is a whole number there.
    fn at(self, exponent: i32) -> Option<i128> {
        let zeros = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(zeros)?)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        // No count in memory reaches the limits of an i128.
        Self::new(i128::try_from(value).unwrap_or(i128::MAX), 0).unwrap_or(Self { mantissa: 0, exponent: 0 })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{}", self.mantissa.unsigned_abs());
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
        if self.exponent >= 0 {
            write!(f, "{digits}{}", "0".repeat(places))
        } else if digits.len() > places {
            let (whole, fraction) = digits.split_at(digits.len() - places);
            write!(f, "{whole}.{fraction}")
        } else {
            write!(f, "0.{}{digits}", "0".repeat(places - digits.len()))
        }
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
        for text in ["", "-", "1.", ".5", "1e", "x", "1e999999", "1e99999999999"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn computes_exactly_or_not_at_all() {
        let n = |text| Number::parse(text).unwrap();
        assert_eq!(n("0.1").add(n("0.2")), Some(n("0.3")));
        assert_eq!(n("1").divide(n("8")), Some(n("0.125")));
        assert_eq!(n("1").divide(n("3")), None);
        assert_eq!(n("1").divide(n("0")), None);
        assert_eq!(n("-7").remainder(n("3")), Some(n("-1")));
        assert_eq!(n("1e2").compare(n("99")), Some(Ordering::Greater));
        assert_eq!(n("1000").index(), Some(1000));
        assert_eq!(n("1.5").index(), None);
        assert_eq!(Number::from(120).to_string(), "120");
    }
}
