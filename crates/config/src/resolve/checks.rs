//! The blocks that change nothing of what is desired: `check`, `removed` and `terraform`. What they say is checked, and what
//! connfn makes of it is said.

use super::resolver::Resolver;
use crate::{
    evaluate::{Evaluator, static_reference},
    schema::{Shape, Verdict, blocks_named, judge},
    syntax::Kind,
};
use alloc::format;
use connfn_core::{address::ResourceType, diagnostic::Code};

const CHECK: Shape = Shape { what: "a check", required: &[], optional: &[], blocks: &["assert", "data"] };

const REMOVED: Shape = Shape {
    what: "a `removed` block",
    required: &["from"],
    optional: &[],
    blocks: &["lifecycle", "provisioner", "connection"],
};

const FATE: Shape =
    Shape { what: "`lifecycle` of a `removed` block", required: &["destroy"], optional: &[], blocks: &[] };

const TERRAFORM: Shape = Shape {
    what: "a `terraform` block",
    required: &[],
    optional: &["required_version", "experiments", "language"],
    blocks: &["required_providers", "backend", "cloud", "provider_meta"],
};

impl Resolver<'_, '_> {
    /// Holds what has been worked out to the checks of the configuration. One that fails is a warning, as in Terraform.
    pub(super) fn checks(&mut self) {
        let declared = self.declared;
        for block in &declared.checks {
            CHECK.check(block, self.problems);
            let assertions = blocks_named(&block.body, "assert");
            if assertions.is_empty() {
                self.problems
                    .add(Code::MissingArgument, block.header, "the check asserts nothing")
                    .help("write `assert { condition = … error_message = … }` within it");
            }
            let name = block.labels.first().map(|label| label.text.as_str()).unwrap_or_default();
            for assertion in assertions {
                let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
                match judge(&mut evaluator, &assertion) {
                    Verdict::Fails(said, place) => {
                        self.problems.add(Code::AssertionFails, place, format!("the check `{name}` fails: {said}"));
                    }
                    Verdict::Unknown(place) => {
                        let message = format!("the check `{name}` cannot be judged before apply");
                        self.problems.add(Code::ConditionNotKnown, place, message);
                    }
                    Verdict::Holds | Verdict::Bad => {}
                }
            }
        }
    }

    /// Takes what leaves the stack and stays.
    pub(super) fn removed(&mut self) {
        let declared = self.declared;
        for block in &declared.removed {
            REMOVED.check(block, self.problems);
            let Some(from) = block.body.attribute("from").map(|attribute| &attribute.value) else { continue };
            let mut destroys = true;
            for lifecycle in blocks_named(&block.body, "lifecycle") {
                FATE.check(&lifecycle, self.problems);
                match lifecycle.body.attribute("destroy").map(|attribute| &attribute.value) {
                    None => {}
                    Some(value) => match value.kind {
                        Kind::Bool(destroy) => destroys = destroy,
                        _ => _ = self.problems.add(Code::WrongType, value.place, "`destroy` is `true` or `false`"),
                    },
                }
            }
            let Some(words) = static_reference(from).filter(|words| words.len() > 1) else {
                self.problems
                    .add(Code::WrongType, from.place, "`from` is the address of a resource")
                    .help("write `from = TYPE.LABEL`: all instances leave together");
                continue;
            };
            let first = words.first().map(|(word, _)| word.as_str()).unwrap_or_default();
            if first != "module" && ResourceType::parse(first).is_none() {
                continue;
            }
            if let Ok(Some((kind, label))) = declared.target(&words) {
                let there = declared.resources.get(&(kind, label)).map(|block| block.header);
                let problem = self.problems.add(
                    Code::RemovedStillThere,
                    from.place,
                    "this resource is still in the configuration",
                );
                problem.help("remove either its block or this one");
                if let Some(there) = there {
                    problem.related("it is declared here", there);
                }
                continue;
            }
            let mut address = self.prefix.clone();
            for (at, (word, _)) in words.iter().enumerate() {
                if at > 0 {
                    address.push('.');
                }
                address.push_str(word);
            }
            let mut declared = self.found.instances.values().flatten();
            if let Some(there) = declared.find(|instance| instance.is_meant_by(&address)) {
                self.problems
                    .add(Code::RemovedStillThere, from.place, format!("`{there}` is still in the configuration"))
                    .help("remove either the call of its module or this block");
            } else if !destroys {
                self.found.state.released.insert(address);
            }
        }
    }

    /// Says what of Terraform's own settings connfn has no use for.
    pub(super) fn settings(&mut self) {
        for block in &self.declared.settings {
            TERRAFORM.check(block, self.problems);
            for name in ["backend", "cloud"] {
                if let Some(found) = blocks_named(&block.body, name).first() {
                    let message = format!("connfn keeps no state, and has no use for `{name}`");
                    self.problems
                        .add(Code::NoBackend, found.kind_place, message)
                        .help("CloudFront is the state: the tags of a resource say whose it is");
                }
            }
        }
    }
}
