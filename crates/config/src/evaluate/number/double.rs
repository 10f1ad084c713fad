//! Powers and logarithms, which Terraform computes in 64-bit floats. The steps are those of Go's library, so that the last digit
//! is the same too.
#![allow(clippy::excessive_precision, reason = "the constants are Go's, digit for digit")]
#![allow(clippy::many_single_char_names, reason = "the names are those of the algorithms")]

use super::{Natural, Number};

/// The bits of a 64-bit float's mantissa.
const PRECISION: u16 = 53;

impl Number {
    /// The nearest 64-bit float. `None` beyond what it holds in full precision.
    pub(crate) fn to_double(&self) -> Option<f64> {
        let rounded = Self::rounded(self.negative, &self.mantissa, self.exponent, PRECISION)?;
        if rounded.is_zero() {
            return Some(0.0);
        }
        let mantissa = rounded.mantissa.small()?;
        let bits = 128 - mantissa.leading_zeros();
        let fraction = u64::try_from(mantissa << (53 - bits)).ok()? & ((1 << 52) - 1);
        let exponent = i64::from(rounded.exponent) + i64::from(bits) - 1 + 1023;
        let exponent = u64::try_from(exponent).ok().filter(|exponent| (1..=2046).contains(exponent))?;
        Some(f64::from_bits((u64::from(self.negative) << 63) | (exponent << 52) | fraction))
    }

    /// `None` if it is no number.
    pub(crate) fn from_double(value: f64) -> Option<Self> {
        let (fraction, exponent) = split(value)?;
        Self::rounded(value < 0.0, &Natural::from(u128::from(fraction)), exponent, PRECISION)
    }
}

/// The mantissa as a whole number, and its exponent.
fn split(value: f64) -> Option<(u64, i32)> {
    let bits = value.to_bits();
    let exponent = i32::try_from((bits >> 52) & 0x7ff).ok()?;
    let fraction = bits & ((1 << 52) - 1);
    match exponent {
        0x7ff => None,
        0 => Some((fraction, -1074)),
        _ => Some((fraction | (1 << 52), exponent - 1075)),
    }
}

/// `value × 2^power`, which must be a normal float. Else infinite or zero.
fn scale(value: f64, power: i32) -> f64 {
    let mut value = value;
    let mut power = power;
    while power > 1000 && value.is_finite() {
        value *= f64::from_bits((1000 + 1023) << 52);
        power -= 1000;
    }
    while power < -1000 && value != 0.0 {
        value *= f64::from_bits((1023 - 1000) << 52);
        power += 1000;
    }
    if !(-1000..=1000).contains(&power) {
        return value;
    }
    value * f64::from_bits(u64::try_from(i64::from(power) + 1023).unwrap_or(0) << 52)
}

/// A fraction from a half to one, and the power of two that it is multiplied with.
fn parts(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let exponent = i32::try_from((value.to_bits() >> 52) & 0x7ff).unwrap_or(0);
    let bits = (value.to_bits() & !(0x7ff << 52)) | (1022 << 52);
    (f64::from_bits(bits), exponent - 1022)
}

pub(crate) fn logarithm(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-01;
    const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
    let (mut f, mut k) = parts(x);
    if f < core::f64::consts::FRAC_1_SQRT_2 {
        f *= 2.0;
        k -= 1;
    }
    let f = f - 1.0;
    let k = f64::from(k);
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2
        * (6.666_666_666_666_735_130e-01
            + s4 * (2.857_142_874_366_239_149e-01
                + s4 * (1.818_357_216_161_805_012e-01 + s4 * 1.479_819_860_511_658_591e-01)));
    let t2 = s4
        * (3.999_999_999_940_941_908e-01 + s4 * (2.222_219_843_214_978_396e-01 + s4 * 1.531_383_769_920_937_332e-01));
    let r = t1 + t2;
    let half = 0.5 * f * f;
    k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f)
}

fn exponential(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-01;
    const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
    let turns = core::f64::consts::LOG2_E * x + if x < 0.0 { -0.5 } else { 0.5 };
    let Some(k) = Number::from_double(turns).and_then(|turns| turns.truncated().to_i64()) else { return 0.0 };
    let k = i32::try_from(k).unwrap_or(0);
    let high = x - f64::from(k) * LN2_HIGH;
    let low = f64::from(k) * LN2_LOW;
    let r = high - low;
    let t = r * r;
    let c = r - t
        * (1.666_666_666_666_666_574_15e-01
            + t * (-2.777_777_777_701_559_338_42e-03
                + t * (6.613_756_321_437_934_361_17e-05
                    + t * (-1.653_390_220_546_525_153_90e-06 + t * 4.138_136_797_057_238_460_39e-08))));
    scale(1.0 - ((low - (r * c) / (2.0 - c)) - high), k)
}

/// The square root, rounded to the nearest.
fn root(x: f64) -> Option<f64> {
    let (fraction, exponent) = split(x)?;
    if fraction == 0 {
        return Some(0.0);
    }
    let shift = 62 + ((exponent + 62) & 1);
    let wide = u128::from(fraction) << shift;
    let found = wide.isqrt();
    let mantissa = (found << 1) | u128::from(found * found != wide);
    let number = Number::rounded(false, &Natural::from(mantissa), (exponent - shift) / 2 - 1, PRECISION)?;
    number.to_double()
}

/// `None` if the result is no number.
#[expect(clippy::float_cmp, reason = "these values are exact")]
pub(crate) fn power(x: f64, y: f64) -> Option<f64> {
    if y == 0.0 || x == 1.0 {
        return Some(1.0);
    }
    if y == 1.0 {
        return Some(x);
    }
    if x == 0.0 {
        return (y > 0.0).then_some(0.0);
    }
    if y == 0.5 || y == -0.5 {
        let root = if x < 0.0 { None } else { root(x) };
        return root.map(|root| if y > 0.0 { root } else { 1.0 / root });
    }
    let size = Number::from_double(y)?.absolute();
    let mut whole = size.truncated().to_i64()?;
    let mut fraction = size.subtract(&size.truncated())?.to_double()?;
    if fraction != 0.0 && x < 0.0 {
        return None;
    }
    let mut result = 1.0;
    let mut power = 0_i32;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1;
        }
        result = exponential(fraction * logarithm(x));
    }
    let (mut base, mut exponent) = parts(x);
    while whole != 0 {
        if exponent.abs() > 1 << 12 {
            power = power.saturating_add(exponent);
            break;
        }
        if whole & 1 == 1 {
            result *= base;
            power = power.saturating_add(exponent);
        }
        base *= base;
        exponent <<= 1;
        if base.abs() < 0.5 {
            base += base;
            exponent -= 1;
        }
        whole >>= 1;
    }
    if y < 0.0 {
        result = 1.0 / result;
        power = power.saturating_neg();
    }
    Some(scale(result, power)).filter(|result| result.is_finite())
}
