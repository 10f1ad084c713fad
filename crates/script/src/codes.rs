//! The codes of findings and what each weighs. What a code means for people is written where all diagnostics are:
//! `connfn_core::diagnostic` has the same numbers with their titles, and the library face sees to it that the two agree.

use core::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident;)*) => {
        /// A finding's code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($name,)*
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// The severity unless something says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    ScriptSyntax = "CF0310", Error;
    ScriptTooDeep = "CF0311", Error;
    MissingSyntax = "CF0312", Error;
    MissingApi = "CF0313", Error;
    UndocumentedFeature = "CF0314", Info;
    UnreliableFeature = "CF0315", Warning;
    UnknownName = "CF0316", Warning;
    UnknownModule = "CF0317", Error;
    InvalidAssignment = "CF0318", Error;

    NoEntryPoint = "CF0320", Warning;
    EntryPointParameters = "CF0321", Warning;
    EntryPointExported = "CF0322", Error;
    OnlyHandler = "CF0323", Warning;

    NoDecision = "CF0330", Warning;
    TwoDecisions = "CF0331", Warning;
    ThrowsUndecided = "CF0332", Warning;
    GoesOnAfterDeny = "CF0333", Warning;
    UnknownField = "CF0334", Warning;
    SanNotAList = "CF0335", Warning;
    UnguardedCertificate = "CF0336", Warning;
    SerialNotation = "CF0337", Warning;
    KeyWithColons = "CF0338", Info;
    StatusNeverGiven = "CF0339", Warning;

    SeveralStores = "CF0340", Warning;
    StoreNotAssociated = "CF0341", Warning;
    StoreNeverUsed = "CF0342", Info;
    NotAwaited = "CF0343", Warning;

    IgnoreWithoutReason = "CF0350", Warning;
    IgnoreUnused = "CF0351", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_lie_in_the_range_of_function_code() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].as_str() < pair[1].as_str(), "{} {}", pair[0], pair[1]);
        }
        assert!(Code::ALL.iter().all(|code| ("CF0310".."CF0360").contains(&code.as_str())));
    }
}
