//! What a live examination calls what it makes, and how it knows it again.

use alloc::{
    format,
    string::{String, ToString},
};
use core::fmt;

/// The key of the tag that everything has which a live examination makes. Its value is the prefix.
pub(super) const TAG: &str = "connfn:doctor";

/// What the names begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// Why something is no prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPrefix {
    Empty,
    TooLong,
    Character(char),
}

impl Prefix {
    /// Names have 64 characters at most, and what comes behind the prefix needs room.
    pub const LONGEST: usize = 32;

    pub fn parse(text: &str) -> Result<Self, BadPrefix> {
        let is_allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        match text.chars().find(|c| !is_allowed(c)) {
            Some(other) => Err(BadPrefix::Character(other)),
            None if text.is_empty() => Err(BadPrefix::Empty),
            None if text.len() > Self::LONGEST => Err(BadPrefix::TooLong),
            None => Ok(Self(text.to_string())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a name is of the form of those that are given with this prefix. Its tag has to say the same.
    pub(super) fn begins(&self, name: &str) -> bool {
        name.strip_prefix(self.as_str()).is_some_and(|rest| rest.starts_with('-'))
    }

    pub(super) fn name(&self, random: &str, what: &str) -> String {
        format!("{}-{random}-{what}", self.0)
    }
}

impl fmt::Display for BadPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong => write!(f, "it has more than {} characters", Prefix::LONGEST),
            Self::Character(c) => write!(f, "`{}` is no character of a name", c.escape_debug()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_the_begin_of_a_name() {
        for good in ["a", "team-1_probe", &"x".repeat(32)] {
            let prefix = Prefix::parse(good).unwrap();
            let name = prefix.name("k3j9x0a1", "old-runtime");
            assert!(prefix.begins(&name) && name.len() <= 64, "{name}");
        }
        for (bad, why) in [
            ("", "it is empty"),
            (&*"x".repeat(33), "it has more than 32 characters"),
            ("a b", "` ` is no character of a name"),
            ("é", "`é` is no character of a name"),
            ("a\n", "`\\n` is no character of a name"),
        ] {
            assert_eq!(Prefix::parse(bad).unwrap_err().to_string(), why);
        }
    }

    #[test]
    fn another_prefix_is_another() {
        let prefix = Prefix::parse("team").unwrap();
        assert!(prefix.begins("team-1"));
        for name in ["team", "teams-1", "tea", "ateam-1", ""] {
            assert!(!prefix.begins(name), "{name}");
        }
    }
}
