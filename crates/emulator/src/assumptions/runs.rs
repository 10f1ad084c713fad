//! What tests that run functions assume and an emulator may be told to do otherwise.

use std::collections::BTreeMap;

use connfn_simulator::Decision;

use super::{Assumption, Assumptions};
use crate::items::StoreItems;

impl Assumptions {
    /// Whether a connection object is the JSON text of the object that a function is given. (A50)
    pub(crate) fn connection_object_is_json(&self) -> bool {
        self.holds(Assumption::A50)
    }

    /// What `ConnectionFunctionOutput` is: the decision in an object of one member.
    ///
    /// AWS calls it "the function's output" and shows no example. A function that calls neither is told as one that denies,
    /// which is what AWS says becomes of its connections. Where an exception has ended the function, the output is empty. (A51, A53)
    pub(crate) fn test_output(&self, decision: Decision) -> String {
        let member = if self.holds(Assumption::A51) { "decision" } else { "verdict" };
        let word = match decision {
            Decision::Allow => "allow",
            Decision::None if !self.holds(Assumption::A53) => "none",
            Decision::Deny | Decision::None => "deny",
        };
        format!("{{\"{member}\":\"{word}\"}}")
    }

    /// Whether a test of code that does not run is answered, not refused with `TestFunctionFailed`, as a test of HTTP functions
    /// is. (A52)
    pub(crate) fn failed_test_is_answered(&self) -> bool {
        self.holds(Assumption::A52)
    }

    /// Whether a test leaves ETags as they are. (A54)
    pub(crate) fn test_keeps_etags(&self) -> bool {
        self.holds(Assumption::A54)
    }

    /// What a test finds in the store, given what the store holds that the tested stage names. (A55, A66)
    pub(crate) fn tested_store(&self, named: Option<StoreItems>) -> Option<StoreItems> {
        match named {
            Some(items) => self.holds(Assumption::A55).then_some(items),
            None => (!self.holds(Assumption::A66)).then(StoreItems::default),
        }
    }

    /// Connection objects above this size are `InvalidArgument`, for `TestConnectionFunction` has no
    /// size error in its model. (A57)
    pub(crate) fn max_connection_object_bytes(&self) -> usize {
        if self.holds(Assumption::A57) { 40_960 } else { usize::MAX }
    }

    /// Where the runtime is other than the simulator's table of features has it: nowhere. (A60)
    pub(crate) fn runtime_features(&self) -> BTreeMap<String, String> {
        let missing = (!self.holds(Assumption::A60)).then(|| ("base64".to_owned(), "missing".to_owned()));
        missing.into_iter().collect()
    }

    /// Whether a function without `connectionHandler` does not allow. (A61)
    pub(crate) fn handler_is_needed(&self) -> bool {
        self.holds(Assumption::A61)
    }

    /// The code whose run shows what CloudFront would show: the code itself.
    ///
    /// The simulator is not to know of runtimes that nobody has seen, so what would differ there is put into the code: words of the
    /// usual spelling are replaced. (A62, A63, A64, A68, A69)
    pub(crate) fn run_instead_of(&self, code: &str) -> String {
        let allows = code.contains(".allow();");
        let replacements = [
            (Assumption::A62, allows, "connection.deny();", ""),
            (Assumption::A63, allows, "throw ", "return; throw "),
            (Assumption::A64, true, "connection.deny();", "connection.deny(); return;"),
            (Assumption::A68, true, "Math.random()", "0.5"),
            (Assumption::A69, true, "cf.kvs('", "cf.none('"),
        ];
        let apply = replacements.iter().filter(|(assumption, applies, ..)| *applies && !self.holds(*assumption));
        apply.fold(code.to_owned(), |code, (_, _, word, other)| code.replace(word, other))
    }
}
