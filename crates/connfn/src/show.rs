//! What exists, resource by resource, with the attributes that Terraform's resource exports.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::ordered::Map;
use connfn_core::ordered::sort_by;
use connfn_core::{
    address::{Address, ResourceType},
    attributes::Attribute,
    exported,
    observed::ObservedState,
    ownership::{ADDRESS_TAG, Owner, STACK_TAG},
    render::{self, Palette, visible},
};
use serde::{Deserialize, Serialize};

/// An existing resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownResource {
    #[serde(rename = "type")]
    pub resource_type: ResourceType,
    /// A function's id, a store's name: what `connfn import` and an `import` block take.
    pub import_id: String,
    pub name: String,
    /// The stack that owns it, null if none does.
    pub stack: Option<String>,
    /// Its address in that stack's configuration.
    pub address: Option<String>,
    pub attributes: Map<String, Attribute>,
    /// What a function's LIVE stage holds, null if it was never published: the stage that viewers meet.
    pub live: Option<Map<String, Attribute>>,
    /// The ids of the distributions that use it, null if nobody asked.
    pub distributions: Option<Vec<String>>,
}

/// Lists functions, then stores, by name.
pub fn show(observed: &ObservedState) -> Vec<ShownResource> {
    let functions = observed.functions.iter().map(|(id, function)| {
        let attributes = exported::function(id, function);
        ShownResource {
            live: function.live.as_ref().map(exported::stage),
            distributions: function.distributions.clone(),
            ..shown(ResourceType::ConnectionFunction, id, &function.name, &function.tags, attributes)
        }
    });
    let stores = observed
        .stores
        .iter()
        .map(|(name, store)| shown(ResourceType::KeyValueStore, name, name, &store.tags, exported::store(name, store)));
    let mut resources: Vec<ShownResource> = functions.chain(stores).collect();
    sort_by(&mut resources, |a, b| (a.resource_type, &a.name).cmp(&(b.resource_type, &b.name)));
    resources
}

fn shown(
    resource_type: ResourceType,
    import_id: &str,
    name: &str,
    tags: &Map<String, String>,
    attributes: Map<String, Attribute>,
) -> ShownResource {
    let stack = tags.get(STACK_TAG).cloned();
    let address = match Owner::of(tags, stack.as_deref().unwrap_or_default()) {
        Owner::ThisStack { address } => address.as_ref().map(Address::to_string),
        Owner::Nobody | Owner::OtherStack { .. } => tags.get(ADDRESS_TAG).cloned(),
    };
    ShownResource {
        resource_type,
        import_id: import_id.into(),
        name: name.into(),
        stack,
        address,
        attributes,
        live: None,
        distributions: None,
    }
}

/// Renders resources for people, as blocks, each under whose it is and what viewers meet.
pub fn render_resources(resources: &[ShownResource], observed: &ObservedState, palette: Palette) -> String {
    let blocks = resources.iter().map(|resource| {
        let address = resource.address.as_deref().and_then(Address::parse);
        let address = address.unwrap_or_else(|| Address::of_name(resource.resource_type, &resource.name));
        let label = visible(address.label());
        let block = match resource.resource_type {
            ResourceType::ConnectionFunction => render::function(&label, &resource.attributes, &observed.code, palette),
            ResourceType::KeyValueStore => render::store(&label, &resource.attributes, palette),
        };
        heading(resource, observed) + &block
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn heading(resource: &ShownResource, observed: &ObservedState) -> String {
    let owner = match (&resource.stack, &resource.address) {
        (Some(stack), Some(address)) => format!("{address} (stack {stack})"),
        (Some(stack), None) => format!("owned by stack {stack}"),
        (None, _) => "owned by no stack".to_string(),
    };
    let mut lines = Vec::from([owner]);
    if let Some(function) = observed.functions.get(&resource.import_id)
        && resource.resource_type == ResourceType::ConnectionFunction
    {
        lines.push(match &function.live {
            None => "LIVE holds nothing: it was never published".to_string(),
            Some(live) if exported::stage(live) == exported::stage(&function.development) => {
                "LIVE holds what is shown here, which is DEVELOPMENT".to_string()
            }
            Some(_) => "LIVE differs from what is shown here, which is DEVELOPMENT".to_string(),
        });
    }
    match resource.distributions.as_deref() {
        None => {}
        Some([]) => lines.push("used by no distribution".to_string()),
        Some(ids) => lines.push(format!("used by {}", ids.join(", "))),
    }
    lines.iter().flat_map(|line| ["# ".to_string(), visible(line), "\n".to_string()]).collect()
}
