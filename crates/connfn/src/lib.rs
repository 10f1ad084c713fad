//! connfn
