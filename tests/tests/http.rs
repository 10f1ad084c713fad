//! Plans over real HTTP.
