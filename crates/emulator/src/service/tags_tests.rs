//! Tests of `tags`: the rules alone, without protocol.

use std::collections::BTreeMap;

use super::{TagInput, checked, is_tag_char, list, tag, untag};
use crate::assumptions::Assumptions;
use crate::error::Code;
use crate::service::testing::{Account, refused};
use crate::service::{store_arn, stores};

fn input(key: &str, value: &str) -> TagInput {
    TagInput { key: Some(key.into()), value: Some(value.into()) }
}

#[test]
fn characters_are_letters_separators_numbers_and_some_signs() {
    for good in "aZé漢ａ٣²Ⅻ \u{A0}\u{2028}_.:/=+-@".chars() {
        assert!(is_tag_char(good), "{good:?}");
    }
    // Marks, controls, other signs.
    for bad in "\u{301}\t\n!#$%&'*,;<>?[]☂€\u{200B}".chars() {
        assert!(!is_tag_char(bad), "{bad:?}");
    }
}

#[test]
fn tags_are_added_to_those_that_are_there() {
    let assumed = Assumptions::default();
    let existing = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
    let tags = checked(&existing, &[input("b", ""), input("a", "2")], &assumed).unwrap();
    assert_eq!(tags, [("a", "2"), ("b", "")].map(|(k, v)| (k.into(), v.into())).into());
    let valueless = TagInput { key: Some("c".into()), value: None };
    assert_eq!(checked(&existing, &[valueless], &assumed).unwrap()["c"], "");
}

#[test]
fn forms_and_counts_are_checked() {
    let (none, assumed) = (BTreeMap::new(), Assumptions::default());
    checked(&none, &[input(&"k".repeat(128), &"v".repeat(256))], &assumed).unwrap();
    for bad in [
        vec![input("", "")],
        vec![input(&"k".repeat(129), "")],
        vec![input("k", &"v".repeat(257))],
        vec![input("k!", "")],
        vec![input("k", "v!")],
        vec![input("AWS:k", "")],
        vec![input("k", "1"), input("k", "1")],
        vec![TagInput::default()],
        (0..51).map(|n| input(&n.to_string(), "")).collect(),
    ] {
        refused(checked(&none, &bad, &assumed), Code::InvalidTagging);
    }
}

#[test]
fn a_refusal_changes_nothing() {
    let mut account = Account::new();
    let store = stores::CreateInput { name: Some("s".into()), ..stores::CreateInput::default() };
    let arn = store_arn(&stores::create(&mut account.cx(), &store).unwrap().id);
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
