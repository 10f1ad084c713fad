//! Takes away what the engine has and the runtime has not: globals, and members of the objects that both have.

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsObject, JsResult, JsString, JsValue};
use connfn_script::{FEATURES, Feature, GLOBALS, Overrides, Place, Runtime, Support};

/// The members of each object, a line an object.
const MEMBERS: &str = include_str!("surface.txt");

/// Whom the table of features speaks of: a runtime, and what the user says beside it.
#[derive(Debug)]
pub(super) struct Surface<'s> {
    pub(super) runtime: Runtime,
    pub(super) overrides: &'s Overrides,
}

impl Surface<'_> {
    /// Cuts all down. `hidden` are objects that no global names.
    pub(super) fn cut(&self, hidden: &JsObject, context: &mut Context) -> JsResult<()> {
        let global = context.global_object();
        keep(&global, |name| self.has_global(name), context)?;
        for line in MEMBERS.lines().filter(|line| !line.starts_with('#')) {
            let Some((path, members)) = line.split_once(':') else { continue };
            let Some(object) = resolve(path, hidden, context)? else { continue };
            keep(&object, |name| self.has_member(path, members, name), context)?;
        }
        Ok(())
    }

    fn has(&self, feature: &Feature) -> bool {
        self.overrides.support(feature, self.runtime) != Support::Missing
    }

    fn has_global(&self, name: &str) -> bool {
        // AWS documents that these throw, and so they are there.
        let throws = ["eval", "Function"].contains(&name);
        let row = FEATURES.iter().find(|row| matches!(row.place, Place::Global(names) if names.contains(&name)));
        throws || row.map_or_else(|| GLOBALS.contains(&name), |row| self.has(row))
    }

    fn has_member(&self, path: &str, members: &str, name: &str) -> bool {
        let row = FEATURES.iter().find(|row| match row.place {
            Place::Method(names) => path.ends_with(".prototype") && names.contains(&name),
            Place::Member(object, names) => object == path && names.contains(&name),
            _ => false,
        });
        let always = ["constructor", "length", "name", "prototype", "BYTES_PER_ELEMENT"].contains(&name);
        always || row.map_or_else(|| members.split_whitespace().any(|member| member == name), |row| self.has(row))
    }
}

/// The object at a path such as `Array.prototype`; the empty path is that of the globals.
pub(super) fn resolve(path: &str, hidden: &JsObject, context: &mut Context) -> JsResult<Option<JsObject>> {
    let named = hidden.get(JsString::from(path), context)?;
    if !named.is_undefined() {
        return Ok(named.as_object());
    }
    let mut found = JsValue::from(context.global_object());
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let Some(object) = found.as_object() else { return Ok(None) };
        found = object.get(JsString::from(name), context)?;
    }
    Ok(found.as_object())
}

/// Deletes what an object has beyond some members. Symbols stay, and what cannot be deleted.
fn keep(object: &JsObject, stays: impl Fn(&str) -> bool, context: &mut Context) -> JsResult<()> {
    for key in object.own_property_keys(context)? {
        if let PropertyKey::String(name) = &key
            && !stays(&name.to_std_string_lossy())
        {
            object.delete_property_or_throw(key, context).ok();
        }
    }
    Ok(())
}
