//! What a member of a block is, which data alone does not tell: a block or an argument, and whether a string in it is a template,
//! a text that stands for itself, or a reference that is never evaluated.

use crate::schema;

/// What a name means within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Strings are templates.
    Template,
    /// Strings stand for themselves.
    Literal,
    /// Strings are references, or types.
    Bare,
    /// A block, whose own labels are so many.
    Block(usize),
    /// What it is only its provider knows.
    Unknown,
}

/// A block: its kind, the first label of the block of the top level, and the kinds of the blocks that lead to it.
#[derive(Clone, Debug)]
pub(super) struct Context<'a> {
    pub(super) top: &'a str,
    pub(super) label: &'a str,
    /// From the outermost to the innermost; what a `dynamic` block stands for counts as itself.
    pub(super) within: alloc::vec::Vec<&'a str>,
}

impl<'a> Context<'a> {
    /// The context of a block within this one, given its labels.
    pub(super) fn inside(&self, kind: &'a str, label: Option<&'a str>) -> Self {
        let mut within = self.within.clone();
        within.push(kind);
        if kind == "dynamic" {
            within.extend(label);
        }
        Self { within, ..*self }
    }

    /// What a name means here.
    pub(super) fn shape(&self, name: &str) -> Shape {
        use Shape::{Bare, Block, Literal, Template, Unknown};
        let is = |names: &[&str], shape: Shape| names.contains(&name).then_some(shape);
        match self.within.as_slice() {
            [] => {}
            [.., "lifecycle"] => {
                return is(&["precondition", "postcondition"], Block(0))
                    .or_else(|| is(&["ignore_changes", "replace_triggered_by"], Bare))
                    .unwrap_or(Template);
            }
            [.., "precondition" | "postcondition" | "validation" | "assert"] => return Template,
            [.., "dynamic", _] => {
                return is(&["content"], Block(0)).or_else(|| is(&["iterator", "labels"], Bare)).unwrap_or(Template);
            }
            // The content of a dynamic block is a block like those that it stands for.
            [before @ .., "dynamic", of, "content"] => return self.nested(&[before, &[*of]].concat(), name),
            within => return self.nested(within, name),
        }
        match self.top {
            "variable" => is(&["validation"], Block(0)).or_else(|| is(&["type"], Bare)).unwrap_or(Literal),
            "output" => is(&["precondition"], Block(0))
                .or_else(|| is(&["depends_on"], Bare))
                .or_else(|| is(&["description"], Literal))
                .unwrap_or(Template),
            "module" => is(&["depends_on", "providers"], Bare)
                .or_else(|| is(&["source", "version"], Literal))
                .unwrap_or(Template),
            "import" => is(&["provider", "to"], Bare).unwrap_or(Template),
            "moved" => Bare,
            "removed" => {
                is(&["lifecycle", "connection"], Block(0)).or_else(|| is(&["provisioner"], Block(1))).unwrap_or(Bare)
            }
            "terraform" => is(&["cloud", "required_providers"], Block(0))
                .or_else(|| is(&["backend", "provider_meta"], Block(1)))
                .unwrap_or(Literal),
            "check" => is(&["assert"], Block(0)).or_else(|| is(&["data"], Block(2))).unwrap_or(Template),
            "locals" => Template,
            "provider" => match is(&["alias", "version"], Literal) {
                Some(shape) => shape,
                None if self.label == "aws" => is(PROVIDER, Block(0)).unwrap_or(Template),
                None => Unknown,
            },
            _ => is(&["depends_on", "provider"], Bare)
                .or_else(|| is(&["dynamic", "provisioner"], Block(1)))
                .or_else(|| is(&["connection", "lifecycle", "timeouts"], Block(0)))
                .or_else(|| is(&["count", "for_each", "tags"], Template))
                .unwrap_or_else(|| self.nested(&[], name)),
        }
    }

    /// What a name means in a block that is so nested.
    fn nested(&self, within: &[&str], name: &str) -> Shape {
        match self.top {
            "terraform" => Shape::Literal,
            "provider" if self.label == "aws" => Shape::Template,
            "resource" => match schema::is_block(self.label, within, name) {
                Some(true) => Shape::Block(0),
                Some(false) if name == "dynamic" => Shape::Block(1),
                Some(false) => Shape::Template,
                None => Shape::Unknown,
            },
            _ => Shape::Unknown,
        }
    }
}

/// The blocks of the provider `aws`.
const PROVIDER: &[&str] = &["assume_role", "assume_role_with_web_identity", "default_tags", "endpoints", "ignore_tags"];
