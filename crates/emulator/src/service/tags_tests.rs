//! Tests of `tags`: the rules alone, without protocol.

use super::{TagInput, list, tag, untag};
use crate::error::Code;
use crate::service::testing::{Account, refused};
use crate::service::{arn, stores};

fn input(key: &str, value: &str) -> TagInput {
    TagInput { key: Some(key.into()), value: Some(value.into()) }
}

#[test]
fn a_refusal_changes_nothing() {
    let mut account = Account::new();
    let store = stores::CreateInput { name: Some("s".into()), ..stores::CreateInput::default() };
    let arn = arn::of_store(&stores::create(&mut account.cx(), &store).unwrap().id);
    let arn = Some(arn.as_str());
    tag(&mut account.cx(), arn, &[input("a", "1"), input("b", "2")]).unwrap();
    let bad = [input("c", ""), input("bad!", "")];
    refused(tag(&mut account.cx(), arn, &bad), Code::InvalidTagging);
    let bad = ["a".to_owned(), "bad!".to_owned()];
    refused(untag(&mut account.cx(), arn, &bad), Code::InvalidTagging);
    assert_eq!(list(&account.cx(), arn).unwrap().len(), 2);
    untag(&mut account.cx(), arn, &["a".to_owned(), "c".to_owned()]).unwrap();
    assert_eq!(list(&account.cx(), arn).unwrap().len(), 1);
    refused(list(&account.cx(), None), Code::InvalidArgument);
    let none = Some("arn:aws:cloudfront::1:function/f");
    refused(list(&account.cx(), none), Code::NoSuchResource);
}
