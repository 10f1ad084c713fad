//! Sorting whose code is there once, however many types are sorted: what is sorted are positions.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// Sorts by `compare`; what is equal keeps its order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let targets = targets(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let Some(mut targets) = targets else { return };
    for position in 0..items.len() {
        // Every swap brings one item to where it belongs.
        while let Some(&target) = targets.get(position).filter(|target| **target != position) {
            items.swap(position, target);
            targets.swap(position, target);
        }
    }
}

/// For each position the one where its item belongs, or nothing if all are in order.
fn targets(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Option<Vec<usize>> {
    if (1..count).all(|position| compare(position - 1, position).is_le()) {
        return None;
    }
    let mut positions: Vec<usize> = (0..count).collect();
    positions.sort_by(|a, b| compare(*a, *b));
    let mut targets = positions.clone();
    for (target, position) in positions.into_iter().enumerate() {
        if let Some(place) = targets.get_mut(position) {
            *place = target;
        }
    }
    Some(targets)
}
