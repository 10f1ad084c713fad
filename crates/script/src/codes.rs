//! The codes of findings: one table of number, name, severity and title, in the shape of `connfn_core::diagnostic`'s.

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
    ($($name:ident = $number:literal, $severity:ident, $title:literal;)*) => {
        /// A finding's code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $name,)*
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

            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    ScriptSyntax = "CF0310", Error, "the function's code cannot be parsed";
    ScriptTooDeep = "CF0311", Error, "the function's code is nested too deeply to be checked";
    MissingSyntax = "CF0312", Error, "syntax that the runtime does not have";
    MissingApi = "CF0313", Error, "a global, method or module that the runtime does not have";
    UndocumentedFeature = "CF0314", Info, "something that works, but that AWS does not document";
    UnreliableFeature = "CF0315", Warning, "something that the runtime accepts and gets wrong";
    UnknownName = "CF0316", Warning, "a name that is neither declared nor known of the runtime";
    UnknownModule = "CF0317", Error, "a module that the runtime does not have";
    InvalidAssignment = "CF0318", Error, "an assignment that the runtime refuses";

    NoEntryPoint = "CF0320", Warning, "there is no `connectionHandler`";
    EntryPointParameters = "CF0321", Warning, "`connectionHandler` does not take one parameter";
    EntryPointExported = "CF0322", Warning, "the entry point is exported";
    OnlyHandler = "CF0323", Warning, "the entry point has the name of another kind of function";

    NoDecision = "CF0330", Warning, "a way through the function ends without a decision";
    TwoDecisions = "CF0331", Warning, "a way through the function both allows and denies";
    ThrowsUndecided = "CF0332", Warning, "the function throws before it decides";
    GoesOnAfterDeny = "CF0333", Warning, "the function denies and then goes on";
    UnknownField = "CF0334", Warning, "a field or method that the connection does not have";
    SanNotAList = "CF0335", Warning, "`san` is used as a list";
    UnguardedCertificate = "CF0336", Warning, "the certificate is read where there may be none";
    SerialNotation = "CF0337", Warning, "a serial number is compared with one in another notation";
    KeyWithColons = "CF0338", Info, "a serial number with colons is the key of a store";

    SeveralStores = "CF0340", Warning, "several key value stores are opened";
    StoreNotAssociated = "CF0341", Warning, "a key value store is used, but none is associated";
    StoreNeverUsed = "CF0342", Info, "a key value store is associated and never used";
    NotAwaited = "CF0343", Warning, "a promise is used as if it were its value";

    IgnoreWithoutReason = "CF0350", Warning, "a finding is ignored without a reason";
    IgnoreUnused = "CF0351", Warning, "a finding is ignored that is not there";
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
