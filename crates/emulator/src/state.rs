//! What the emulated account holds. Plain data: who may change it how is told in `service`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ids::IdSource;
use crate::items::StoreItems;
use crate::table::{Rows, Table};

/// Everything that survives a restart.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) ids: IdSource,
    /// By id.
    pub(crate) functions: Table<Function>,
    /// By name.
    pub(crate) stores: Table<Store>,
    /// By id.
    pub(crate) distributions: Table<Distribution>,
}

/// Some of the records, each as it is or was at one moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Records {
    #[serde(default, skip_serializing_if = "Rows::is_empty")]
    pub(crate) functions: Rows<Function>,
    #[serde(default, skip_serializing_if = "Rows::is_empty")]
    pub(crate) stores: Rows<Store>,
    #[serde(default, skip_serializing_if = "Rows::is_empty")]
    pub(crate) distributions: Rows<Distribution>,
}

/// What a call made of the state.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    ids: IdSource,
    records: Records,
}

impl State {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { ids: IdSource::new(seed), functions: Table::new(), stores: Table::new(), distributions: Table::new() }
    }

    /// What was changed since the last commit.
    pub(crate) fn change(&self) -> Change {
        let records = Records {
            functions: self.functions.changed(),
            stores: self.stores.changed(),
            distributions: self.distributions.changed(),
        };
        Change { ids: self.ids.clone(), records }
    }

    /// Does what another state did.
    pub(crate) fn redo(&mut self, change: &Change) {
        self.ids = change.ids.clone();
        self.put(&change.records);
        self.commit();
    }

    /// Makes the records what is there, until the next [`State::undo`] or for good.
    pub(crate) fn put(&mut self, records: &Records) {
        self.functions.put_all(&records.functions);
        self.stores.put_all(&records.stores);
        self.distributions.put_all(&records.distributions);
    }

    /// Lets what was changed stand, and returns what was there before.
    pub(crate) fn commit(&mut self) -> Records {
        Records {
            functions: self.functions.commit(),
            stores: self.stores.commit(),
            distributions: self.distributions.commit(),
        }
    }

    /// Takes back what was changed since the last commit. Ids that were drawn stay drawn.
    pub(crate) fn undo(&mut self) {
        self.functions.undo();
        self.stores.undo();
        self.distributions.undo();
    }
}

pub(crate) type Tags = BTreeMap<String, String>;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Function {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) created_ms: u64,
    pub(crate) development: StageRecord,
    pub(crate) live: Option<Live>,
    pub(crate) tags: Tags,
}

/// One stage's own code, configuration and version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageRecord {
    pub(crate) config: FunctionConfig,
    pub(crate) code: CodeBytes,
    pub(crate) etag: String,
    pub(crate) modified_ms: u64,
}

/// What the last publish made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Live {
    pub(crate) record: StageRecord,
    pub(crate) published_ms: u64,
    /// How long the publication takes, if not as long as others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) publishing_ms: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FunctionConfig {
    pub(crate) comment: String,
    pub(crate) runtime: String,
    /// `None` if the request had no `KeyValueStoreAssociations`, so that it is echoed without.
    pub(crate) store_arns: Option<Vec<String>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Store {
    pub(crate) name: String,
    /// The UUID at the end of the ARN.
    pub(crate) id: String,
    pub(crate) comment: String,
    pub(crate) etag: String,
    pub(crate) created_ms: u64,
    pub(crate) modified_ms: u64,
    pub(crate) tags: Tags,
    #[serde(default, skip_serializing_if = "StoreItems::is_empty")]
    pub(crate) items: StoreItems,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Distribution {
    pub(crate) id: String,
    pub(crate) domain_name: String,
    pub(crate) etag: String,
    /// The submitted `DistributionConfig`, its members as XML, to be echoed.
    pub(crate) config_xml: String,
    pub(crate) caller_reference: String,
    pub(crate) enabled: bool,
    /// The id of the associated connection function.
    pub(crate) function: Option<String>,
    /// When that association was made.
    pub(crate) associated_ms: u64,
    pub(crate) modified_ms: u64,
    pub(crate) tags: Tags,
}

/// Function code. Shared, so that copying the state for a safe write does not copy all code.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CodeBytes(Arc<[u8]>);

impl CodeBytes {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for CodeBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodeBytes({} bytes)", self.0.len())
    }
}

impl Serialize for CodeBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for CodeBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(|bytes| Self::new(&bytes)).map_err(de::Error::custom)
    }
}
