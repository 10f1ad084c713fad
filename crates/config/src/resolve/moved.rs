//! `moved` blocks: what was called `from` is now called `to`. Whether there is anything of that name the plan finds out.

use super::resolver::{End, Move, Named, Resolver};
use crate::{
    evaluate::{address_text, literal_key, static_address},
    problem::Place,
    syntax::{Attribute, Block, Kind},
};
use alloc::{format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{address::ResourceType, desired::Moved, diagnostic::Code};

/// What a name may start with that is a value and no address.
const VALUES: &[&str] = &["count", "each", "local", "path", "self", "terraform", "var"];

impl Resolver<'_, '_> {
    /// Takes the `moved` blocks of this module.
    pub(super) fn take_moves(&mut self) {
        for block in &self.declared.moved {
            if block.kind == "moved"
                && let (Some(from), Some(to)) = (self.moved_end(block, "from"), self.moved_end(block, "to"))
            {
                self.found.moves.push(Move { from, to });
            }
        }
    }

    /// Judges the `moved` blocks of all modules, once all that is declared is known.
    pub(super) fn moves(&mut self) {
        let mut taken: Map<String, (String, Place)> = Map::new();
        for Move { from: (from, what, place), to: (to, same, to_place) } in core::mem::take(&mut self.found.moves) {
            if what == Named::Other || same == Named::Other {
                continue;
            }
            if what != same {
                self.problems
                    .add(Code::InvalidMove, to_place, format!("`{to}` is no address for what `{from}` names"))
                    .help("a module moves to a module, and a resource to one of its type");
                continue;
            }
            if from == to {
                self.problems.add(Code::InvalidMove, to_place, format!("`{from}` is moved to where it is"));
                continue;
            }
            let mut declared = self.found.instances.values().flatten();
            if let Some(still) = declared.find(|address| address.moved(&from, &to).is_some()) {
                self.problems
                    .add(
                        Code::InvalidMove,
                        place,
                        format!("`{still}` is still declared, so that nothing was moved from there"),
                    )
                    .help("remove the `moved` block, or the block that has the old address");
                continue;
            }
            match taken.get(&from) {
                Some((same, _)) if *same == to => {}
                Some((_, first)) => {
                    self.problems
                        .add(Code::InvalidMove, place, format!("`{from}` is moved to two addresses"))
                        .related("the other `moved` block", *first);
                }
                None => {
                    if let Some((other, (_, first))) = taken.iter().find(|(_, (target, _))| *target == to) {
                        self.problems
                            .add(Code::InvalidMove, to_place, format!("`{other}` is moved to `{to}` too"))
                            .related("the other `moved` block", *first)
                            .help("what is at an address was at one address before");
                        continue;
                    }
                    // Targets differ, so that this ends or comes back to where it started.
                    let mut end = &to;
                    while let Some((next, _)) = taken.get(end) {
                        end = next;
                    }
                    if *end == from {
                        self.problems
                            .add(Code::InvalidMove, to_place, format!("the moves lead from `{from}` back to it"))
                            .help("a chain of moves ends where the resource is now");
                        continue;
                    }
                    taken.insert(from.clone(), (to.clone(), place));
                    self.found.state.moved.push(Moved { from, to });
                }
            }
        }
    }

    /// An end of a move. `None` if it is none, which is reported.
    fn moved_end(&mut self, block: &Block, name: &str) -> Option<End> {
        let Some(attribute) = block.body.attribute(name) else {
            self.problems.add(
                Code::MissingArgument,
                block.header,
                format!("the `moved` block lacks the required argument `{name}`"),
            );
            return None;
        };
        // In JSON an address is written as a string, and nowhere else.
        let quoted = !block.body.json && matches!(attribute.value.kind, Kind::String(_));
        let found = if quoted { None } else { self.moved_address(attribute) };
        if found.is_none() {
            self.problems
                .add(
                    Code::InvalidMove,
                    attribute.value.place,
                    format!("`{name}` is not the address of a resource or a module"),
                )
                .help(
                    "write `TYPE.LABEL` or `module.LABEL`, with `[INDEX]` or `[\"KEY\"]` for one of several instances",
                );
        }
        found
    }

    fn moved_address(&self, attribute: &Attribute) -> Option<End> {
        let words = static_address(&attribute.value)?;
        let text = address_text(&words, literal_key)?;
        let mut rest = words.as_slice();
        while let [first, _, after @ ..] = rest
            && first.text == "module"
            && first.key.is_none()
        {
            rest = after;
        }
        let named = match rest {
            [] => Named::Module,
            [root, _] if VALUES.contains(&root.text.as_str()) => return None,
            [kind, _] if kind.key.is_none() => ResourceType::parse(&kind.text).map_or(Named::Other, Named::Resource),
            // A data source moves to a data source, which is none of connfn's business.
            [data, _, _] if data.text == "data" => Named::Other,
            _ => return None,
        };
        Some((format!("{}{text}", self.prefix), named, attribute.value.place))
    }
}
