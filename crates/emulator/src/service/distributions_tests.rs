//! Tests of `distributions`.
