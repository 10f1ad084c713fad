//! Histories: what may become of a stack over a long time, thrown by a seed. Configurations change, other hands meddle,
//! runs meet every fault, die, and are planned anew; in the end a plain plan and apply must make everything right.

mod audit;
mod event;
mod play;
mod shrink;
mod wish;

pub use event::{Disturbance, Event, Meanwhile, Want, throw};
pub use play::{Played, play};
pub use shrink::shrink;
