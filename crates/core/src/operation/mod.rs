//! The calls that connfn makes of CloudFront, by AWS's own names and members, so that any SDK can be driven from them.
//!
//! An [`Operation`] is generic over how a string (`V`) and function code (`C`) are given: a plan's step may refer to
//! outputs of earlier steps, a call that is ready to be sent holds plain strings. What comes back is an [`Outcome`].

mod outcome;

use crate::{
    json::{self, Error},
    limits::Runtime,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

pub use outcome::{
    FunctionSummary, FunctionTestResult, ObservedAssociations, ObservedConfig, ObservedTag, ObservedTags, Outcome,
    Response, ServiceError, StoreSummary,
};

/// Declares the operations, each with its input.
macro_rules! operations {
    ($($name:ident($input:ty),)*) => {
        /// A CloudFront operation and its input. In JSON `{"operation": "…", "input": {…}}`.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "operation", content = "input")]
        pub enum Operation<V, C> { $($name($input),)* }

        impl<V, C> Operation<V, C> {
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }
        }

        impl<'de, V: DeserializeOwned, C: DeserializeOwned> Deserialize<'de> for Operation<V, C> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                json::read_by(deserializer, |tree| match tree.tag("operation")? {
                    $(stringify!($name) => Ok(Self::$name(tree.required("input")?)),)*
                    other => Err(Error::no_tag("operation", other, &[$(stringify!($name)),*])),
                })
            }
        }
    };
}

operations! {
    CreateConnectionFunction(CreateConnectionFunction<V, C>),
    UpdateConnectionFunction(UpdateConnectionFunction<V, C>),
    TestConnectionFunction(TestFunction<V>),
    PublishConnectionFunction(FunctionVersion<V>),
    DeleteConnectionFunction(FunctionVersion<V>),
    DescribeConnectionFunction(FunctionStage<V>),
    GetConnectionFunction(FunctionStage<V>),
    ListConnectionFunctions(ListFunctions),
    CreateKeyValueStore(CreateStore<V>),
    UpdateKeyValueStore(UpdateStore<V>),
    DeleteKeyValueStore(StoreVersion),
    DescribeKeyValueStore(StoreName),
    TagResource(TagResource<V>),
    UntagResource(UntagResource<V>),
    ListTagsForResource(ListTags<V>),
}

/// Declares the input of an operation: AWS's members in AWS's spelling, nothing beside them.
macro_rules! input {
    ($(#[$doc:meta])* $name:ident<$($generic:ident),*> { $($(#[$attribute:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
        #[serde(rename_all = "PascalCase", deny_unknown_fields)]
        pub struct $name<$($generic),*> { $($(#[$attribute])* pub $field: $type,)* }
    };
}

input! { CreateConnectionFunction<V, C> {
    name: String,
    connection_function_config: FunctionConfig<V>,
    connection_function_code: C,
    tags: Tags<V>,
} }

input! {
    /// Replaces configuration and code of the DEVELOPMENT stage.
    UpdateConnectionFunction<V, C> {
        id: V,
        #[serde(skip_serializing_if = "Option::is_none")]
        if_match: Option<String>,
        connection_function_config: FunctionConfig<V>,
        connection_function_code: C,
    }
}

input! {
    /// A function at the version of its DEVELOPMENT stage that the call expects.
    FunctionVersion<V> {
        id: V,
        #[serde(skip_serializing_if = "Option::is_none")]
        if_match: Option<String>,
    }
}

input! {
    /// Runs a stage of a function on a connection. The object is bytes to CloudFront; here it is the text that they are in UTF-8.
    TestFunction<V> {
        id: V,
        #[serde(skip_serializing_if = "Option::is_none")]
        if_match: Option<String>,
        stage: Stage,
        connection_object: String,
    }
}

input! { FunctionStage<V> { identifier: V, stage: Stage, } }

input! { ListFunctions<> {
    stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
} }

input! { CreateStore<V> { name: String, comment: V, tags: Tags<V>, } }

input! { UpdateStore<V> {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    if_match: Option<String>,
    comment: V,
} }

input! { StoreVersion<> {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    if_match: Option<String>,
} }

input! { StoreName<> { name: String, } }

input! { TagResource<V> { resource: V, tags: Tags<V>, } }

input! { UntagResource<V> { resource: V, tag_keys: TagKeys, } }

input! { ListTags<V> { resource: V, } }

input! { TagKeys<> { items: Vec<String>, } }

input! { FunctionConfig<V> {
    comment: V,
    runtime: Runtime,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_value_store_associations: Option<StoreAssociations<V>>,
} }

input! { StoreAssociations<V> { quantity: usize, items: Vec<StoreAssociation<V>>, } }

input! { StoreAssociation<V> {
    #[serde(rename = "KeyValueStoreARN")]
    key_value_store_arn: V,
} }

input! { Tags<V> { items: Vec<Tag<V>>, } }

input! { Tag<V> { key: String, value: V, } }

/// A stage of a function (API model: `FunctionStage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Stage {
    Development,
    Live,
}

impl Stage {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "DEVELOPMENT",
            Self::Live => "LIVE",
        }
    }
}

impl<V> StoreAssociations<V> {
    pub fn of(arn: V) -> Self {
        Self { quantity: 1, items: [StoreAssociation { key_value_store_arn: arn }].into() }
    }
}

impl<V> Tags<V> {
    pub fn new(tags: impl IntoIterator<Item = (String, V)>) -> Self {
        Self { items: tags.into_iter().map(|(key, value)| Tag { key, value }).collect() }
    }
}

impl<V> FunctionConfig<V> {
    pub fn map<W, E>(&self, f: &mut impl FnMut(&V) -> Result<W, E>) -> Result<FunctionConfig<W>, E> {
        Ok(FunctionConfig {
            comment: f(&self.comment)?,
            runtime: self.runtime,
            key_value_store_associations: match &self.key_value_store_associations {
                None => None,
                Some(associations) => Some(StoreAssociations {
                    quantity: associations.quantity,
                    items: associations
                        .items
                        .iter()
                        .map(|item| Ok(StoreAssociation { key_value_store_arn: f(&item.key_value_store_arn)? }))
                        .collect::<Result<_, E>>()?,
                }),
            },
        })
    }
}

impl<V> Tags<V> {
    pub fn map<W, E>(&self, f: &mut impl FnMut(&V) -> Result<W, E>) -> Result<Tags<W>, E> {
        let tag = |tag: &Tag<V>| Ok(Tag { key: tag.key.clone(), value: f(&tag.value)? });
        Ok(Tags { items: self.items.iter().map(tag).collect::<Result<_, E>>()? })
    }
}

impl<V, C> Operation<V, C> {
    /// Whether the call changes something.
    pub const fn mutates(&self) -> bool {
        !matches!(
            self,
            Self::DescribeConnectionFunction(_)
                | Self::GetConnectionFunction(_)
                | Self::ListConnectionFunctions(_)
                | Self::TestConnectionFunction(_)
                | Self::DescribeKeyValueStore(_)
                | Self::ListTagsForResource(_)
        )
    }

    /// The same operation with every string and the code given another way.
    pub fn map<W, D, E>(
        &self,
        f: &mut impl FnMut(&V) -> Result<W, E>,
        code: &mut impl FnMut(&C) -> Result<D, E>,
    ) -> Result<Operation<W, D>, E> {
        type Op<W, D> = Operation<W, D>;
        let version = |input: &FunctionVersion<V>, f: &mut dyn FnMut(&V) -> Result<W, E>| {
            Ok(FunctionVersion { id: f(&input.id)?, if_match: input.if_match.clone() })
        };
        let stage = |input: &FunctionStage<V>, f: &mut dyn FnMut(&V) -> Result<W, E>| {
            Ok(FunctionStage { identifier: f(&input.identifier)?, stage: input.stage })
        };
        Ok(match self {
            Self::CreateConnectionFunction(input) => Op::CreateConnectionFunction(CreateConnectionFunction {
                name: input.name.clone(),
                connection_function_config: input.connection_function_config.map(f)?,
                connection_function_code: code(&input.connection_function_code)?,
                tags: input.tags.map(f)?,
            }),
            Self::UpdateConnectionFunction(input) => Op::UpdateConnectionFunction(UpdateConnectionFunction {
                id: f(&input.id)?,
                if_match: input.if_match.clone(),
                connection_function_config: input.connection_function_config.map(f)?,
                connection_function_code: code(&input.connection_function_code)?,
            }),
            Self::TestConnectionFunction(input) => Op::TestConnectionFunction(TestFunction {
                id: f(&input.id)?,
                if_match: input.if_match.clone(),
                stage: input.stage,
                connection_object: input.connection_object.clone(),
            }),
            Self::PublishConnectionFunction(input) => Op::PublishConnectionFunction(version(input, f)?),
            Self::DeleteConnectionFunction(input) => Op::DeleteConnectionFunction(version(input, f)?),
            Self::DescribeConnectionFunction(input) => Op::DescribeConnectionFunction(stage(input, f)?),
            Self::GetConnectionFunction(input) => Op::GetConnectionFunction(stage(input, f)?),
            Self::ListConnectionFunctions(input) => Op::ListConnectionFunctions(input.clone()),
            Self::CreateKeyValueStore(input) => Op::CreateKeyValueStore(CreateStore {
                name: input.name.clone(),
                comment: f(&input.comment)?,
                tags: input.tags.map(f)?,
            }),
            Self::UpdateKeyValueStore(input) => Op::UpdateKeyValueStore(UpdateStore {
                name: input.name.clone(),
                if_match: input.if_match.clone(),
                comment: f(&input.comment)?,
            }),
            Self::DeleteKeyValueStore(input) => Op::DeleteKeyValueStore(input.clone()),
            Self::DescribeKeyValueStore(input) => Op::DescribeKeyValueStore(input.clone()),
            Self::TagResource(input) => {
                Op::TagResource(TagResource { resource: f(&input.resource)?, tags: input.tags.map(f)? })
            }
            Self::UntagResource(input) => {
                Op::UntagResource(UntagResource { resource: f(&input.resource)?, tag_keys: input.tag_keys.clone() })
            }
            Self::ListTagsForResource(input) => Op::ListTagsForResource(ListTags { resource: f(&input.resource)? }),
        })
    }

    /// Sets the version that the call expects, on an operation that takes one.
    pub fn set_if_match(&mut self, etag: String) {
        match self {
            Self::UpdateConnectionFunction(input) => input.if_match = Some(etag),
            Self::TestConnectionFunction(input) => input.if_match = Some(etag),
            Self::PublishConnectionFunction(input) | Self::DeleteConnectionFunction(input) => {
                input.if_match = Some(etag);
            }
            Self::UpdateKeyValueStore(input) => input.if_match = Some(etag),
            Self::DeleteKeyValueStore(input) => input.if_match = Some(etag),
            _ => {}
        }
    }
}
