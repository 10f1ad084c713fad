//! Ordered maps and sets, held in sorted vectors. Their order is what makes every answer the same wherever it is computed.
//!
//! The standard library's trees do the same and scale to any number of insertions in any order. But their code is compiled
//! anew for every type that they hold, and in the WASM it weighed more than the planner; nor is it needed, since maps here
//! are filled once and then read. What is slow is to insert one by one, against the order, thousands of entries: collect them.

mod map;
mod set;
mod sort;

pub use map::{Entry, Iter, IterMut, Map};
pub use set::Set;
pub use sort::sort_by;

#[cfg(test)]
mod tests;
