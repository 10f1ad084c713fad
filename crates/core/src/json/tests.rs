//! Reading and writing against serde_json, and the words for what is wrong.

use super::{Tree, compact, indented, read};
use crate::{operation::Outcome, plan::Step};
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    name: String,
    count: Option<u16>,
    #[serde(default)]
    list: Vec<Choice>,
    #[serde(default)]
    map: BTreeMap<String, i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Choice {
    Plain,
    Text(String),
    Both { a: bool },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    One,
}

const WHOLE: &str =
    r#"{"name":"a \"{}\" \\","count":3,"list":["plain",{"text":"é,:"},{"both":{"a":true}}],"map":{"x":-1,"y":[]}}"#;

fn whole() -> String {
    WHOLE.replace("[]}", "2}")
}

fn problem(text: &str) -> String {
    read::<Sample>(text).unwrap_err().to_string()
}

#[test]
fn reads_what_serde_json_reads() {
    assert_eq!(read::<Sample>(&whole()).unwrap(), serde_json::from_str::<Sample>(&whole()).unwrap());
    assert_eq!(compact(&read::<Sample>(&whole()).unwrap()), whole());
}

#[test]
fn indents_as_serde_json_does() {
    for text in [&whole(), WHOLE, "[]", "{}", "[[],{},[{}]]", r#""a, b""#, "12", r#"{"":""}"#] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(indented(&value), format!("{}\n", serde_json::to_string_pretty(&value).unwrap()));
    }
}

#[test]
fn says_where_and_what() {
    assert_eq!(problem("{}"), "the member `name` is missing");
    assert_eq!(problem("[]"), "expected an object, found an array");
    assert_eq!(problem(r#"{"name":1}"#), "`name`: expected a string, found a number");
    assert_eq!(problem(r#"{"name":"","count":"x"}"#), "`count`: expected a number, found a string");
    assert_eq!(
        problem(r#"{"name":"","list":["plain",{"both":{"a":1}}]}"#),
        "`list[1].both.a`: expected a boolean, found a number"
    );
    assert_eq!(
        problem(r#"{"name":"","list":["other"]}"#),
        "`list[0]`: `other` is no value of this: expected `plain`, `text`, `both`"
    );
    assert_eq!(problem(r#"{"name":"","map":{"a.b":true}}"#), "`map[\"a.b\"]`: expected a number, found a boolean");
    assert_eq!(problem(r#"{"nam":""}"#), "there is no member `nam`: expected `name`, `count`, `list`, `map`");
}

#[test]
fn says_what_is_wrong_with_a_number() {
    let count = |number: &str| problem(&format!(r#"{{"name":"","count":{number}}}"#));
    assert_eq!(count("65536"), "`count`: the number 65536 is too large");
    assert_eq!(count("-1"), "`count`: the number -1 is out of range");
    assert_eq!(count("0.5"), "`count`: expected a whole number");
    assert_eq!(count("1e300"), "`count`: expected a whole number");
}

#[test]
fn names_no_type_of_rust() {
    for text in ["null", "1", r#""x""#, "true"] {
        let problem = read::<Tagged>(text).unwrap_err().to_string();
        assert!(problem.starts_with("expected an object, found "), "{problem}");
    }
}

#[test]
fn says_where_in_a_value_of_several_forms() {
    let step = |operation: &str, input: &str| {
        let text = format!(
            r#"[{{"id":"a/do","address":"aws_cloudfront_key_value_store.a","operation":{operation},"input":{input},"after":[]}}]"#
        );
        read::<Vec<Step>>(&text).map_err(|error| error.to_string())
    };
    assert!(step(r#""DescribeKeyValueStore""#, r#"{"Name":"a"}"#).is_ok());
    assert_eq!(
        step(r#""DescribeKeyValueStore""#, r#"{"Nam":"a"}"#),
        Err("`[0].input`: there is no member `Nam`: expected `Name`".into())
    );
    assert_eq!(
        step(r#""ListTagsForResource""#, r#"{"Resource":{"template":["a",{"step":1,"output":"ARN"}]}}"#),
        Err("`[0].input.Resource.template[1].step`: expected a string, found a number".into())
    );
    assert_eq!(
        step(r#""ListTagsForResource""#, r#"{"Resource":{"other":[]}}"#),
        Err("`[0].input.Resource`: this has none of the forms that it may have".into())
    );
    assert_eq!(step("1", "{}"), Err("`[0].operation`: expected a string, found a number".into()));
    assert!(
        step(r#""Other""#, "{}")
            .unwrap_err()
            .starts_with("`[0].operation`: `Other` is no value of this: expected `Create")
    );

    let outcome = |text: &str| read::<Outcome>(text).unwrap_err().to_string();
    assert_eq!(outcome("[]"), "expected an object, found an array");
    assert_eq!(outcome(r#"{"result":"error"}"#), "the member `error` is missing");
    assert_eq!(
        outcome(r#"{"result":"success","response":{"Tags":{"Items":[{"Key":1}]}}}"#),
        "`response.Tags.Items[0].Key`: expected a string, found a number"
    );
}

#[test]
fn refuses_a_member_that_stands_twice() {
    assert!(problem(r#"{"name":"","map":{"x":1,"x":1}}"#).contains("the member `x` stands twice"));
}

#[test]
fn knows_a_text_that_is_cut_short() {
    let text = whole();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(Tree::parse(text.get(..end).unwrap()).unwrap_err().is_cut_short(), "{end}");
    }
    assert!(!Tree::parse("{]").unwrap_err().is_cut_short());
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    assert!(Tree::parse(&"[".repeat(100_000)).is_err());
}
