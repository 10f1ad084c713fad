//! Whole numbers of any size, as much of them as numbers of 512 bits need.

use alloc::{string::String, vec::Vec};
use core::{cmp::Ordering, fmt::Write as _};

/// Digits to the base 2³², the least significant first, without zeros at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Natural(Vec<u32>);

/// The low half of a sum or product, and what is carried.
const fn split(wide: u64) -> (u32, u64) {
    ((wide & 0xffff_ffff) as u32, wide >> 32)
}

impl Natural {
    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn is_odd(&self) -> bool {
        self.bit(0)
    }

    fn trimmed(mut words: Vec<u32>) -> Self {
        while words.last() == Some(&0) {
            words.pop();
        }
        Self(words)
    }

    /// How many bits it has.
    pub(crate) fn bits(&self) -> usize {
        self.0.last().map_or(0, |last| self.0.len() * 32 - last.leading_zeros() as usize)
    }

    /// How many bits at its end are zero.
    pub(crate) fn trailing_zeros(&self) -> usize {
        let words = self.0.iter().take_while(|word| **word == 0).count();
        words * 32 + self.0.get(words).map_or(0, |word| word.trailing_zeros() as usize)
    }

    pub(crate) fn bit(&self, at: usize) -> bool {
        self.0.get(at / 32).is_some_and(|word| (word >> (at % 32)) & 1 == 1)
    }

    /// `self × factor + addend`
    pub(crate) fn step(&mut self, factor: u32, addend: u32) {
        let mut carry = u64::from(addend);
        for word in &mut self.0 {
            (*word, carry) = split(u64::from(*word) * u64::from(factor) + carry);
        }
        if carry > 0 {
            self.0.push(split(carry).0);
        }
    }

    /// Divides by a small number; gives the rest.
    pub(crate) fn divide_small(&mut self, divisor: u32) -> u32 {
        let divisor = u64::from(divisor.max(1));
        let mut rest = 0;
        for word in self.0.iter_mut().rev() {
            let wide = (rest << 32) | u64::from(*word);
            *word = split(wide / divisor).0;
            rest = wide % divisor;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        split(rest).0
    }

    pub(crate) fn add(&self, other: &Self) -> Self {
        let mut words = Vec::new();
        let mut carry = 0;
        for at in 0..self.0.len().max(other.0.len()) {
            let (low, high) = split(u64::from(self.word(at)) + u64::from(other.word(at)) + carry);
            words.push(low);
            carry = high;
        }
        words.push(split(carry).0);
        Self::trimmed(words)
    }

    /// The difference; zero if `other` is larger.
    pub(crate) fn subtract(&self, other: &Self) -> Self {
        let mut words = Vec::new();
        let mut borrow = false;
        for at in 0..self.0.len() {
            let (word, first) = self.word(at).overflowing_sub(other.word(at));
            let (word, second) = word.overflowing_sub(u32::from(borrow));
            borrow = first || second;
            words.push(word);
        }
        if borrow { Self::default() } else { Self::trimmed(words) }
    }

    pub(crate) fn multiply(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for (at, word) in other.0.iter().enumerate() {
            let mut row = self.clone();
            row.step(*word, 0);
            product = product.add(&Self::trimmed(row.0).left(at * 32));
        }
        product
    }

    fn word(&self, at: usize) -> u32 {
        self.0.get(at).copied().unwrap_or(0)
    }

    pub(crate) fn left(&self, by: usize) -> Self {
        if self.is_zero() {
            return Self::default();
        }
        let mut words = alloc::vec![0; by / 32];
        let mut carry = 0;
        for word in &self.0 {
            let wide = (u64::from(*word) << (by % 32)) | carry;
            let (low, high) = split(wide);
            words.push(low);
            carry = high;
        }
        words.push(split(carry).0);
        Self::trimmed(words)
    }

    pub(crate) fn right(&self, by: usize) -> Self {
        let words = self.0.len().saturating_sub(by / 32);
        let word = |at: usize| u64::from(self.word(at + by / 32)) | (u64::from(self.word(at + by / 32 + 1)) << 32);
        Self::trimmed((0..words).map(|at| split(word(at) >> (by % 32)).0).collect())
    }

    /// The quotient, and whether something is left.
    pub(crate) fn divide(&self, divisor: &Self) -> (Self, bool) {
        let mut quotient = alloc::vec![0_u32; self.0.len()];
        let mut rest = Self::default();
        if divisor.is_zero() {
            return (rest, true);
        }
        for at in (0..self.bits()).rev() {
            rest.step(2, u32::from(self.bit(at)));
            if rest.is_zero() && self.bit(at) {
                rest.0.push(1);
            }
            if rest.compare(divisor) != Ordering::Less {
                rest = rest.subtract(divisor);
                if let Some(word) = quotient.get_mut(at / 32) {
                    *word |= 1 << (at % 32);
                }
            }
        }
        (Self::trimmed(quotient), !rest.is_zero())
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    pub(crate) fn power_of_five(power: usize) -> Self {
        let mut result = Self::from(1);
        for _ in 0..power {
            result.step(5, 0);
        }
        result
    }

    /// Its decimal digits; none for zero.
    pub(crate) fn digits(&self) -> String {
        let mut left = self.clone();
        let mut groups = Vec::new();
        while !left.is_zero() {
            groups.push(left.divide_small(1_000_000_000));
        }
        let mut digits = String::new();
        for (at, group) in groups.iter().rev().enumerate() {
            // Writing to a string cannot fail.
            let _ = if at == 0 { write!(digits, "{group}") } else { write!(digits, "{group:09}") };
        }
        digits
    }

    /// Its value if it is below 2¹²⁸.
    pub(crate) fn small(&self) -> Option<u128> {
        (self.0.len() <= 4).then(|| self.0.iter().rev().fold(0, |value, word| (value << 32) | u128::from(*word)))
    }
}

impl From<u128> for Natural {
    fn from(value: u128) -> Self {
        let words = (0..4).map(|at| split(u64::try_from((value >> (at * 32)) & 0xffff_ffff).unwrap_or(0)).0);
        Self::trimmed(words.collect())
    }
}
