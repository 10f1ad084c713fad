//! Tests of `tags`.
