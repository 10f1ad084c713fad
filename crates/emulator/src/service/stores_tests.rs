//! Tests of `stores`: the rules alone, without protocol.

use super::{CreateInput, ImportSource, Summary, create, delete, describe, list, update};
use crate::error::Code;
use crate::service::paging::PageRequest;
use crate::service::tag_list::TagInput;
use crate::service::testing::{Account, refused};

fn input(name: &str) -> CreateInput {
    CreateInput { name: Some(name.into()), ..CreateInput::default() }
}

fn made(account: &mut Account, name: &str) -> Summary {
    create(&mut account.cx(), &input(name)).unwrap()
}

#[test]
fn a_store_is_provisioned_then_ready() {
    let mut account = Account::new();
    assert_eq!(made(&mut account, "s").status, "PROVISIONING");
    account.now_ms += 299;
    assert_eq!(describe(&account.cx(), "s").unwrap().status, "PROVISIONING");
    account.now_ms += 1;
    assert_eq!(describe(&account.cx(), "s").unwrap().status, "READY");
    let page = PageRequest::parse(None, None).unwrap();
    assert_eq!(list(&account.cx(), &page, Some("READY")).items.len(), 1);
    assert_eq!(list(&account.cx(), &page, Some("PROVISIONING")).items.len(), 0);
}

#[test]
fn versions_are_checked_and_renewed() {
    let mut account = Account::new();
    let first = made(&mut account, "s");
    account.now_ms += 5;
    let second = update(&mut account.cx(), "s", Some(&first.etag), Some("new")).unwrap();
    assert_ne!(first.etag, second.etag);
    assert_eq!(second.modified_ms, first.modified_ms + 5);
    let stale = update(&mut account.cx(), "s", Some(&first.etag), Some("newer"));
    refused(stale, Code::PreconditionFailed);
    refused(update(&mut account.cx(), "s", Some(&second.etag), None), Code::InvalidArgument);
    refused(delete(&mut account.cx(), "s", Some(&first.etag)), Code::PreconditionFailed);
    refused(delete(&mut account.cx(), "no name", Some(&first.etag)), Code::EntityNotFound);
    delete(&mut account.cx(), "s", Some(&second.etag)).unwrap();
    refused(describe(&account.cx(), "s"), Code::EntityNotFound);
    refused(describe(&account.cx(), "no name"), Code::InvalidArgument);
}

#[test]
fn a_create_is_checked() {
    let mut account = Account::new();
    account.settings.max_stores = 1;
    made(&mut account, "s");
    let cx = &mut account.cx();
    refused(create(cx, &input("s")), Code::EntityAlreadyExists);
    refused(create(cx, &input("t")), Code::EntityLimitExceeded);
    refused(create(cx, &CreateInput::default()), Code::InvalidArgument);
    let long = CreateInput { comment: Some("é".repeat(129)), ..input("t") };
    refused(create(cx, &long), Code::InvalidArgument);
    let source = ImportSource { source_type: Some("S3".into()), source_arn: None };
    let import = CreateInput { import_source: Some(source), ..input("t") };
    refused(create(cx, &import), Code::InvalidArgument);
    // Not InvalidTagging, which the model of this operation lacks.
    let tagged = CreateInput { tags: vec![TagInput::default()], ..input("t") };
    refused(create(cx, &tagged), Code::InvalidArgument);
}

#[test]
fn a_comment_is_counted_in_characters() {
    let mut account = Account::new();
    let fits = CreateInput { comment: Some("é".repeat(128)), ..input("s") };
    create(&mut account.cx(), &fits).unwrap();
}
