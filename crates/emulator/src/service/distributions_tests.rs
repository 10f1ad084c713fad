//! Tests of `distributions`: the rules alone, without protocol.

use super::{by_function, create, delete, get, update};
use crate::error::Code;
use crate::service::functions::{self, CreateInput};
use crate::service::paging::PageRequest;
use crate::service::testing::{Account, refused};
use crate::service::validate::ConfigInput;
use crate::xml::Element;

fn config(reference: &str, function: Option<&str>) -> Element {
    let config = Element::new("DistributionConfig")
        .with("CallerReference", reference)
        .with("Comment", "c")
        .with("Enabled", "true");
    match function {
        None => config,
        Some(id) => config
            .with_child(mtls("required", "ts_1"))
            .with_child(Element::new("ConnectionFunctionAssociation").with("Id", id)),
    }
}

fn mtls(mode: &str, store: &str) -> Element {
    let store = Element::new("TrustStoreConfig").with("TrustStoreId", store);
    Element::new("ViewerMtlsConfig").with("Mode", mode).with_child(store)
}

fn published(account: &mut Account, name: &str) -> String {
    let config =
        ConfigInput { comment: Some(String::new()), runtime: Some("cloudfront-js-2.0".into()), associations: None };
    let input =
        CreateInput { name: Some(name.into()), config: Some(config), code: Some(b"x".to_vec()), tags: Vec::new() };
    let made = functions::create(&mut account.cx(), &input).unwrap();
    functions::publish(&mut account.cx(), &made.id, Some(&made.etag)).unwrap();
    made.id
}

#[test]
fn an_association_moves_with_the_configuration() {
    let mut account = Account::new();
    let (one, two) = (published(&mut account, "one"), published(&mut account, "two"));
    let made = create(&mut account.cx(), &config("r", Some(&one))).unwrap();
    let users = |account: &mut Account, name: &str| {
        let page = PageRequest::parse(None, None).unwrap();
        by_function(&account.cx(), Some(name), &page).unwrap().items.len()
    };
    assert_eq!((users(&mut account, "one"), users(&mut account, "two")), (1, 0));
    let moved = config("r", Some(&two));
    let second = update(&mut account.cx(), &made.id, Some(&made.etag), &moved).unwrap();
    assert_eq!((users(&mut account, "one"), users(&mut account, "two")), (0, 1));
    update(&mut account.cx(), &made.id, Some(&second.etag), &config("r", None)).unwrap();
    assert_eq!((users(&mut account, "one"), users(&mut account, "two")), (0, 0));
}

#[test]
fn an_update_that_keeps_the_association_does_not_deploy_the_function_again() {
    let mut account = Account::new();
    let id = published(&mut account, "one");
    let made = create(&mut account.cx(), &config("r", Some(&id))).unwrap();
    account.now_ms += 1_000;
    update(&mut account.cx(), &made.id, Some(&made.etag), &config("r", Some(&id))).unwrap();
    let stage = crate::service::Stage::Live;
    assert_eq!(functions::describe(&account.cx(), &id, stage).unwrap().status, "DEPLOYED");
    assert_eq!(get(&account.cx(), &made.id).unwrap().status, "InProgress");
}

#[test]
fn an_association_needs_mutual_tls() {
    let mut account = Account::new();
    let id = published(&mut account, "one");
    let with = |mtls: Option<Element>| {
        let mut config = config("r", Some(&id));
        config.children.retain(|child| child.name != "ViewerMtlsConfig");
        config.children.extend(mtls);
        config
    };
    for bad in [
        None,
        Some(Element::new("ViewerMtlsConfig").with("Mode", "required")),
        Some(mtls("required", "")),
        Some(mtls("other", "ts_1")),
    ] {
        refused(create(&mut account.cx(), &with(bad)), Code::InvalidArgument);
    }
    let bare = Element::new("ViewerMtlsConfig").with("Mode", "passthrough");
    create(&mut account.cx(), &with(Some(bare))).unwrap();
}

#[test]
fn the_configuration_is_kept_and_checked() {
    let mut account = Account::new();
    let items = Element::new("Items").with("CNAME", "a.example.com").with("CNAME", "<b>");
    let aliases = |n: &str| Element::new("Aliases").with("Quantity", n).with_child(items.clone());
    let whole = config("r", None).with_child(aliases("2")).with("Unknown", "kept & kept");
    let made = create(&mut account.cx(), &whole).unwrap();
    assert_eq!(made.config, whole);
    refused(create(&mut account.cx(), &whole), Code::DistributionAlreadyExists);
    let wrong = config("s", None).with_child(aliases("3"));
    refused(create(&mut account.cx(), &wrong), Code::InconsistentQuantities);
    let moved = config("s", None);
    refused(update(&mut account.cx(), &made.id, Some(&made.etag), &moved), Code::IllegalUpdate);
    for missing in ["CallerReference", "Comment", "Enabled"] {
        let mut config = config("t", None);
        config.children.retain(|child| child.name != missing);
        refused(create(&mut account.cx(), &config), Code::InvalidArgument);
    }
    refused(delete(&mut account.cx(), &made.id, Some(&made.etag)), Code::DistributionNotDisabled);
}
