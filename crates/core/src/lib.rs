//! The pure core of connfn: the vocabulary of connection functions, the difference between what is desired and what is
//! observed, the plan that removes it, the run that carries a plan out, and their rendering.
//!
//! Nothing here reads a clock, a file, the environment or a socket; `no_std` makes most such accidents a compile error.
//! Data flows one way: [`desired`] and [`observed`] state go into [`plan`], a plan into [`run`], what that
//! leaves into [`rollback`] if it is to be undone, and each into [`render`].
#![no_std]

extern crate alloc;

pub mod address;
pub mod attributes;
pub mod checks;
pub mod desired;
pub mod diagnostic;
pub mod digest;
pub mod exported;
pub mod function_code;
pub mod json;
pub mod limits;
pub mod nearest;
pub mod observed;
pub mod operation;
pub mod ordered;
pub mod ownership;
pub mod plan;
pub mod remote_test;
pub mod render;
pub mod rollback;
pub mod run;
pub mod scope;
mod sealed;
pub mod testing;
pub mod text;
