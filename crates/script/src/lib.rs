//! Function code to findings: what the runtime of CloudFront connection functions cannot run, what the connection object does not
//! have, and on which ways through a function nobody decides.
//!
//! [`check`] reads the code once (`parse`) into plain facts (`facts`), and each rule (`rules`, one file a rule) looks at the facts
//! alone. What the runtime has is a table ([`FEATURES`]) whose every row a user can override, since nobody here has tested AWS
//! itself. A rule that is not sure says nothing.
//!
//! # How it is wired
//!
//! - Rules tell all that they find. What is ignored is taken out, and only then what says the same is gathered.
//! - The caller has the code as a text and knows the runtime, whether a store is associated and whether mutual TLS is optional; what
//!   it does not know stays `None`, and the rules that depend on it are silent.
//! - A [`Finding`]'s spans are byte offsets into the code. Where the code is a heredoc, whoever knows the document maps them.
//! - [`Code`] has the numbers of `connfn_core::diagnostic::Code`, CF0310 to CF0351; the library face makes a finding a diagnostic.
//! - Empty code (CF0301), sizes (CF0302, CF0303) and runtime 1.0 itself (CF0304) are not told here: `connfn_core` does. Code of
//!   more than [`LARGEST`] bytes is not looked at at all.
//! - `// connfn-ignore CF0310 reason` silences that code on its own line, or on the next one if it stands alone.
//!
//! This crate does no I/O, and no input makes it panic or overflow the stack.
#![no_std]

extern crate alloc;

mod codes;
mod context;
mod facts;
mod features;
mod finding;
mod flow;
mod gather;
mod ignore;
mod meaning;
mod outline;
mod parse;
mod rules;
mod runtime;
mod subject;

pub use codes::{Code, Severity};
pub use context::{Context, Overrides};
pub use facts::Span;
pub use features::{FEATURES, Feature, GLOBALS, Place, Support, feature};
pub use finding::{Finding, Related};
pub use outline::{ImportPlace, Outline, StatementPlace, outline};
pub use parse::LARGEST;
pub use runtime::Runtime;

use alloc::vec::Vec;

/// Checks a function's code. The findings are in the order of their places.
pub fn check(code: &str, context: &Context) -> Vec<Finding> {
    if code.len() > LARGEST {
        return Vec::new();
    }
    let facts = parse::parse(code);
    let mut findings = rules::all(&facts, context);
    ignore::apply(code, &facts, context, &mut findings);
    gather::gathered(findings)
}
