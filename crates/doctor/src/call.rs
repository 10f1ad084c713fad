//! The calls of an examination, by AWS's names. They are looser than those of a plan: a stage may be left out, a version may be one
//! that cannot exist, code may be any bytes.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::operation::Stage;

/// An operation and its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Of AWS's Security Token Service; all others are CloudFront's.
    GetCallerIdentity,
    ListConnectionFunctions {
        stage: Option<Stage>,
        max_items: u16,
        marker: Option<String>,
    },
    ListKeyValueStores {
        max_items: u16,
        marker: Option<String>,
    },
    DescribeConnectionFunction {
        identifier: String,
        stage: Option<Stage>,
    },
    GetConnectionFunction {
        identifier: String,
        stage: Option<Stage>,
    },
    DescribeKeyValueStore {
        name: String,
    },
    ListDistributionsByConnectionFunction {
        identifier: String,
    },
    ListTagsForResource {
        resource: String,
    },
    CreateConnectionFunction {
        name: String,
        config: FunctionConfig,
        code: Vec<u8>,
        tags: Vec<(String, String)>,
    },
    UpdateConnectionFunction {
        version: Version,
        config: FunctionConfig,
        code: Vec<u8>,
    },
    PublishConnectionFunction(Version),
    DeleteConnectionFunction(Version),
    TestConnectionFunction {
        version: Version,
        stage: Option<Stage>,
        connection_object: Vec<u8>,
    },
    CreateKeyValueStore {
        name: String,
        comment: String,
        tags: Vec<(String, String)>,
    },
    UpdateKeyValueStore {
        version: Version,
        comment: String,
    },
    DeleteKeyValueStore(Version),
    TagResource {
        resource: String,
        tags: Vec<(String, String)>,
    },
    UntagResource {
        resource: String,
        keys: Vec<String>,
    },
}

/// What a call changes: a function by its id, or a store by its name, and the `If-Match`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub id: String,
    pub if_match: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionConfig {
    pub comment: String,
    pub runtime: String,
    /// The ARNs of the stores that it names.
    pub stores: Vec<String>,
}

impl Call {
    /// The operation by its AWS name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::ListConnectionFunctions { .. } => "ListConnectionFunctions",
            Self::ListKeyValueStores { .. } => "ListKeyValueStores",
            Self::DescribeConnectionFunction { .. } => "DescribeConnectionFunction",
            Self::GetConnectionFunction { .. } => "GetConnectionFunction",
            Self::DescribeKeyValueStore { .. } => "DescribeKeyValueStore",
            Self::ListDistributionsByConnectionFunction { .. } => "ListDistributionsByConnectionFunction",
            Self::ListTagsForResource { .. } => "ListTagsForResource",
            Self::CreateConnectionFunction { .. } => "CreateConnectionFunction",
            Self::UpdateConnectionFunction { .. } => "UpdateConnectionFunction",
            Self::PublishConnectionFunction(_) => "PublishConnectionFunction",
            Self::DeleteConnectionFunction(_) => "DeleteConnectionFunction",
            Self::TestConnectionFunction { .. } => "TestConnectionFunction",
            Self::CreateKeyValueStore { .. } => "CreateKeyValueStore",
            Self::UpdateKeyValueStore { .. } => "UpdateKeyValueStore",
            Self::DeleteKeyValueStore(_) => "DeleteKeyValueStore",
            Self::TagResource { .. } => "TagResource",
            Self::UntagResource { .. } => "UntagResource",
        }
    }

    /// The permission that it takes, as policies name it (A80).
    pub fn action(&self) -> String {
        format!("cloudfront:{}", self.name())
    }

    pub(crate) fn describe(identifier: &str, stage: Option<Stage>) -> Self {
        Self::DescribeConnectionFunction { identifier: identifier.to_string(), stage }
    }

    pub(crate) fn get(identifier: &str, stage: Option<Stage>) -> Self {
        Self::GetConnectionFunction { identifier: identifier.to_string(), stage }
    }
}

impl Version {
    /// A version that no resource has, of the form of one.
    pub(crate) const NONE: &str = "E00000000000000";

    pub(crate) fn of(id: &str, if_match: &str) -> Self {
        Self { id: id.to_string(), if_match: if_match.to_string() }
    }
}
