//! What leaves the stack: whether it may go, whether it stays in CloudFront, and why.

use super::{context::Context, steps::step};
use crate::ordered::Map;
use crate::{
    address::Address,
    attributes::Attribute,
    diagnostic::{Code, Diagnostic},
    operation::{Operation, TagKeys, UntagResource},
    ownership,
    plan::document::{Action, Change, Mode},
    text::Text,
};
use alloc::{borrow::ToOwned, format, string::String};

impl Context<'_> {
    /// Whether what leaves the configuration stays in CloudFront, which is then noted.
    pub(super) fn keeps_leaving(&mut self, address: &Address, name: &str) -> bool {
        let stays = !self.options.prune && self.options.mode == Mode::Normal;
        if stays {
            let noun = address.resource_type().noun();
            self.note(address, format!("{noun} `{name}` is not in the configuration; it stays, since pruning is off"));
        }
        stays
    }

    /// Why something leaves, and whether its address means another resource now.
    pub(super) fn reason_of_leaving(&self, address: &Address) -> (String, bool) {
        match (self.options.mode, self.name_of(address)) {
            (Mode::Destroy, _) if !self.options.targets.is_empty() => {
                ("it is targeted, or uses what is".to_owned(), false)
            }
            (Mode::Destroy, _) => ("everything that the stack owns is destroyed".to_owned(), false),
            (Mode::Normal | Mode::RefreshOnly, None) => ("it is not in the configuration".to_owned(), false),
            (Mode::Normal | Mode::RefreshOnly, Some(name)) => (format!("`{address}` means `{name}` now"), true),
        }
    }

    /// Blocks the destruction of what the configuration protects.
    pub(super) fn check_destruction(&mut self, address: &Address, name: &str) {
        if self.protected.contains(address) {
            let problem = format!("{} `{name}` would be destroyed", address.resource_type().noun());
            self.block(
                Diagnostic::new(Code::PreventDestroy, problem)
                    .about(address)
                    .help("its `lifecycle` block says `prevent_destroy = true`: remove that first if it may go"),
            );
        }
    }

    /// Whether what the stack owns at an address leaves it and stays, when the configuration no longer has it.
    pub(super) fn is_released(&self, address: &Address) -> bool {
        self.released.iter().any(|released| address.is_meant_by(released))
    }

    /// Takes connfn's tags from a resource, which is all that makes it the stack's.
    pub(super) fn release(
        &mut self,
        address: &Address,
        tags: &Map<String, String>,
        arn: &str,
        attributes: Map<String, Attribute>,
    ) {
        let items = tags.keys().filter(|key| ownership::is_own_tag(key)).cloned().collect();
        let input = UntagResource { resource: Text::literal(arn), tag_keys: TagKeys { items } };
        self.push(step(address, "release", Operation::UntagResource(input)));
        self.changes.push(Change {
            action: Action::Release,
            release: true,
            reasons: [String::from("a `removed` block says that it leaves the stack and stays")].into(),
            ..Change::unchanged(address, Some(attributes.clone()), Some(attributes))
        });
    }
}
