//! Every diagnostic code: one table of its stable number, its severity and its title. A number is never used again.
//!
//! CF00xx files, CF01xx the language, CF02xx resources and their arguments, CF03xx function code and its tests, CF04xx planning,
//! CF05xx plan files, CF06xx runs. CF0310 to CF0351 are found by `connfn-script`, which knows them by their numbers.

use super::Severity::{self, Error, Info, Warning};
use alloc::{format, string::String};
use core::fmt;
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $title:literal;)*) => {
        /// A diagnostic's code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DiagnosticCode"))]
        #[serde(try_from = "String", into = "String")]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            pub fn from_number(number: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == number)
            }

            /// The severity unless something says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => $severity,)* }
            }

            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    NoConfiguration = "CF0001", Error, "there is no configuration to read";
    FileMissing = "CF0002", Error, "a file that the configuration names is not there";
    FileNotUtf8 = "CF0003", Error, "a file is not UTF-8 text";
    FileOutside = "CF0004", Error, "a file lies outside the configuration's folder";
    FileUnreadable = "CF0005", Error, "a file cannot be read";
    TwoConfigurations = "CF0006", Error, "a folder holds two configurations";
    OtherResources = "CF0010", Info, "resources of other types are left alone";

    Syntax = "CF0101", Error, "the document cannot be parsed";
    UnsupportedExpression = "CF0102", Error, "an expression that connfn cannot evaluate";
    UnknownReference = "CF0103", Error, "a reference to something that is not declared";
    ReferenceCycle = "CF0104", Error, "resources refer to each other in a circle";
    UnknownFunction = "CF0105", Error, "a function that does not exist";
    FunctionArguments = "CF0106", Error, "a function is called with the wrong arguments";
    UnsupportedBlock = "CF0107", Error, "a block that connfn cannot read";
    NotHonoured = "CF0108", Warning, "a part of the configuration that connfn does not honour";
    ImpureFunction = "CF0109", Error, "a function that does not always give the same";
    UnsupportedPattern = "CF0110", Error, "a regular expression that connfn does not read";
    ConditionFails = "CF0113", Error, "a condition that the configuration sets does not hold";
    AssertionFails = "CF0114", Warning, "an assertion of a `check` block does not hold";
    ConditionNotKnown = "CF0115", Info, "a condition that cannot be judged while planning";
    NoBackend = "CF0116", Info, "a setting for Terraform's state, which connfn has no use for";
    SensitiveOutput = "CF0117", Error, "an output would show a sensitive value";

    ModuleMissing = "CF0120", Error, "the source of a module is no folder with a configuration";
    ModuleElsewhere = "CF0121", Warning, "a module that is not local is left alone";
    ModuleCycle = "CF0122", Error, "modules call each other in a circle";
    InvalidMove = "CF0123", Error, "a moved block that cannot work";
    NotConvertible = "CF0130", Error, "a part of the configuration that the other format cannot hold";

    UnknownArgument = "CF0201", Error, "an argument that the resource does not have";
    MissingArgument = "CF0202", Error, "a required argument is missing";
    WrongType = "CF0203", Error, "a value has the wrong type";
    InvalidName = "CF0204", Error, "a name that CloudFront does not accept";
    InvalidRuntime = "CF0205", Error, "a runtime that does not exist";
    InvalidStoreArn = "CF0206", Error, "not the ARN of a key value store";
    TooManyBlocks = "CF0207", Error, "a block stands more often than it may";
    DuplicateAddress = "CF0208", Error, "two resources have one address";
    DuplicateName = "CF0209", Error, "two resources have one name";
    InvalidTag = "CF0210", Error, "a tag that CloudFront does not accept";
    InvalidComment = "CF0211", Error, "a comment that CloudFront does not accept";
    ComputedArgument = "CF0212", Error, "an attribute that CloudFront sets is given a value";
    TopLevelAssociations = "CF0213", Info, "store associations are written outside the configuration block";
    DuplicateArgument = "CF0214", Error, "an argument is given twice";
    InvalidImport = "CF0215", Error, "an import block that cannot work";
    ReservedTag = "CF0216", Error, "a tag whose key is connfn's own";
    NotKnownYet = "CF0217", Error, "a value that must be known before apply is not";
    InvalidLabels = "CF0218", Error, "a block has the wrong labels";
    NoValue = "CF0219", Error, "a variable has no value";
    RemovedStillThere = "CF0220", Error, "a `removed` block names a resource that is still there";

    CodeEmpty = "CF0301", Error, "the function's code is empty";
    CodeTooLarge = "CF0302", Error, "the function's code is larger than the API accepts";
    CodeOverQuota = "CF0303", Warning, "the function's code is larger than the documented quota";
    OldRuntime = "CF0304", Warning, "AWS documents only runtime 2.0 for connection functions";
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
    EntryPointExported = "CF0322", Error, "the entry point is exported";
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
    StatusNeverGiven = "CF0339", Warning, "a status of revocation is compared with what it never is";
    SeveralStores = "CF0340", Warning, "several key value stores are opened";
    StoreNotAssociated = "CF0341", Warning, "a key value store is used, but none is associated";
    StoreNeverUsed = "CF0342", Info, "a key value store is associated and never used";
    NotAwaited = "CF0343", Warning, "a promise is used as if it were its value";
    IgnoreWithoutReason = "CF0350", Warning, "a finding is ignored without a reason";
    IgnoreUnused = "CF0351", Warning, "a finding is ignored that is not there";
    InvalidChecks = "CF0352", Error, "something is said of the checks of function code that cannot be said";

    UnknownTestMember = "CF0360", Error, "a test has a member that it cannot have";
    IncompleteTest = "CF0361", Error, "a test lacks something that it needs";
    UnknownTestValue = "CF0362", Error, "a test names a decision or a preset that does not exist";
    InvalidTestName = "CF0363", Error, "a test has a name that it cannot have";
    TestsOfNothing = "CF0364", Warning, "a test document that belongs to no function";
    NoTests = "CF0365", Warning, "a test document holds no tests";
    StoreWithoutAssociation = "CF0366", Warning, "a test gives contents of a store that the function does not have";
    InvalidStoreItem = "CF0367", Error, "contents that a key value store cannot have";
    UnknownConnectionMember = "CF0368", Warning, "a connection object as CloudFront gives none";
    TooManyTests = "CF0369", Error, "more tests than connfn runs";
    InvalidInstant = "CF0370", Error, "the instant of a test is none";

    NotOwned = "CF0401", Error, "a resource exists that this stack does not own";
    OwnedByOtherStack = "CF0402", Error, "a resource belongs to another stack";
    InUse = "CF0403", Error, "a resource is in use and cannot be deleted";
    ImportNotFound = "CF0404", Error, "an import block names something that does not exist";
    ImportNameDiffers = "CF0405", Error, "an import block names a resource of another name";
    PreventDestroy = "CF0406", Error, "a protected resource would be destroyed";
    AddressTooLong = "CF0407", Error, "an address does not fit into a tag";
    ObservedIncomplete = "CF0408", Error, "the observed state lacks what the plan needs";
    InvalidStack = "CF0409", Error, "not the name of a stack";
    PlanStale = "CF0410", Error, "CloudFront has changed since the plan was made";
    UnknownTarget = "CF0411", Error, "a target that means no resource";
    TestFails = "CF0420", Error, "a test of a function fails";
    TestsNotRun = "CF0421", Info, "the tests of a function were not run";
    ConnectionObjectTooLarge = "CF0425", Error, "a test's connection object is larger than CloudFront takes";
    TestOfAnInstant = "CF0426", Info, "a test that CloudFront cannot run, since it sets the instant";
    NoRemoteTest = "CF0427", Warning, "a function is published without a test by CloudFront, which is asked for";

    PlanSyntax = "CF0501", Error, "not a plan file";
    PlanVersion = "CF0502", Error, "a plan file of another version";
    PlanEdited = "CF0503", Error, "a plan file was changed after it was made";
    PlanInvalid = "CF0504", Error, "a plan file contradicts itself";
    PlanBlocked = "CF0505", Error, "a blocked plan cannot be applied";
    ObservedInvalid = "CF0506", Error, "not an observed state";
    PlanOfNothing = "CF0507", Error, "a drift report cannot be applied";

    ReceiptSyntax = "CF0601", Error, "not a receipt";
    ReceiptVersion = "CF0602", Error, "a receipt of another version";
    ReceiptEdited = "CF0603", Error, "a receipt was changed after the run";
    ReceiptInvalid = "CF0604", Error, "a receipt contradicts itself";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().into()
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::from_number(&text).ok_or_else(|| format!("no diagnostic has the code `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_keep_the_rules_of_the_house() {
        for title in Code::ALL.iter().map(|code| code.title()) {
            let starts = title.starts_with(|first: char| first.is_lowercase() || first == '`');
            let is_name = ["AWS", "CloudFront"].iter().any(|name| title.starts_with(name));
            assert!((starts || is_name) && !title.ends_with('.'), "{title}");
        }
    }

    #[test]
    fn numbers_are_unique_and_ascend() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
    }
}
