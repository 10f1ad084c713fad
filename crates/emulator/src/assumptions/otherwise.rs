//! Which assumptions are not to hold, so that whoever relies on one can be seen to notice.
//!
//! What is answered then is told beside what is answered else, in the modules next to this one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Declares the assumptions that can be made not to hold.
macro_rules! assumptions {
    ($($(#[$doc:meta])* $id:ident,)*) => {
        /// An assumption that can be made not to hold, by its id in `docs/assumptions.md`. Each says what the emulator answers then.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Assumption { $($(#[$doc])* $id,)* }

        impl Assumption {
            /// All of them, by their ids.
            pub const ALL: &'static [Self] = &[$(Self::$id,)*];

            /// Its id, such as `A13`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$id => stringify!($id),)* }
            }
        }
    };
}

assumptions! {
    /// A function is described by its id alone.
    A01,
    /// A request without a stage means LIVE.
    A02,
    /// A page begins with the item that its marker names.
    A03,
    /// A listing leaves comments out.
    A04,
    /// LIVE of a function that was never published is what DEVELOPMENT is.
    A06,
    /// Lines of code end with LF, whatever they were sent with.
    A07,
    /// An update that changes nothing leaves the ETag.
    A10,
    /// Publishing gives DEVELOPMENT a new ETag.
    A11,
    /// LIVE keeps its ETag.
    A12,
    /// LIVE's ETag will do for an update, a publication and a deletion.
    A13,
    /// A test of LIVE wants DEVELOPMENT's ETag.
    A14,
    /// Tagging a function gives DEVELOPMENT a new ETag.
    A15,
    /// An `If-Match` of any form that is not the current version is `PreconditionFailed`.
    A16,
    /// Creating what has an existing name is `InvalidArgument`.
    A17,
    /// The answer to a publication tells of DEVELOPMENT.
    A20,
    /// DEVELOPMENT stays UNPUBLISHED.
    A21,
    /// DEVELOPMENT is UNPUBLISHED once it was updated.
    A23,
    /// Code whose braces do not match is refused.
    A27,
    /// Code has 10,000 bytes at most.
    A30,
    /// A comment may be longer than 128 characters.
    A31,
    /// A function may name several stores.
    A32,
    /// The runtime `cloudfront-js-1.0` is refused.
    A33,
    /// A function may name a store that is not READY.
    A34,
    /// A function that names a store which does not exist is `EntityNotFound`.
    A35,
    /// There is no end to the tags of a resource.
    A36,
    /// A tag's value with a `=` is refused.
    A37,
    /// A store that a function names can be deleted.
    A39,
    /// Describing a store that is not there is `InvalidArgument`.
    A40,
    /// A function and a store cannot have the same name.
    A41,
    /// A store's ARN ends in its name.
    A42,
    /// No connection object is taken.
    A50,
    /// The output of a test tells the decision in a member that nobody knows.
    A51,
    /// A test of a function that throws is `TestFunctionFailed`.
    A52,
    /// A function that calls neither `allow()` nor `deny()` is told as `none`.
    A53,
    /// A test gives DEVELOPMENT a new ETag.
    A54,
    /// A test finds no store.
    A55,
    /// There is no end to the size of a connection object.
    A57,
    /// The runtime has no base64.
    A60,
    /// A function that has `handler`, and no `connectionHandler`, allows.
    A61,
    /// A function that calls both `allow()` and `deny()` allows.
    A62,
    /// A function that throws after `allow()` allows.
    A63,
    /// Nothing runs after `deny()`.
    A64,
    /// `cf.kvs()` gives an empty store where none is named.
    A66,
    /// `Math.random()` is always the same.
    A68,
    /// `cf.kvs(id)` is no function.
    A69,
}

/// What is assumed of AWS: everything, but for what is made not to hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assumptions(BTreeSet<Assumption>);

impl Assumptions {
    pub(super) fn holds(&self, assumption: Assumption) -> bool {
        !self.0.contains(&assumption)
    }
}

impl FromIterator<Assumption> for Assumptions {
    fn from_iter<I: IntoIterator<Item = Assumption>>(broken: I) -> Self {
        Self(broken.into_iter().collect())
    }
}
