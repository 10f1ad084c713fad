//! Steps in the words of whoever waits for them.

use connfn::Step;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) doing: &'static str,
    pub(crate) done: &'static str,
    pub(crate) noun: &'static str,
    /// Whether that it is done, or begun, says more than the steps around it.
    pub(crate) worth_a_line: bool,
}

impl Words {
    pub(crate) fn of(step: &Step) -> Self {
        let (doing, done, noun) = match step.operation.name() {
            "CreateConnectionFunction" | "CreateKeyValueStore" => ("creating", "created", "creation"),
            "UpdateConnectionFunction" | "UpdateKeyValueStore" => ("updating", "updated", "update"),
            "PublishConnectionFunction" => ("publishing", "publication begun", "publication"),
            "DeleteConnectionFunction" | "DeleteKeyValueStore" => ("destroying", "destroyed", "destruction"),
            "TagResource" => ("tagging", "tagged", "tagging"),
            "UntagResource" => ("removing tags", "tags removed", "removal of tags"),
            _ if step.wait.is_some() => ("waiting until it is ready", "ready", "waiting"),
            _ => ("reading", "read", "reading"),
        };
        Self { doing, done, noun, worth_a_line: step.operation.mutates() }
    }
}

impl Default for Words {
    /// For a step of which nothing is known.
    fn default() -> Self {
        Self { doing: "working", done: "done", noun: "a step", worth_a_line: true }
    }
}
