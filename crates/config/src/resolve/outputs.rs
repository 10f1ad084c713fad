//! Outputs: what a module tells whoever calls it, and the root whoever runs it. How they are shown is not decided here.

use super::{resolver::Resolver, variables::is};
use crate::{
    evaluate::{Evaluator, Value},
    schema::{Shape, blocks_named, hold},
    syntax::{Attribute, Block, Kind},
};
use alloc::{format, string::String};
use connfn_core::{diagnostic::Code, ordered::Map};

const SHAPE: Shape = Shape {
    what: "an output",
    required: &["value"],
    optional: &["description", "sensitive", "ephemeral", "depends_on", "deprecated"],
    blocks: &["precondition"],
};

/// An output that has been worked out.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) value: Value,
    /// Whether its block says that it is not to be shown.
    pub(crate) sensitive: bool,
}

impl Resolver<'_, '_> {
    /// Works the outputs out. To be called when all that they refer to has been.
    pub(super) fn outputs(&mut self) -> Map<String, Output> {
        let declared = self.declared;
        declared.outputs.iter().filter_map(|(name, block)| Some((name.clone(), self.output(block)?))).collect()
    }

    /// Reports outputs of the root that would show what is sensitive.
    pub(super) fn secrets(&mut self, outputs: &Map<String, Output>) {
        for (name, output) in outputs.iter().filter(|(_, output)| !output.sensitive) {
            if output.value.data.clone().reveal() {
                self.problems
                    .add(
                        Code::SensitiveOutput,
                        output.value.place,
                        format!("the output `{name}` would show a sensitive value"),
                    )
                    .help("write `sensitive = true` beside it, or say by `nonsensitive(…)` that it may be seen");
            }
        }
    }

    fn output(&mut self, block: &Block) -> Option<Output> {
        let value = self.output_value(block)?;
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        Some(Output { value: evaluator.value(&value.value), sensitive: is(block, "sensitive", true) })
    }

    /// What an output's value is written as, once all else of its block was judged. `None` if it is missing, which is reported.
    pub(super) fn output_value<'b>(&mut self, block: &'b Block) -> Option<&'b Attribute> {
        SHAPE.check(block, self.problems);
        for (argument, wanted) in
            [("description", "a plain string"), ("sensitive", "`true` or `false`"), ("ephemeral", "`true` or `false`")]
        {
            let Some(attribute) = block.body.attribute(argument) else { continue };
            let is_right = match argument {
                "description" => matches!(attribute.value.kind, Kind::String(_)),
                _ => matches!(attribute.value.kind, Kind::Bool(_)),
            };
            if !is_right {
                let message = format!("`{argument}` of an output is {wanted}");
                self.problems.add(Code::WrongType, attribute.value.place, message);
            }
        }
        self.dependencies(block);
        let value = block.body.attribute("value")?;
        let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        for condition in blocks_named(&block.body, "precondition") {
            hold(&mut evaluator, &condition, "precondition");
        }
        Some(value)
    }
}
