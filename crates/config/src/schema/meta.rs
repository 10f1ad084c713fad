//! Terraform's own arguments and blocks, which every resource may have. What connfn does not do with them it says.

use crate::{
    evaluate::static_reference,
    problem::{Place, Problems},
    syntax::Body,
};
use alloc::{format, string::String};
use connfn_core::diagnostic::Code;

/// Arguments that any resource may have. They are looked at where resources are put in order and multiplied.
pub(crate) const ARGUMENTS: &[&str] = &["count", "depends_on", "for_each", "provider"];

/// Blocks that may stand in any resource.
pub(crate) const BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection"];

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
