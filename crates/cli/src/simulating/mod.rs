//! Functions run in processes of their own. The engine bounds what it can count: loops, depth, sizes. What it cannot, such as a regular
//! expression that goes back forever or memory that is filled in small steps, ends the process in which it runs, and the command
//! goes on.
//!
//! A worker is this very program (`connfn simulator-worker`, which no help names). It is asked one question a line and answers each
//! with a line (`protocol`); once it did not answer, or not what it was asked, it is ended and another one is started.
//! There are as many as the machine runs at once.

mod process;
mod protocol;
mod worker;
mod workers;

pub(crate) use worker::run;
pub(crate) use workers::Workers;
