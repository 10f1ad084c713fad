//! What is said of the parts of a configuration that connfn does not read.

use super::resolver::Module;
use crate::{evaluate::static_reference, problem::Problems};
use alloc::{format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{address::ResourceType, diagnostic::Code};

pub(super) fn notes(modules: &[Module<'_>], problems: &mut Problems) {
    let mut counts: Map<&str, usize> = Map::new();
    // Of modules only those that declare something that is managed.
    let modules =
        || modules.iter().enumerate().filter(|(at, module)| *at == 0 || module.folder.managed).map(|(_, it)| it);
    for (kind, _) in modules().flat_map(|module| module.declared.others.keys()) {
        *counts.entry(kind).or_default() += 1;
    }
    if !counts.is_empty() {
        let total: usize = counts.values().sum();
        let mut types = String::new();
        for (kind, count) in counts {
            if !types.is_empty() {
                types.push_str(", ");
            }
            types.push_str(&format!("{count} `{kind}`"));
        }
        let verb = if total == 1 { "block is" } else { "blocks are" };
        problems.add(Code::OtherResources, None, format!("{total} {verb} left alone: {types}"));
    }
    for moved in modules().flat_map(|module| &module.declared.moved).filter(|block| block.kind != "moved") {
        let managed = moved.body.attributes.iter().any(|attribute| {
            let words = static_reference(&attribute.value);
            words.is_some_and(|words| words.first().is_some_and(|(kind, _)| ResourceType::parse(kind).is_some()))
        });
        if managed {
            problems
                .add(Code::NotHonoured, moved.header, format!("connfn does not honour `{}` blocks", moved.kind))
                .help("`connfn plan` says what follows from the new address");
        }
    }
}
