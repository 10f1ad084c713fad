//! Laws that hold whatever is asked of an account, in whatever order.

use proptest::collection::vec;
use proptest::prelude::*;

use super::functions::{self, CreateInput};
use super::tag_list::TagInput;
use super::tags;
use super::testing::Account;
use super::validate::{AssociationsInput, ConfigInput};
use super::{arn, distributions, stores};
use crate::error::ApiResult;
use crate::state::{FunctionConfig, State};
use crate::xml::Element;

/// One request. Small numbers choose among few names, so that requests meet each other.
#[derive(Clone, Debug)]
enum Ask {
    CreateFunction { name: u8, store: Option<u8> },
    UpdateFunction { name: u8, store: Option<u8>, stale: bool },
    Publish { name: u8, stale: bool },
    DeleteFunction { name: u8, stale: bool },
    CreateStore { name: u8 },
    UpdateStore { name: u8, stale: bool },
    DeleteStore { name: u8, stale: bool },
    Distribute { name: u8, function: Option<u8> },
    Redistribute { name: u8, function: Option<u8>, enabled: bool },
    DeleteDistribution { name: u8 },
    Tag { name: u8, good: bool },
    Wait,
}

fn ask() -> impl Strategy<Value = Ask> {
    let name = || 0..2_u8;
    let stale = || prop::bool::weighted(0.1);
    let maybe = || prop::option::of(0..2_u8);
    prop_oneof![
        (name(), maybe()).prop_map(|(name, store)| Ask::CreateFunction { name, store }),
        (name(), maybe(), stale()).prop_map(|(name, store, stale)| Ask::UpdateFunction { name, store, stale }),
        (name(), stale()).prop_map(|(name, stale)| Ask::Publish { name, stale }),
        (name(), stale()).prop_map(|(name, stale)| Ask::DeleteFunction { name, stale }),
        name().prop_map(|name| Ask::CreateStore { name }),
        (name(), stale()).prop_map(|(name, stale)| Ask::UpdateStore { name, stale }),
        (name(), stale()).prop_map(|(name, stale)| Ask::DeleteStore { name, stale }),
        (name(), maybe()).prop_map(|(name, function)| Ask::Distribute { name, function }),
        (name(), maybe(), any::<bool>()).prop_map(|(name, function, enabled)| Ask::Redistribute {
            name,
            function,
            enabled
        }),
        name().prop_map(|name| Ask::DeleteDistribution { name }),
        (name(), any::<bool>()).prop_map(|(name, good)| Ask::Tag { name, good }),
        Just(Ask::Wait),
    ]
}

fn function(state: &State, name: u8) -> (String, String) {
    let found = state.functions.values().find(|f| f.name == format!("f{name}"));
    found.map_or(("cf_none".into(), "ENONE000000000".into()), |f| (f.id.clone(), f.development.etag.clone()))
}

fn store(state: &State, name: u8) -> (String, String) {
    state.stores.get(&format!("s{name}")).map_or_else(
        || (arn::of_store("00000000-0000-4000-8000-000000000000"), "ENONE000000000".into()),
        |store| (arn::of_store(&store.id), store.etag.clone()),
    )
}

fn distribution(state: &State, name: u8) -> (String, String) {
    let reference = format!("d{name}");
    let found = state.distributions.values().find(|d| d.caller_reference == reference);
    found.map_or(("ENONE".into(), "ENONE000000000".into()), |d| (d.id.clone(), d.etag.clone()))
}

fn function_config(state: &State, used: Option<u8>) -> ConfigInput {
    ConfigInput {
        comment: Some(String::new()),
        runtime: Some("cloudfront-js-2.0".into()),
        associations: used
            .map(|used| AssociationsInput { quantity: Some("1".into()), arns: vec![Some(store(state, used).0)] }),
    }
}

fn distribution_config(state: &State, name: u8, used: Option<u8>, enabled: bool) -> Element {
    let config = Element::new("DistributionConfig")
        .with("CallerReference", format!("d{name}"))
        .with("Comment", "")
        .with("Enabled", enabled.to_string());
    match used {
        None => config,
        Some(used) => {
            let id = function(state, used).0;
            config
                .with_child(Element::new("ViewerMtlsConfig").with("Mode", "passthrough"))
                .with_child(Element::new("ConnectionFunctionAssociation").with("Id", id))
        }
    }
}

/// Does what is asked; whether it was done.
fn perform(account: &mut Account, ask: &Ask) -> ApiResult<()> {
    let version =
        |(id, etag): (String, String), stale: bool| (id, if stale { "ESTALE00000000".to_owned() } else { etag });
    match *ask {
        Ask::CreateFunction { name, store } => {
            let input = CreateInput {
                name: Some(format!("f{name}")),
                config: Some(function_config(&account.state, store)),
                code: Some(b"code".to_vec()),
                tags: Vec::new(),
            };
            functions::create(&mut account.cx(), &input).map(drop)
        }
        Ask::UpdateFunction { name, store, stale } => {
            let (id, etag) = version(function(&account.state, name), stale);
            let config = function_config(&account.state, store);
            let code = Some(&b"new"[..]);
            functions::update(&mut account.cx(), &id, Some(&etag), Some(&config), code).map(drop)
        }
        Ask::Publish { name, stale } => {
            let (id, etag) = version(function(&account.state, name), stale);
            functions::publish(&mut account.cx(), &id, Some(&etag)).map(drop)
        }
        Ask::DeleteFunction { name, stale } => {
            let (id, etag) = version(function(&account.state, name), stale);
            functions::delete(&mut account.cx(), &id, Some(&etag))
        }
        Ask::CreateStore { name } => {
            let name = Some(format!("s{name}"));
            let input = stores::CreateInput { name, ..stores::CreateInput::default() };
            stores::create(&mut account.cx(), &input).map(drop)
        }
        Ask::UpdateStore { name, stale } => {
            let (_, etag) = version(store(&account.state, name), stale);
            let name = format!("s{name}");
            stores::update(&mut account.cx(), &name, Some(&etag), Some("new")).map(drop)
        }
        Ask::DeleteStore { name, stale } => {
            let (_, etag) = version(store(&account.state, name), stale);
            stores::delete(&mut account.cx(), &format!("s{name}"), Some(&etag))
        }
        Ask::Distribute { name, function } => {
            let config = distribution_config(&account.state, name, function, true);
            distributions::create(&mut account.cx(), &config).map(drop)
        }
        Ask::Redistribute { name, function, enabled } => {
            let (id, etag) = distribution(&account.state, name);
            let config = distribution_config(&account.state, name, function, enabled);
            distributions::update(&mut account.cx(), &id, Some(&etag), &config).map(drop)
        }
        Ask::DeleteDistribution { name } => {
            let (id, etag) = distribution(&account.state, name);
            distributions::delete(&mut account.cx(), &id, Some(&etag))
        }
        Ask::Tag { name, good } => {
            let arn = arn::of_function(&function(&account.state, name).0);
            let key = Some(if good { "key" } else { "bad!" }.to_owned());
            let tag = TagInput { key, value: None };
            tags::tag(&mut account.cx(), Some(&arn), &[tag])
        }
        Ask::Wait => {
            account.now_ms += 300;
            Ok(())
        }
    }
}

/// Whatever is named is there, and no name or version is there twice.
fn check_whole(state: &State) {
    let arns: Vec<_> = state.stores.values().map(|store| arn::of_store(&store.id)).collect();
    let stages = || {
        state.functions.values().flat_map(|function| {
            let live = function.live.as_ref().map(|live| &live.record);
            [Some(&function.development), live].into_iter().flatten()
        })
    };
    let named = |config: &FunctionConfig| config.store_arns.clone().unwrap_or_default();
    for arn in stages().flat_map(|record| named(&record.config)) {
        assert!(arns.contains(&arn), "{arn} is used but is not there");
    }
    for id in state.distributions.values().filter_map(|d| d.function.as_ref()) {
        assert!(state.functions.get(id).unwrap().live.is_some(), "{id} is used but was never published");
    }
    let names = state.functions.values().map(|function| &function.name);
    assert_distinct(names.collect());
    let versions = stages()
        .map(|record| &record.etag)
        .chain(state.stores.values().map(|store| &store.etag))
        .chain(state.distributions.values().map(|distribution| &distribution.etag));
    assert_distinct(versions.collect());
}

fn assert_distinct(mut items: Vec<&String>) {
    let count = items.len();
    items.sort();
    items.dedup();
    assert_eq!(items.len(), count, "one of {items:?} is there twice");
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_account_stays_whole(asks in vec(ask(), 1..150)) {
        let mut account = Account::new();
        for ask in &asks {
            let before = account.state.clone();
            let done = perform(&mut account, ask);
            if done.is_err() {
                prop_assert_eq!(json(&account.state), json(&before), "a refusal changed something");
            }
            check_whole(&account.state);

            for (id, function) in account.state.functions.iter() {
                let Some(old) = before.functions.get(id) else { continue };
                let live_moved = json(&function.live) != json(&old.live);
                let development_moved = json(&function.development) != json(&old.development);
                prop_assert_eq!(live_moved, done.is_ok() && matches!(ask, Ask::Publish { name, .. }
                    if function.name == format!("f{name}")));
                prop_assert_eq!(development_moved, done.is_ok() && matches!(
                    ask, Ask::UpdateFunction { name, .. } if function.name == format!("f{name}")));
                prop_assert!(!development_moved || function.development.etag != old.development.etag);
            }
        }
        let text = json(&account.state);
        let read: State = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(json(&read), text, "what is written is read");
    }
}
