//! What a live examination calls what it makes, and how it knows it again.

use alloc::{
    format,
    string::{String, ToString},
};
use core::fmt;

/// The key of the tag that everything has which a live examination makes. Its value is the prefix.
pub(super) const TAG: &str = "connfn:doctor";

/// How many letters and digits stand between the prefix and what a thing is for.
pub(super) const RANDOM_CHARS: usize = 8;

/// What the names begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// What something is made for, which its name ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The store that functions name. A function has its name, too.
    Store,
    OtherStore,
    /// A function that names a store at once.
    Hasty,
    Function,
    /// A function that is run.
    Tested,
    /// A function whose code cannot be parsed.
    Broken,
    OldRuntime,
}

impl Purpose {
    const ALL: [Self; 7] =
        [Self::Store, Self::OtherStore, Self::Hasty, Self::Function, Self::Tested, Self::Broken, Self::OldRuntime];

    const fn word(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::OtherStore => "other-store",
            Self::Hasty => "hasty",
            Self::Function => "function",
            Self::Tested => "tested",
            Self::Broken => "broken",
            Self::OldRuntime => "old-runtime",
        }
    }
}

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

    /// Whether a name is of the form of those that are given with this prefix, from its begin to its end. Its tag has to say the same.
    pub(crate) fn gives(&self, name: &str) -> bool {
        let rest = name.strip_prefix(self.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let Some((random, word)) = rest.and_then(|rest| rest.split_once('-')) else { return false };
        let is_random = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        random.len() == RANDOM_CHARS
            && random.bytes().all(is_random)
            && Purpose::ALL.iter().any(|purpose| purpose.word() == word)
    }

    pub(super) fn name(&self, random: &str, purpose: Purpose) -> String {
        format!("{}-{random}-{}", self.0, purpose.word())
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
            for purpose in Purpose::ALL {
                let name = prefix.name("k3j9x0a1", purpose);
                assert!(prefix.gives(&name) && name.len() <= 64, "{name}");
            }
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
    fn no_other_name_is_taken_for_one_that_was_given() {
        let prefix = Prefix::parse("team").unwrap();
        assert!(prefix.gives("team-k3j9x0a1-store"));
        for name in [
            "",
            "team",
            "team-gate",
            "team-gate-revoked",
            "team-revoked2-list",
            "team-k3j9x0a1",
            "team-k3j9x0a1-",
            "team-k3j9x0a1-stores",
            "team-k3j9-store",
            "team-K3J9X0A1-store",
            "teams-k3j9x0a1-store",
            "ateam-k3j9x0a1-store",
            "team-of-k3j9x0a1-store",
        ] {
            assert!(!prefix.gives(name), "{name}");
        }
    }
}
