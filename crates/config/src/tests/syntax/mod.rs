//! Documents that cannot be parsed.

mod hcl;
mod json;
mod open;
