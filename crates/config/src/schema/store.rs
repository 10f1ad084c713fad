//! `aws_cloudfront_key_value_store`.

use super::{
    check,
    decode::Decoder,
    decoded::Given,
    resource::{Resource, attributes, known_name},
    table::{Schema, Type, optional, required},
};
use crate::syntax::Block;
use connfn_core::{
    address::{Address, ResourceType},
    desired::{DesiredStore, Value},
};

const KIND: ResourceType = ResourceType::KeyValueStore;

pub(crate) static STORE: Schema = Schema {
    arguments: &[required("name", Type::String), optional("comment", Type::String)],
    blocks: &[],
    computed: &["arn", "etag", "id", "last_modified_time", "status"],
    resource: Some(KIND),
    not_honoured: &["timeouts"],
};

pub(crate) fn store(decoder: &mut Decoder<'_, '_, '_>, address: &Address, block: &Block) -> Resource<DesiredStore> {
    let mut decoded = decoder.decode(&block.body, &STORE, block.header, "a key value store");
    let name = decoded.take("name");
    let comment = decoded.take("comment");
    let attributes = attributes(
        decoder.evaluator.scope.known,
        address,
        &[("name", name.data()), ("comment", comment.data())],
        block.header,
    );
    let evaluator = &mut *decoder.evaluator;
    let known_name = known_name(evaluator, &name);
    let name_ok = known_name.as_ref().filter(|(name, place)| check::name(evaluator.problems, *place, KIND, name));
    let comment = match comment {
        Given::Absent => Some(Value::literal("")),
        Given::Text(place, value) => check::comment(evaluator.problems, place, KIND, &value).then_some(value),
        _ => None,
    };
    let desired = match (name_ok, comment, decoded.prevent_destroy.flag()) {
        (Some((name, _)), Some(comment), Some(prevent_destroy)) => {
            let ignore_changes = decoded.ignore_changes.arguments;
            Some(DesiredStore { name: name.clone(), comment, ignore_changes, prevent_destroy, location: None })
        }
        _ => None,
    };
    Resource { desired, name: known_name, attributes }
}
