//! What was probably meant by something that does not exist.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::mem;

/// "did you mean" what is nearest, or else, if there are few, what there is.
pub fn did_you_mean<'a>(text: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    const FEW: usize = 5;
    let limit = (text.chars().count() / 3).max(1);
    let near = candidates.clone().map(|candidate| (distance(text, candidate), candidate)).min();
    match near {
        Some((distance, near)) if distance <= limit => Some(format!("did you mean `{near}`?")),
        None => None,
        Some(_) if candidates.clone().count() > FEW => None,
        Some(_) => {
            let all: Vec<String> = candidates.map(|candidate| format!("`{candidate}`")).collect();
            Some(format!("there is {}", all.join(", ")))
        }
    }
}

/// How many characters have to be put in, taken out, replaced or swapped with the next to make one text the other.
pub fn distance(from: &str, to: &str) -> usize {
    // A message is no reason to work long.
    const MOST: usize = 256;
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().take(MOST).collect(), to.chars().take(MOST).collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, b) in to.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&row, j) + usize::from(a != b);
            let mut least = replaced.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && from.get(i - 1) == Some(b) && to.get(j - 1) == Some(a);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

/// "`a`, `b` and 3 more".
pub(crate) fn some_of<T: ToString>(names: impl ExactSizeIterator<Item = T>) -> String {
    const SHOWN: usize = 10;
    let rest = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = names.take(SHOWN).map(|name| name.to_string()).collect();
    let last = if rest > 0 { format!("{rest} more") } else { shown.pop().unwrap_or_default() };
    if shown.is_empty() { last } else { format!("{} and {last}", shown.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (from, to, expected) in
            [("", "", 0), ("gate", "gate", 0), ("gate", "gaet", 1), ("gate", "gates", 1), ("é", "ab", 2)]
        {
            assert_eq!(distance(from, to), expected, "{from} {to}");
            assert_eq!(distance(to, from), expected, "{to} {from}");
        }
    }

    #[test]
    fn suggestions() {
        let names = ["gate", "door"];
        assert_eq!(did_you_mean("gaet", names.into_iter()).unwrap(), "did you mean `gate`?");
        assert_eq!(did_you_mean("window", names.into_iter()).unwrap(), "there is `gate`, `door`");
        assert_eq!(did_you_mean("x", [].into_iter()), None);
        assert_eq!(some_of(names.iter()), "gate and door");
        assert_eq!(some_of([1].iter()), "1");
        assert_eq!(some_of((1..=12).collect::<Vec<_>>().iter()), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
    }
}
