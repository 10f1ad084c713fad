//! The command, end to end: the real binary in folders of its own, against the emulator.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that panics has failed")]

mod adopting;
mod applying;
mod asking;
mod consoling;
mod converting;
mod cookbook;
mod drifting;
mod examining;
mod explaining;
mod hands;
mod hostile;
mod importing;
mod interrupting;
mod killing;
mod leaving;
mod manual;
mod modules;
mod outputs;
mod pages;
mod permitted;
mod planning;
mod remote;
mod saving;
mod scaffolding;
mod seed;
mod served;
mod serving;
mod showing;
mod simulating;
mod stacks;
mod stories;
mod support;
mod tags;
mod targeting;
mod testing;
mod trying;
mod undoing;
mod validating;
mod variables;
