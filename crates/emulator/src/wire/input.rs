//! Request bodies, from XML to what `service` takes. Form is read here, sense is judged there.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::assumptions;
use crate::error::{ApiError, ApiResult};
use crate::service::tag_list::TagInput;
use crate::service::validate::{AssociationsInput, ConfigInput};
use crate::service::{functions, stores};
use crate::xml::{self, Element};

/// Some clients leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The body's root element, which must have the given name.
pub(super) fn root(body: &[u8], name: &str) -> ApiResult<Element> {
    let root = xml::parse(body).map_err(|error| ApiError::new(assumptions::UNREADABLE_BODY, error))?;
    if root.name == name {
        Ok(root)
    } else {
        Err(ApiError::new(
            assumptions::WRONG_ROOT,
            format!(
                "1 validation error detected: Value null at '{name}' failed to satisfy \
                 constraint: Member must not be null"
            ),
        ))
    }
}

/// Like [`root`], for a body that may be left out because none of its members is required.
pub(super) fn optional_root(body: &[u8], name: &str) -> ApiResult<Element> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Element::new(name));
    }
    root(body, name)
}

pub(super) fn create_function(root: &Element) -> ApiResult<functions::CreateInput> {
    Ok(functions::CreateInput {
        name: text(root, "Name"),
        config: config(root),
        code: blob(root, "ConnectionFunctionCode")?,
        tags: root.child("Tags").map(tags).unwrap_or_default(),
    })
}

pub(super) fn config(root: &Element) -> Option<ConfigInput> {
    root.child("ConnectionFunctionConfig").map(|config| ConfigInput {
        comment: text(config, "Comment"),
        runtime: text(config, "Runtime"),
        associations: config.child("KeyValueStoreAssociations").map(associations),
    })
}

fn associations(element: &Element) -> AssociationsInput {
    let items = element.child("Items");
    AssociationsInput {
        quantity: text(element, "Quantity"),
        arns: items
            .into_iter()
            .flat_map(|items| items.children_named("KeyValueStoreAssociation"))
            .map(|item| text(item, "KeyValueStoreARN"))
            .collect(),
    }
}

pub(super) fn create_store(root: &Element) -> stores::CreateInput {
    stores::CreateInput {
        name: text(root, "Name"),
        comment: text(root, "Comment"),
        import_source: root.child("ImportSource").map(|source| stores::ImportSource {
            source_type: text(source, "SourceType"),
            source_arn: text(source, "SourceARN"),
        }),
        tags: root.child("Tags").map(tags).unwrap_or_default(),
    }
}

/// The members of a `Tags` element.
pub(super) fn tags(element: &Element) -> Vec<TagInput> {
    let items = element.child("Items");
    items
        .into_iter()
        .flat_map(|items| items.children_named("Tag"))
        .map(|tag| TagInput { key: text(tag, "Key"), value: text(tag, "Value") })
        .collect()
}

/// The members of a `TagKeys` element.
pub(super) fn tag_keys(element: &Element) -> Vec<String> {
    let items = element.child("Items");
    items.into_iter().flat_map(|items| items.children_named("Key")).map(|key| key.text.clone()).collect()
}

/// A member of type blob: base64, which may be broken into lines.
pub(super) fn blob(root: &Element, name: &str) -> ApiResult<Option<Vec<u8>>> {
    let Some(text) = root.child_text(name) else {
        return Ok(None);
    };
    let compact: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64
        .decode(compact)
        .map(Some)
        .map_err(|error| ApiError::invalid_argument(format!("The parameter {name} is not base64: {error}.")))
}

fn text(element: &Element, name: &str) -> Option<String> {
    element.child_text(name).map(str::to_owned)
}
