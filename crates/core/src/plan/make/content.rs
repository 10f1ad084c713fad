//! What a stage of a function should hold, as far as it is known, and where one differs from it.

use crate::ordered::Set;
use crate::{
    digest::Digest,
    limits::Runtime,
    observed::{Content, ObservedStage},
    operation::{FunctionConfig, StoreAssociations},
    plan::document::OutputRef,
    text::Text,
};
use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// What a stage should hold.
pub(crate) struct TargetContent {
    pub(crate) code: TargetCode,
    pub(crate) comment: Text<OutputRef>,
    pub(crate) runtime: Runtime,
    pub(crate) store_arn: Option<Text<OutputRef>>,
}

/// Code, and its digest if all of it is known. It is hashed once, since that is most of what planning costs.
pub(crate) struct TargetCode {
    pub(crate) text: Text<OutputRef>,
    pub(crate) digest: Option<Digest>,
}

impl TargetCode {
    pub(crate) fn new(text: Text<OutputRef>) -> Self {
        Self::of(text, None)
    }

    /// Code whose digest is known already, if it is.
    pub(crate) fn of(text: Text<OutputRef>, digest: Option<Digest>) -> Self {
        let digest = digest.or_else(|| text.known().map(|code| Digest::of(code.as_bytes())));
        Self { text, digest }
    }
}

impl TargetContent {
    /// The arguments in which a stage differs from what it should hold. What is not known yet differs.
    pub(crate) fn differences(&self, stage: &ObservedStage, held: &Content) -> Vec<&'static str> {
        let same_code = self.code.digest.as_ref() == Some(&held.code);
        let same_store = match &self.store_arn {
            None => stage.store_arns.is_empty(),
            Some(arn) => arn.known().is_some_and(|arn| stage.store_arns == [arn]),
        };
        let rows = [
            ("comment", self.comment.known() == Some(&stage.comment)),
            ("connection_function_code", same_code),
            ("key_value_store_association", same_store),
            ("runtime", self.runtime.as_str() == stage.runtime),
        ];
        rows.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }

    /// The ARNs of the stores that it names, as far as they are known.
    pub(crate) fn stores(&self) -> Set<String> {
        self.store_arn.as_ref().and_then(Text::known).map(ToOwned::to_owned).into_iter().collect()
    }

    pub(crate) fn config(&self) -> FunctionConfig<Text<OutputRef>> {
        FunctionConfig {
            comment: self.comment.clone(),
            runtime: self.runtime,
            key_value_store_associations: self.store_arn.clone().map(StoreAssociations::of),
        }
    }
}
