//! Maps and sets against the standard library's trees, over the same histories.

use super::{Map, Set, sort_by};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

/// A reproducible sequence of small numbers.
fn numbers(seed: u32, count: usize) -> impl Iterator<Item = u32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    core::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % 40
    })
    .take(count)
}

#[test]
fn a_map_is_what_a_tree_is_after_any_history() {
    for seed in 0..200 {
        let (mut map, mut tree) = (Map::new(), BTreeMap::new());
        for (step, number) in numbers(seed, 120).enumerate() {
            match number % 4 {
                0 => assert_eq!(map.remove(&(number / 4)), tree.remove(&(number / 4))),
                1 => assert_eq!(*map.entry(number / 4).or_insert(step), *tree.entry(number / 4).or_insert(step)),
                _ => assert_eq!(map.insert(number / 4, step), tree.insert(number / 4, step)),
            }
            assert!(map.iter().eq(tree.iter()));
            assert_eq!(map.get(&(number / 2)), tree.get(&(number / 2)));
        }
    }
}

#[test]
fn collecting_keeps_the_last_value_of_a_key() {
    for seed in 0..200 {
        let entries = || numbers(seed, 60).zip(0..);
        assert!(entries().collect::<Map<_, _>>().iter().eq(entries().collect::<BTreeMap<_, _>>().iter()));
        let (mut map, mut tree): (Map<_, _>, BTreeMap<_, _>) =
            (entries().take(20).collect(), entries().take(20).collect());
        map.extend(entries().skip(20));
        tree.extend(entries().skip(20));
        assert!(map.iter().eq(tree.iter()));
    }
}

#[test]
fn a_set_is_what_a_tree_is_after_any_history() {
    for seed in 0..200 {
        let (mut set, mut tree) = (Set::new(), BTreeSet::new());
        for number in numbers(seed, 120) {
            if number % 3 == 0 {
                assert_eq!(set.remove(&(number / 3)), tree.remove(&(number / 3)));
            } else {
                assert_eq!(set.insert(number / 3), tree.insert(number / 3));
            }
            assert!(set.iter().eq(tree.iter()));
            assert_eq!(set.contains(&number), tree.contains(&number));
        }
        assert!(numbers(seed, 60).collect::<Set<_>>().iter().eq(numbers(seed, 60).collect::<BTreeSet<_>>().iter()));
    }
}

#[test]
fn sorting_keeps_the_order_of_what_is_equal() {
    for seed in 0..200 {
        let mut sorted: Vec<_> = numbers(seed, 50).zip(0..).collect();
        let mut expected = sorted.clone();
        sort_by(&mut sorted, |(a, _), (b, _)| (a / 8).cmp(&(b / 8)));
        expected.sort_by_key(|(number, _)| number / 8);
        assert_eq!(sorted, expected);
    }
}
