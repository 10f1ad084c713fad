//! Why a file could not be read, and what is said of it.

use crate::problem::{Place, Problems};
use alloc::{borrow::ToOwned, format, string::String};
use connfn_core::diagnostic::Code;
use serde::{Deserialize, Serialize};

/// Why a file or a folder could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Unavailable {
    Missing,
    NotUtf8,
    /// It lies outside the configuration's folder, perhaps behind a link.
    Outside,
    Unreadable {
        reason: String,
    },
}

impl Unavailable {
    /// Reports that a file that something names cannot be had.
    pub(crate) fn report(&self, name: &str, place: impl Into<Option<Place>>, problems: &mut Problems) {
        self.report_beside(name, place, "the path is relative to the configuration's folder", problems);
    }

    /// The same of a path that is relative to something else, as `beside` says.
    pub(crate) fn report_beside(
        &self,
        name: &str,
        place: impl Into<Option<Place>>,
        beside: &str,
        problems: &mut Problems,
    ) {
        match self {
            Self::Missing => problems.add(Code::FileMissing, place, format!("there is no file `{name}`")).help(beside),
            Self::NotUtf8 => problems
                .add(Code::FileNotUtf8, place, format!("the file `{name}` is not UTF-8 text"))
                .help(as_text(name)),
            Self::Outside => problems
                .add(Code::FileOutside, place, format!("the file `{name}` lies outside the configuration's folder"))
                .help("put the file itself, not a link to it, beside the configuration"),
            Self::Unreadable { reason } => {
                problems.add(Code::FileUnreadable, place, format!("the file `{name}` cannot be read: {reason}"))
            }
        };
    }
}

/// How a file becomes text. A certificate may be in DER, which no editor makes text of.
fn as_text(name: &str) -> String {
    if [".der", ".cer", ".crt", ".pem"].iter().any(|end| name.ends_with(end)) {
        return format!("convert it to PEM: `openssl x509 -inform DER -in {name} -out certificate.pem`");
    }
    "save it as UTF-8".to_owned()
}
