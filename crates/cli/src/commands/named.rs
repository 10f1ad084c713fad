//! One resource that somebody named: what to read to know it, and whether it is the one.

use connfn::{Attribute, Scope, ShownResource};

/// Reads in full whatever `wanted` may be: a name, an id or an ARN.
pub(crate) fn scope(wanted: &str) -> Scope {
    // A store is read by its name, which neither its id nor its ARN gives.
    if is_store_id(wanted) || wanted.contains(":key-value-store/") {
        return Scope::everything();
    }
    let only = |name: &str| connfn::Set::from([name.to_owned()]);
    // A function's ARN ends in its id.
    let id = wanted.rsplit('/').next().unwrap_or(wanted);
    Scope { function_names: only(wanted), function_ids: only(id), store_names: only(wanted), ..Scope::default() }
}

/// Whether this has the form of a UUID.
fn is_store_id(wanted: &str) -> bool {
    wanted.len() == 36 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

pub(crate) fn is_called(resource: &ShownResource, wanted: &str) -> bool {
    let is = |attribute| resource.attributes.get(attribute) == Some(&Attribute::string(wanted));
    resource.name == wanted || resource.import_id == wanted || is("id") || is("arn") || is("connection_function_arn")
}
