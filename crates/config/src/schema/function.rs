//! `aws_cloudfront_connection_function`.

use super::{
    check,
    decode::Decoder,
    decoded::{Decoded, Given, Tag},
    provider::ProviderTags,
    resource::{Resource, attributes, known_name},
    table::{Nested, Schema, Type, optional, required},
};
use crate::{
    evaluate::{Data, Value},
    problem::Place,
    syntax::Block,
};
use alloc::{format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{
    address::{Address, ResourceType},
    desired::{self, DesiredFunction},
    diagnostic::Code,
    limits,
};

const KIND: ResourceType = ResourceType::ConnectionFunction;

/// The argument that is the function's code.
pub(crate) const CODE: &str = "connection_function_code";

pub(crate) static FUNCTION: Schema = Schema {
    arguments: &[
        required("name", Type::String),
        required(CODE, Type::String),
        optional("publish", Type::Bool),
        optional("tags", Type::Tags),
    ],
    blocks: &[
        Nested { name: "connection_function_config", schema: &CONFIG, required: true },
        Nested { name: "key_value_store_associations", schema: &ASSOCIATION, required: false },
    ],
    computed: &["connection_function_arn", "etag", "id", "live_stage_etag", "status", "tags_all"],
    resource: Some(KIND),
    not_honoured: &["timeouts"],
};

static CONFIG: Schema = Schema {
    arguments: &[required("comment", Type::String), required("runtime", Type::String)],
    blocks: &[Nested { name: "key_value_store_association", schema: &ASSOCIATION, required: false }],
    computed: &[],
    resource: None,
    not_honoured: &[],
};

static ASSOCIATION: Schema = Schema {
    arguments: &[required("key_value_store_arn", Type::String)],
    blocks: &[],
    computed: &[],
    resource: None,
    not_honoured: &[],
};

/// Decodes a connection function. `provider` is what its provider says of tags, `None` if that cannot be known.
pub(crate) fn function(
    decoder: &mut Decoder<'_, '_, '_>,
    address: &Address,
    block: &Block,
    provider: Option<&ProviderTags>,
) -> Resource<DesiredFunction> {
    let mut decoded = decoder.decode(&block.body, &FUNCTION, block.header, "a connection function");
    let name = decoded.take("name");
    let code = decoded.take(CODE);
    let publish = decoded.take("publish");
    let tags = decoded.take("tags");
    let config = decoded.take_block("connection_function_config");
    let config_place = config.as_ref().map(|(place, _)| *place);
    let (comment, runtime, nested, nested_bad) = match config {
        Some((_, mut config)) => (
            config.take("comment"),
            config.take("runtime"),
            config.take_block("key_value_store_association"),
            config.is_bad("key_value_store_association"),
        ),
        None => (Given::Bad, Given::Bad, None, false),
    };
    let top = decoded.take_block("key_value_store_associations");
    let bad = nested_bad || decoded.is_bad("key_value_store_associations");
    let store_arn = association(decoder, nested, top, bad);
    let tags_all = merged(&tags, provider.map(|provider| &provider.default));
    let attributes = attributes(
        decoder.evaluator.scope.known,
        address,
        &[
            ("name", name.data()),
            (CODE, code.data()),
            (
                "publish",
                match &publish {
                    Given::Absent => Data::Bool(false),
                    other => other.data(),
                },
            ),
            ("tags", tags.data()),
            ("tags_all", tags_all.data()),
            (
                "connection_function_config",
                config_data(
                    config_place.unwrap_or(block.header),
                    [("comment", comment.data()), ("runtime", runtime.data())],
                ),
            ),
        ],
        block.header,
    );

    let evaluator = &mut *decoder.evaluator;
    let known_name = known_name(evaluator, &name);
    let name_ok = known_name.as_ref().filter(|(name, place)| check::name(evaluator.problems, *place, KIND, name));
    let code = match code {
        Given::Text(place, value) => check::code(evaluator.problems, place, &value).then_some(value),
        _ => None,
    };
    let comment = match comment {
        Given::Text(place, value) => check::comment(evaluator.problems, place, KIND, &value).then_some(value),
        _ => None,
    };
    let runtime = match runtime {
        Given::Text(place, value) => check::known(evaluator, place, &value, "runtime")
            .and_then(|text| check::runtime(evaluator.problems, place, &text)),
        _ => None,
    };
    let tags = check_tags(decoder, tags, &tags_all, block.header);

    let desired = (|| {
        Some(DesiredFunction {
            name: name_ok?.0.clone(),
            code: code?,
            comment: comment?,
            runtime: runtime?,
            store_arn: match store_arn {
                Given::Absent => None,
                Given::Text(_, value) => Some(value),
                _ => return None,
            },
            publish: publish.flag()?,
            tags: values(tags?),
            tags_all: match tags_all {
                Given::Tags(_, tags, true) => values(tags),
                _ => return None,
            },
            ignore_tags: {
                let mut ignored = provider?.ignore.clone();
                ignored.keys.extend(decoded.ignore_changes.tag_keys);
                ignored
            },
            ignore_changes: decoded.ignore_changes.arguments,
            prevent_destroy: decoded.prevent_destroy.flag()?,
            location: None,
        })
    })();
    Resource { desired, name: known_name, attributes }
}

/// The one store that the function is associated with, in either spelling.
fn association(
    decoder: &mut Decoder<'_, '_, '_>,
    nested: Option<(Place, Decoded)>,
    top: Option<(Place, Decoded)>,
    bad: bool,
) -> Given {
    let problems = &mut *decoder.evaluator.problems;
    if let Some((place, _)) = &top {
        match &nested {
            Some((first, _)) => {
                problems
                    .add(
                        Code::TooManyBlocks,
                        *place,
                        format!(
                            "a function is associated with at most {} key value store",
                            limits::STORES_PER_FUNCTION
                        ),
                    )
                    .related("the other association", *first)
                    .help("keep `key_value_store_association` within `connection_function_config`");
            }
            None => {
                problems
                    .add(
                        Code::TopLevelAssociations,
                        *place,
                        "`key_value_store_associations` is read as `key_value_store_association` within `connection_function_config`",
                    )
                    .help("Terraform's provider knows only the block within `connection_function_config`: move it there");
            }
        }
    }
    let given = match (nested, top) {
        (Some(_), Some(_)) => return Given::Bad,
        (Some((_, mut found)), None) | (None, Some((_, mut found))) => found.take("key_value_store_arn"),
        (None, None) if bad => Given::Bad,
        (None, None) => Given::Absent,
    };
    match given {
        Given::Text(place, value) if !check::store_arn(problems, place, &value) => Given::Bad,
        given => given,
    }
}

/// The resource's tags over the default ones.
fn merged(tags: &Given, default_tags: Option<&Map<String, Tag>>) -> Given {
    let Some(defaults) = default_tags else { return Given::Bad };
    let mut all = defaults.clone();
    match tags {
        Given::Absent => Given::Tags(Place { file: 0, start: 0, end: 0 }, all, true),
        Given::Tags(place, tags, complete) => {
            all.extend(tags.clone());
            Given::Tags(*place, all, *complete)
        }
        _ => Given::Bad,
    }
}

fn check_tags(decoder: &mut Decoder<'_, '_, '_>, tags: Given, all: &Given, header: Place) -> Option<Map<String, Tag>> {
    let problems = &mut *decoder.evaluator.problems;
    let (place, tags, complete) = match tags {
        Given::Absent => (header, Map::new(), true),
        Given::Tags(place, tags, complete) => (place, tags, complete),
        _ => return None,
    };
    let ok = check::tags(problems, &tags) && complete;
    // connfn adds three of its own.
    let most = limits::TAGS_MAX - 3;
    if let Given::Tags(_, all, _) = all
        && all.len() > most
    {
        problems
            .add(
                Code::InvalidTag,
                place,
                format!("the function has {} tags, but at most {most} are allowed", all.len()),
            )
            .help(format!("AWS allows {}, and connfn adds three of its own", limits::TAGS_MAX));
        return None;
    }
    ok.then_some(tags)
}

fn values(tags: Map<String, Tag>) -> Map<String, desired::Value> {
    tags.into_iter().map(|(key, tag)| (key, tag.value)).collect()
}

fn config_data<const N: usize>(place: Place, values: [(&str, Data); N]) -> Data {
    let members = values.into_iter().map(|(name, data)| (name.into(), place, Value::new(place, data)));
    Data::tuple([Value::new(place, Data::object(members))].into())
}
