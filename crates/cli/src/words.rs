//! Steps in the words of whoever waits for them.

use connfn::Step;

#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) doing: String,
    pub(crate) done: String,
    pub(crate) noun: String,
    /// Whether that it is done, or begun, says more than the steps around it.
    pub(crate) worth_a_line: bool,
}

impl Words {
    pub(crate) fn of(step: &Step) -> Self {
        if let Some(test) = &step.test {
            let name = &test.name;
            return Self {
                doing: format!("testing `{name}`"),
                done: format!("test `{name}` passed"),
                noun: format!("test `{name}`"),
                worth_a_line: true,
            };
        }
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
        Self::new(doing, done, noun, step.operation.mutates())
    }

    fn new(doing: &str, done: &str, noun: &str, worth_a_line: bool) -> Self {
        Self { doing: doing.to_owned(), done: done.to_owned(), noun: noun.to_owned(), worth_a_line }
    }
}

impl Default for Words {
    /// For a step of which nothing is known.
    fn default() -> Self {
        Self::new("working", "done", "a step", true)
    }
}
