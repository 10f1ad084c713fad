//! Tests of `functions`.
