//! Each rule with pairs one edit apart: the first has exactly the marked findings, the second has none.

mod decisions;
mod language;
mod values;
