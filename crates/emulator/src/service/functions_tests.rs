//! Tests of `functions`: the rules alone, without protocol.

use super::{ConfigInput, CreateInput, Stage, Summary};
use super::{code, create, delete, describe, list, publish, test, update};
use crate::error::Code;
use crate::items::StoreItems;
use crate::service::paging::PageRequest;
use crate::service::testing::{Account, refused};
use crate::service::validate::AssociationsInput;
use crate::service::{arn, distributions, stores};
use crate::xml::Element;

fn config(comment: &str) -> ConfigInput {
    ConfigInput { comment: Some(comment.into()), runtime: Some("cloudfront-js-2.0".into()), associations: None }
}

fn input(name: &str) -> CreateInput {
    CreateInput {
        name: Some(name.into()),
        config: Some(config("first")),
        code: Some(b"one".to_vec()),
        tags: Vec::new(),
    }
}

fn made(account: &mut Account, name: &str) -> Summary {
    create(&mut account.cx(), &input(name)).unwrap()
}

fn associate(account: &mut Account, reference: &str, function: &str) -> distributions::Summary {
    let mtls = Element::new("ViewerMtlsConfig").with("Mode", "passthrough");
    let config = Element::new("DistributionConfig")
        .with("CallerReference", reference)
        .with("Comment", "")
        .with("Enabled", "false")
        .with_child(mtls)
        .with_child(Element::new("ConnectionFunctionAssociation").with("Id", function));
    distributions::create(&mut account.cx(), &config).unwrap()
}

#[test]
fn stages_are_apart() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    refused(describe(&account.cx(), &first.id, Stage::Live), Code::EntityNotFound);
    account.now_ms += 10;
    let live = publish(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    account.now_ms += 10;
    let second =
        update(&mut account.cx(), &first.id, Some(&first.etag), Some(&config("second")), Some(b"two")).unwrap();
    let etags = [&first.etag, &live.etag, &second.etag];
    assert!(etags[0] != etags[1] && etags[1] != etags[2] && etags[0] != etags[2]);

    let development = describe(&account.cx(), "gate", Stage::Development).unwrap();
    assert_eq!((development.config.comment.as_str(), &development.etag), ("second", &second.etag));
    assert_eq!(development.modified_ms, 1_000_020);
    let live_now = describe(&account.cx(), &arn::of_function(&first.id), Stage::Live).unwrap();
    assert_eq!((live_now.config.comment.as_str(), &live_now.etag), ("first", &live.etag));
    assert_eq!((live_now.created_ms, live_now.modified_ms), (1_000_000, 1_000_010));
    assert_eq!(code(&account.cx(), &first.id, Stage::Live).unwrap().0, b"one");
    assert_eq!(code(&account.cx(), &first.id, Stage::Development).unwrap().0, b"two");

    // What is published is DEVELOPMENT as it is now, and only in the version that it has now.
    let stale = publish(&mut account.cx(), &first.id, Some(&first.etag));
    refused(stale, Code::PreconditionFailed);
    publish(&mut account.cx(), &first.id, Some(&second.etag)).unwrap();
    assert_eq!(code(&account.cx(), &first.id, Stage::Live).unwrap().0, b"two");
}

#[test]
fn a_refusal_changes_nothing() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    let before = serde_json::to_string(&account.state).unwrap();
    let cx = &mut account.cx();
    let (id, etag) = (first.id.as_str(), Some(first.etag.as_str()));
    refused(create(cx, &input("gate")), Code::EntityAlreadyExists);
    refused(update(cx, id, etag, None, Some(b"x")), Code::InvalidArgument);
    refused(update(cx, id, etag, Some(&config("")), None), Code::InvalidArgument);
    refused(update(cx, id, None, Some(&config("")), Some(b"x")), Code::InvalidIfMatchVersion);
    refused(publish(cx, id, Some("E00000000000ZZ")), Code::PreconditionFailed);
    refused(delete(cx, "cf_none", etag), Code::EntityNotFound);
    refused(test(cx, id, etag, Stage::Live, Some(b"{}")), Code::EntityNotFound);
    refused(test(cx, id, etag, Stage::Development, Some(b"")), Code::InvalidArgument);
    test(cx, id, etag, Stage::Development, Some(b"{}")).unwrap();
    assert_eq!(serde_json::to_string(&account.state).unwrap(), before);
}

#[test]
fn the_status_is_that_of_the_last_publish_and_of_the_associations() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    let status = |account: &mut Account| {
        let development = describe(&account.cx(), "gate", Stage::Development).unwrap().status;
        if let Ok(live) = describe(&account.cx(), "gate", Stage::Live) {
            assert_eq!(live.status, development);
        }
        development
    };
    assert_eq!(status(&mut account), "UNPUBLISHED");
    publish(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    assert_eq!(status(&mut account), "PUBLISHING");
    account.now_ms += 299;
    assert_eq!(status(&mut account), "PUBLISHING");
    account.now_ms += 1;
    assert_eq!(status(&mut account), "UNASSOCIATED");
    let distribution = associate(&mut account, "one", &first.id);
    assert_eq!(status(&mut account), "IN_PROGRESS");
    account.now_ms += 300;
    assert_eq!(status(&mut account), "DEPLOYED");
    // An association that is made while a publish is under way counts from its end.
    publish(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    associate(&mut account, "two", &first.id);
    account.now_ms += 300;
    assert_eq!(status(&mut account), "IN_PROGRESS");
    account.now_ms += 300;
    assert_eq!(status(&mut account), "DEPLOYED");
    distributions::delete(&mut account.cx(), &distribution.id, Some(&distribution.etag)).unwrap();
    assert_eq!(status(&mut account), "DEPLOYED");
}

#[test]
fn a_clock_that_goes_back_breaks_nothing() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    publish(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    account.now_ms = 0;
    assert_eq!(describe(&account.cx(), "gate", Stage::Live).unwrap().status, "PUBLISHING");
    account.now_ms = u64::MAX;
    assert_eq!(describe(&account.cx(), "gate", Stage::Live).unwrap().status, "UNASSOCIATED");
}

#[test]
fn a_name_is_free_again_after_a_delete() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    delete(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    let second = made(&mut account, "gate");
    assert_ne!(first.id, second.id);
}

#[test]
fn an_id_wins_over_a_name() {
    let mut account = Account::new();
    let first = made(&mut account, "gate");
    let namesake = made(&mut account, &first.id);
    let described = describe(&account.cx(), &first.id, Stage::Development).unwrap();
    assert_eq!(described.name, "gate");
    assert_eq!(describe(&account.cx(), &namesake.id, Stage::Development).unwrap().name, first.id);
}

#[test]
fn stores_must_be_there_and_ready() {
    let mut account = Account::new();
    let store = stores::CreateInput { name: Some("s".into()), ..stores::CreateInput::default() };
    let arn = arn::of_store(&stores::create(&mut account.cx(), &store).unwrap().id);
    let mut user = input("gate");
    let associations = AssociationsInput { quantity: Some("1".into()), arns: vec![Some(arn.clone())] };
    user.config = Some(ConfigInput { associations: Some(associations), ..config("") });
    refused(create(&mut account.cx(), &user), Code::InvalidArgument);
    account.now_ms += 300;
    let made = create(&mut account.cx(), &user).unwrap();
    assert_eq!(made.config.store_arns, Some(vec![arn]));
}

#[test]
fn a_test_takes_the_stage_and_what_its_store_holds() {
    let mut account = Account::new();
    let items = StoreItems::parse(r#"{"data":[{"key":"a","value":"1"}]}"#).unwrap();
    account.settings.items.insert("s".into(), items.clone());
    let store = stores::CreateInput { name: Some("s".into()), ..stores::CreateInput::default() };
    let arn = arn::of_store(&stores::create(&mut account.cx(), &store).unwrap().id);
    account.now_ms += 300;
    let mut user = input("gate");
    let associations = AssociationsInput { quantity: Some("1".into()), arns: vec![Some(arn)] };
    user.config = Some(ConfigInput { associations: Some(associations), ..config("") });
    let made = create(&mut account.cx(), &user).unwrap();
    let run = test(&mut account.cx(), &made.id, Some(&made.etag), Stage::Development, Some(b"{ }")).unwrap();
    assert_eq!((run.items, run.connection.as_str(), run.code.as_bytes()), (Some(items), "{ }", &b"one"[..]));

    publish(&mut account.cx(), &made.id, Some(&made.etag)).unwrap();
    let changed = update(&mut account.cx(), &made.id, Some(&made.etag), Some(&config("second")), Some(b"two")).unwrap();
    let run = test(&mut account.cx(), &made.id, Some(&changed.etag), Stage::Development, Some(b"{}")).unwrap();
    assert_eq!((run.items, run.code.as_bytes()), (None, &b"two"[..]), "it is associated with none any more");
    let live = describe(&account.cx(), &made.id, Stage::Live).unwrap();
    let run = test(&mut account.cx(), &made.id, Some(&live.etag), Stage::Live, Some(b"{}")).unwrap();
    assert_eq!((run.items.is_some(), run.code.as_bytes()), (true, &b"one"[..]));
}

#[test]
fn the_quota_counts_functions() {
    let mut account = Account::new();
    account.settings.max_functions = 1;
    let first = made(&mut account, "one");
    refused(create(&mut account.cx(), &input("two")), Code::EntityLimitExceeded);
    refused(create(&mut account.cx(), &input("one")), Code::EntityAlreadyExists);
    delete(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    made(&mut account, "two");
}

#[test]
fn live_lists_hold_live_functions_in_their_live_form() {
    let mut account = Account::new();
    made(&mut account, "b");
    let first = made(&mut account, "a");
    publish(&mut account.cx(), &first.id, Some(&first.etag)).unwrap();
    let changed = Some(config("second"));
    update(&mut account.cx(), &first.id, Some(&first.etag), changed.as_ref(), Some(b"2")).unwrap();
    let page = PageRequest::parse(None, None).unwrap();
    let comments = |account: &mut Account, stage| {
        let page = list(&account.cx(), &page, stage);
        page.items.into_iter().map(|s| (s.name, s.config.comment)).collect::<Vec<_>>()
    };
    let pair = |name: &str, comment: &str| (name.to_owned(), comment.to_owned());
    assert_eq!(comments(&mut account, Stage::Live), [pair("a", "first")]);
    assert_eq!(comments(&mut account, Stage::Development), [pair("a", "second"), pair("b", "first")]);
}
