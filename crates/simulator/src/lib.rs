//! Connection functions without AWS. Nothing here reads a file, a clock or a socket, and the same input gives the same answer.

pub mod connection;
