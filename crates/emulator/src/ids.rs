//! Names that AWS would make up: ETags, ids, UUIDs.
//!
//! They come from a seed and a counter that live in the state, so that a test can be repeated and a
//! restarted emulator goes on where it stopped. They are not secrets.

use serde::{Deserialize, Serialize};

const UPPER_ALPHANUMERIC: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERIC: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// SplitMix64 over a seed: the counter is how many numbers were drawn.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdSource {
    seed: u64,
    drawn: u64,
}

impl IdSource {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    fn next(&mut self) -> u64 {
        self.drawn = self.drawn.wrapping_add(1);
        mix(self.seed.wrapping_add(self.drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        let base = alphabet.len() as u64;
        let mut text = String::with_capacity(length);
        let mut pool = 0;
        for position in 0..length {
            // Ten digits of base 62 fit in 64 bits.
            if position % 10 == 0 {
                pool = self.next();
            }
            let digit = usize::try_from(pool % base).unwrap_or(0);
            text.push(alphabet.get(digit).copied().map_or('0', char::from));
            pool /= base;
        }
        text
    }

    /// Like `ETVPDKIKX0DER3`.
    pub(crate) fn etag(&mut self) -> String {
        format!("E{}", self.text(UPPER_ALPHANUMERIC, 13))
    }

    /// Like `cf_30c2CV2elHwCoInb3LtcaUJkZeD`.
    pub(crate) fn function_id(&mut self) -> String {
        format!("cf_{}", self.text(ALPHANUMERIC, 27))
    }

    /// Like `E1PA6795UKMFR9`.
    pub(crate) fn distribution_id(&mut self) -> String {
        format!("E{}", self.text(UPPER_ALPHANUMERIC, 13))
    }

    /// A UUID of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let high = (high & !0xF000) | 0x4000;
        let low = (low & !(0b11 << 62)) | (0b10 << 62);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xFFFF,
            high & 0xFFFF,
            low >> 48,
            low & 0xFFFF_FFFF_FFFF
        )
    }
}

/// SplitMix64's last step: numbers that are alike become numbers that are not.
pub(crate) const fn mix(number: u64) -> u64 {
    let mut z = number;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::IdSource;

    #[test]
    fn ids_look_like_those_of_aws_and_never_repeat() {
        let mut ids = IdSource::new(7);
        let etag = ids.etag();
        assert_eq!(etag.len(), 14);
        assert!(etag.starts_with('E'));
        assert!(etag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        let function = ids.function_id();
        assert_eq!(function.len(), 30);
        assert!(function.starts_with("cf_"));
        let uuid = ids.uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&uuid.as_bytes()[19]));
        let many: std::collections::BTreeSet<_> = (0..10_000).map(|_| ids.etag()).collect();
        assert_eq!(many.len(), 10_000);
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut a, mut b, mut c) = (IdSource::new(1), IdSource::new(1), IdSource::new(2));
        let first = a.uuid();
        assert_eq!(first, b.uuid());
        assert_ne!(first, c.uuid());
        assert_ne!(first, a.uuid());
    }
}
