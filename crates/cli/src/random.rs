//! Randomness from the system, for names that meet no other.

/// Without letters and digits that are taken for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Random letters and digits, of five bits each.
pub(crate) fn letters<const CHARS: usize>() -> Result<String, getrandom::Error> {
    let mut random = [0; CHARS];
    getrandom::fill(&mut random)?;
    let letters = random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
    Ok(letters.map(|byte| char::from(*byte)).collect())
}
