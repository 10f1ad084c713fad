//! The code of functions that are made to be tried.
//!
//! Words are spelled in the most usual way, and what the runtime may not have is not used but where it is asked about.

use alloc::{format, string::String};

pub(super) const ALLOWS: &str = "function connectionHandler(connection) { connection.allow(); }\n";
pub(super) const DENIES: &str = "function connectionHandler(connection) { connection.deny(); }\n";
pub(super) const BROKEN: &str = "}";

/// With a byte order mark, both ends of lines, and letters that are not ASCII.
pub(super) const SPECIAL_BYTES: &str =
    "\u{FEFF}// é漢\u{1F600}\r\nfunction connectionHandler(connection) { connection.allow(); }\n\t\r\n";

/// Code with so many bytes.
pub(super) fn of_size(bytes: usize) -> String {
    let padding = bytes.saturating_sub(ALLOWS.len() + "//".len());
    format!("{ALLOWS}//{}", "x".repeat(padding))
}

/// A function that does this, and nothing else.
pub(super) fn that(statements: &str) -> String {
    format!("function connectionHandler(connection) {{\n{statements}\n}}\n")
}

/// A function that does this with the module `cloudfront`.
pub(super) fn with_store(statements: &str) -> String {
    format!("import cf from 'cloudfront';\nasync function connectionHandler(connection) {{\n{statements}\n}}\n")
}
