//! `provider "aws"`: only its `default_tags` and `ignore_tags` matter. Credentials and regions come from where AWS's own tools take them.

use super::{
    check,
    decode::Decoder,
    decoded::{Given, Tag},
    meta,
    shape::blocks_named,
    table::{Schema, Type, optional},
};
use crate::{
    evaluate::{Name, references_of_body},
    problem::Place,
    syntax::{Block, blocks_of},
};
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use connfn_core::desired::IgnoreTags;
use connfn_core::diagnostic::Code;
use connfn_core::ordered::{Map, Set};

pub(crate) static DEFAULT_TAGS: Schema = Schema {
    arguments: &[optional("tags", Type::Tags)],
    blocks: &[],
    computed: &[],
    resource: None,
    not_honoured: &[],
};

pub(crate) static IGNORE_TAGS: Schema = Schema {
    arguments: &[optional("keys", Type::Names), optional("key_prefixes", Type::Names)],
    blocks: &[],
    computed: &[],
    resource: None,
    not_honoured: &[],
};

/// What chooses or guards the account, or says where it is. Passing over one in silence could change the wrong account.
const ACCOUNT: &[&str] = &[
    "access_key",
    "allowed_account_ids",
    "assume_role",
    "assume_role_with_web_identity",
    "endpoints",
    "forbidden_account_ids",
    "profile",
    "secret_key",
    "shared_config_files",
    "shared_credentials_files",
    "token",
];

const WHICH_ACCOUNT: &str = "the account is that of AWS's own variables and files, such as `AWS_PROFILE`";

const WHICH_ENDPOINT: &str = "the endpoint is that of `--endpoint-url` or of AWS's own variables and files, such as `AWS_ENDPOINT_URL_CLOUDFRONT`";

fn warn_of_account(decoder: &mut Decoder<'_, '_, '_>, provider: &Block) {
    for name in ACCOUNT {
        let help = if *name == "endpoints" { WHICH_ENDPOINT } else { WHICH_ACCOUNT };
        let blocks = blocks_named(&provider.body, name).iter().map(|block| block.header).collect::<Vec<_>>();
        let attribute = provider.body.attribute(name).map(|attribute| attribute.place);
        if let Some(place) = attribute.or(blocks.first().copied()) {
            meta::not_honoured(decoder.evaluator.problems, place, &format!("`{name}` of the provider"), Some(help));
        }
    }
}

/// What a provider configuration says of tags.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderTags {
    pub(crate) default: Map<String, Tag>,
    pub(crate) ignore: IgnoreTags,
}

/// The tags of a provider configuration. `None` if they cannot be known, which is reported.
pub(crate) fn provider_tags(decoder: &mut Decoder<'_, '_, '_>, provider: &Block) -> Option<ProviderTags> {
    warn_of_account(decoder, provider);
    let default = default_tags(decoder, provider);
    let ignore = ignore_tags(decoder, provider);
    Some(ProviderTags { default: default?, ignore: ignore? })
}

fn default_tags(decoder: &mut Decoder<'_, '_, '_>, provider: &Block) -> Option<Map<String, Tag>> {
    let Some(block) = the_one(decoder, provider, "default_tags").ok()? else { return Some(Map::new()) };
    match decoder.decode(&block.body, &DEFAULT_TAGS, block.header, "`default_tags`").take("tags") {
        Given::Absent => Some(Map::new()),
        Given::Tags(_, tags, complete) => (check::tags(decoder.evaluator.problems, &tags) && complete).then_some(tags),
        _ => None,
    }
}

fn ignore_tags(decoder: &mut Decoder<'_, '_, '_>, provider: &Block) -> Option<IgnoreTags> {
    let Some(block) = the_one(decoder, provider, "ignore_tags").ok()? else { return Some(IgnoreTags::default()) };
    let mut decoded = decoder.decode(&block.body, &IGNORE_TAGS, block.header, "`ignore_tags`");
    let mut names = |argument| match decoded.take(argument) {
        Given::Absent => Some(Set::new()),
        Given::Names(names) => Some(names),
        _ => None,
    };
    let (keys, key_prefixes) = (names("keys"), names("key_prefixes"));
    Some(IgnoreTags { keys: keys?, key_prefixes: key_prefixes? })
}

/// What the tags refer to; the rest of the block is not worked out.
pub(crate) fn references_of_provider_tags(provider: &Block) -> Vec<(Name, Place)> {
    let blocks = ["default_tags", "ignore_tags"].into_iter().flat_map(|name| blocks_named(&provider.body, name));
    blocks.flat_map(|block| references_of_body(&block.body)).collect()
}

/// A value stands where a block is wanted, which is reported.
struct Reported;

/// The block of a name, if there is one; there can be one only.
fn the_one<'b>(
    decoder: &mut Decoder<'_, '_, '_>,
    provider: &'b Block,
    name: &str,
) -> Result<Option<Cow<'b, Block>>, Reported> {
    let json = provider.body.json;
    if let Some(attribute) = provider.body.attribute(name).filter(|it| !json || blocks_of(it).is_none()) {
        decoder.is_no_block(attribute, json);
        return Err(Reported);
    }
    let mut blocks = blocks_named(&provider.body, name).into_iter();
    let Some(block) = blocks.next() else { return Ok(None) };
    if let Some(second) = blocks.next() {
        decoder
            .evaluator
            .problems
            .add(Code::TooManyBlocks, second.header, format!("only one `{}` block may stand here", second.kind))
            .related("the first one", block.header);
    }
    Ok(Some(block))
}
