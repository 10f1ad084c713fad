//! Terraform's own arguments and blocks, which every resource may have. What connfn does not do with them it says.

use super::{
    Schema,
    decode::{Decoded, Decoder},
};
use crate::{
    evaluate::static_reference,
    problem::{Place, Problems},
    syntax::{Attribute, Block, Body, Kind},
};
use alloc::{borrow::ToOwned, format, string::String};
use connfn_core::diagnostic::Code;

/// Blocks that may stand in any resource.
pub(super) const BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection"];

pub(super) fn not_honoured(problems: &mut Problems, place: Place, what: &str, help: Option<&str>) {
    let problem = problems.add(Code::NotHonoured, place, format!("connfn does not honour {what}"));
    if let Some(help) = help {
        problem.help(help);
    }
}

/// The provider configuration that a resource names: its name and alias, and where. `None` if it names none; an error is
/// the place of something that is no reference.
pub(crate) fn provider_reference(body: &Body) -> Result<Option<(String, Option<String>, Place)>, Place> {
    let Some(attribute) = body.attribute("provider") else { return Ok(None) };
    let place = attribute.value.place;
    match static_reference(&attribute.value).as_deref() {
        Some([(name, _)]) => Ok(Some((name.clone(), None, place))),
        Some([(name, _), (alias, _)]) => Ok(Some((name.clone(), Some(alias.clone()), place))),
        _ => Err(place),
    }
}

impl Decoder<'_, '_, '_> {
    /// Takes an argument that every resource may have. Whether it was one.
    pub(super) fn meta_argument(&mut self, attribute: &Attribute) -> bool {
        match attribute.name.as_str() {
            // Both are looked at where the resources are put in order.
            "depends_on" | "provider" => {}
            name @ ("count" | "for_each") => {
                self.evaluator
                    .problems
                    .add(Code::UnsupportedExpression, attribute.place, format!("connfn does not support `{name}` yet"))
                    .help("write a resource for each instance");
            }
            _ => return false,
        }
        true
    }

    /// Takes a block that every resource may have. Whether it was one.
    pub(super) fn meta_block(&mut self, block: &Block, decoded: &mut Decoded) -> bool {
        let _ = decoded;
        match block.kind.as_str() {
            "lifecycle" => {
                for attribute in &block.body.attributes {
                    // `false` is what connfn does anyway.
                    if !matches!(attribute.value.kind, Kind::Bool(false) | Kind::Null) {
                        let help = match attribute.name.as_str() {
                            "prevent_destroy" => {
                                Some("`connfn plan` says what it would delete; review it before `connfn apply`")
                            }
                            _ => None,
                        };
                        let what = format!("`{}` of `lifecycle`", attribute.name);
                        not_honoured(self.evaluator.problems, attribute.place, &what, help);
                    }
                }
                for inner in &block.body.blocks {
                    let what = format!("`{}` of `lifecycle`", inner.kind);
                    not_honoured(self.evaluator.problems, inner.header, &what, None);
                }
            }
            name @ ("provisioner" | "connection") => {
                not_honoured(self.evaluator.problems, block.header, &format!("`{name}`"), None);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn dynamic(&mut self, block: &Block, schema: &Schema, decoded: &mut Decoded) {
        let label = block.labels.first().map(|label| label.text.clone()).unwrap_or_default();
        self.evaluator
            .problems
            .add(Code::UnsupportedBlock, block.header, "connfn does not support `dynamic` blocks yet".to_owned())
            .help(format!("write the block itself: `{label} {{ … }}`"));
        Self::mark_bad(decoded, &label, schema);
    }
}
