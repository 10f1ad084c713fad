//! What a function meets when CloudFront runs it.

use super::{
    Patience, codes,
    stores::Stores,
    testing::{Ran, Tested},
    verdicts::{Verdicts, all_of},
};
use crate::{
    caller::Caller,
    seen::{Seen, either},
};
use alloc::{
    format,
    string::{String, ToString},
};
use connfn_core::testing::Decision;

/// The assumptions that take a function which runs.
pub(super) const RUN: [&str; 15] =
    ["A50", "A57", "A51", "A52", "A53", "A54", "A55", "A60", "A61", "A62", "A63", "A64", "A66", "A68", "A69"];

/// What the runtime has by the table of docs/function-code.md, and what it lacks, of what can be asked about without using it.
const HAS: [&str; 8] =
    ["Buffer", "DataView", "Promise.all", "Promise.any", "String.prototype.replaceAll", "Symbol.for", "atob", "btoa"];
const LACKS: [&str; 24] = [
    "Array.prototype.at",
    "Array.prototype.findLast",
    "Array.prototype.flat",
    "Array.prototype.flatMap",
    "BigInt",
    "Intl",
    "Map",
    "Object.fromEntries",
    "Proxy",
    "Reflect",
    "Set",
    "String.prototype.localeCompare",
    "String.prototype.matchAll",
    "String.prototype.normalize",
    "String.raw",
    "URL",
    "WeakMap",
    "WeakSet",
    "WebSocket",
    "XMLHttpRequest",
    "fetch",
    "setTimeout",
    "structuredClone",
    "URLSearchParams",
];

pub(super) async fn judge<C: Caller + Patience>(
    tested: &mut Tested<'_, '_, C>,
    stores: &Stores,
    verdicts: &mut Verdicts,
) {
    verdicts.record("A60", either(surface(tested).await));
    verdicts.record("A61", either(no_entry_point(tested).await));
    verdicts.record("A62", either(both_called(tested).await));
    verdicts.record("A63", either(thrown_after_allow(tested).await));
    verdicts.record("A64", either(goes_on(tested).await));
    verdicts.record("A68", either(dates_and_chance(tested).await));
    let store = match &stores.named {
        Ok(store) => store,
        Err(seen) => return verdicts.all(&["A55", "A66", "A69"], seen),
    };
    verdicts.record("A55", either(store_is_read(tested, &store.arn).await));
    verdicts.record("A66", either(store_methods(tested, &store.arn).await));
    verdicts.record("A69", either(store_by_id(tested, &store.arn, &store.id).await));
}

/// A60, as far as one function can ask.
async fn surface<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let list = |names: &[&str]| names.join(" ");
    let code = codes::that(&format!(
        "  const has = function (path) {{
    let value = globalThis;
    path.split('.').forEach(function (name) {{
      value = value === undefined ? undefined : value[name];
    }});
    return value !== undefined;
  }};
  const lacks = function (path) {{ return !has(path); }};
  console.log('lacks:' + '{}'.split(' ').filter(lacks).join(' '));
  console.log('has:' + '{}'.split(' ').filter(has).join(' '));
  connection.allow();",
        list(&HAS),
        list(&LACKS)
    ));
    let ran = tested.run(&code, &[]).await?;
    let told = |begin: &str| ran.logs().iter().find_map(|line| line.split_once(begin)).map(|(_, rest)| rest.trim());
    Ok(match (told("lacks:"), told("has:")) {
        (Some(""), Some("")) => Seen::Holds,
        (Some(lacks), Some(has)) => {
            let parts = [("lacks", lacks), ("has", has)];
            let parts = parts.iter().filter(|(_, names)| !names.is_empty());
            let parts: alloc::vec::Vec<String> = parts.map(|(verb, names)| format!("{verb} {names}")).collect();
            Seen::Fails(format!("the runtime {}", parts.join(" and ")))
        }
        _ => not_run(&ran),
    })
}

/// A61.
async fn no_entry_point<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let ran = tested.run("function handler(event) { return event; }\n", &[]).await?;
    Ok(match tested.decision(&ran) {
        Ok(Decision::Allow) => Seen::Fails("a function without `connectionHandler` allowed".to_string()),
        // That it cannot be run at all denies as well.
        Ok(_) => Seen::Holds,
        Err(_) if ran.exception().is_some() => Seen::Holds,
        Err(seen) => seen,
    })
}

/// A62, in both orders.
async fn both_called<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let mut seen = alloc::vec::Vec::new();
    for statements in ["connection.allow();\nconnection.deny();", "connection.deny();\nconnection.allow();"] {
        let ran = tested.run(&codes::that(statements), &[]).await?;
        seen.push(match tested.decision(&ran)? {
            Decision::Allow => {
                Seen::Fails(format!("a function allowed that did this: {}", statements.replace('\n', " ")))
            }
            Decision::Deny | Decision::None => Seen::Holds,
        });
    }
    Ok(all_of(seen))
}

/// A63.
async fn thrown_after_allow<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let ran = tested.run(&codes::that("connection.allow();\nthrow new Error('on purpose');"), &[]).await?;
    Ok(match tested.decision(&ran)? {
        Decision::Allow => Seen::Fails("a function allowed that threw after `allow()`".to_string()),
        Decision::Deny | Decision::None => Seen::Holds,
    })
}

/// A64.
async fn goes_on<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let mut seen = alloc::vec::Vec::new();
    for decide in ["allow", "deny"] {
        let statements = format!("console.log('before');\nconnection.{decide}();\nconsole.log('after');");
        let ran = tested.run(&codes::that(&statements), &[]).await?;
        seen.push(match (ran.has_logged("before"), ran.has_logged("after")) {
            (true, true) => Seen::Holds,
            (true, false) => Seen::Fails(format!("nothing ran after `{decide}()`")),
            (false, _) => not_run(&ran),
        });
    }
    Ok(all_of(seen))
}

/// A68.
async fn dates_and_chance<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>) -> Result<Seen, Seen> {
    let code = codes::that(
        "const before = Date.now();
for (let n = 0; n < 10000; n++) { Math.sqrt(n); }
console.log(Date.now() === before ? 'time stands' : 'time goes');
console.log('chance:' + Math.random());
connection.allow();",
    );
    let chance = |ran: &Ran| ran.logs().iter().find_map(|line| Some(line.split_once("chance:")?.1.to_string()));
    let first = tested.run(&code, &[]).await?;
    let second = tested.run(&code, &[]).await?;
    let (Some(one), Some(other)) = (chance(&first), chance(&second)) else { return Ok(not_run(&first)) };
    Ok(if one == other {
        Seen::Fails("`Math.random()` was the same in two runs".to_string())
    } else if first.has_logged("time goes") {
        Seen::Fails("`Date` went on while a function ran".to_string())
    } else {
        Seen::Holds
    })
}

/// A55, of a store that is empty.
async fn store_is_read<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>, arn: &str) -> Result<Seen, Seen> {
    let code = codes::with_store(
        "try {
  const exists = await cf.kvs().exists('connfn-doctor');
  console.log('store:' + exists);
} catch (error) {
  console.log('no store:' + error);
}
connection.allow();",
    );
    let ran = tested.run(&code, &[arn]).await?;
    Ok(if ran.has_logged("no store:") {
        Seen::Fails(format!("a function that names a store found none: {}", ran.logs().join(" ")))
    } else if ran.has_logged("store:false") {
        Seen::Holds
    } else {
        not_run(&ran)
    })
}

/// A66.
async fn store_methods<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>, arn: &str) -> Result<Seen, Seen> {
    let unnamed = codes::with_store(
        "try {
  cf.kvs();
  console.log('given');
} catch (error) {
  console.log('thrown');
}
connection.allow();",
    );
    let ran = tested.run(&unnamed, &[]).await?;
    let unnamed = match (ran.has_logged("thrown"), ran.has_logged("given")) {
        (true, _) => Seen::Holds,
        (false, true) => Seen::Fails("`cf.kvs()` gave a store to a function that names none".to_string()),
        (false, false) => not_run(&ran),
    };
    let named = codes::with_store(
        "let store;
try {
  store = cf.kvs();
} catch (error) {
  console.log('no store');
}
if (store) {
  try {
    await store.get('connfn-doctor');
    console.log('resolved');
  } catch (error) {
    console.log('rejected');
  }
  const meta = await store.meta();
  console.log('meta:' + ['creationDateTime', 'lastUpdatedDateTime', 'keyCount'].filter(function (name) {
    return meta[name] === undefined;
  }).join(' '));
}
connection.allow();",
    );
    let ran = tested.run(&named, &[arn]).await?;
    let lacks = ran.logs().iter().find_map(|line| Some(line.split_once("meta:")?.1.trim().to_string()));
    let named = if ran.has_logged("resolved") {
        Seen::Fails("`get` of a key that is missing was not rejected".to_string())
    } else {
        match lacks.as_deref() {
            Some("") if ran.has_logged("rejected") => Seen::Holds,
            Some(lacks) if !lacks.is_empty() => Seen::Fails(format!("`meta()` lacks {lacks}")),
            _ => not_run(&ran),
        }
    };
    Ok(all_of([unnamed, named]))
}

/// A69.
async fn store_by_id<C: Caller + Patience>(tested: &mut Tested<'_, '_, C>, arn: &str, id: &str) -> Result<Seen, Seen> {
    let code = codes::with_store(&format!(
        "let store;
try {{
  store = cf.kvs();
  console.log('named');
}} catch (error) {{
  console.log('no store');
}}
try {{
  const exists = await cf.kvs('{id}').exists('connfn-doctor');
  console.log('same:' + exists);
}} catch (error) {{
  console.log('other:' + error);
}}
connection.allow();"
    ));
    let ran = tested.run(&code, &[arn]).await?;
    Ok(match (ran.has_logged("named"), ran.has_logged("same:false")) {
        (true, true) => Seen::Holds,
        (true, false) if ran.has_logged("other:") => {
            Seen::Fails(format!("`cf.kvs(id)` did not give the store: {}", ran.logs().join(" ")))
        }
        _ => not_run(&ran),
    })
}

/// A function that did not say what it was to say.
fn not_run(ran: &Ran) -> Seen {
    let why = ran.exception().map_or_else(|| format!("it logged `{}`", ran.logs().join(" ")), ToString::to_string);
    Seen::Unclear(format!("the function did not come to an answer: {why}"))
}
