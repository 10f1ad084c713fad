//! The rules for single values. The numbers come from the core's limits, and each error says what is wrong with the value.

use super::decoded::{Given, Tag};
use crate::{
    evaluate::{Data, Evaluator, Value as Evaluated},
    problem::{Place, Problems},
    suggest::{character, list, nearest, shorten},
};
use alloc::{borrow::ToOwned, format, string::String};
use connfn_core::ordered::Map;
use connfn_core::{
    address::ResourceType,
    desired::{AttributeRef, Value},
    diagnostic::{Code, Severity},
    function_code,
    limits::{self, Runtime},
    ownership,
    text::Part,
};

/// The known string that a value is. `None` if it depends on CloudFront, which is reported.
pub(super) fn known(evaluator: &mut Evaluator<'_, '_>, place: Place, value: &Value, argument: &str) -> Option<String> {
    if let Some(text) = value.known() {
        return Some(text.to_owned());
    }
    let reference = value.references().next().map(|reference| format!("{reference}")).unwrap_or_default();
    evaluator
        .problems
        .add(
            Code::NotKnownYet,
            place,
            format!("`{argument}` must be known before apply, but `{reference}` is known only after it"),
        )
        .help("write the value itself");
    None
}

/// Reports a value of another type than is wanted.
pub(super) fn wrong_type(evaluator: &mut Evaluator<'_, '_>, name: &str, wanted: &str, value: &Evaluated) -> Given {
    if matches!(value.data, Data::Later(_)) {
        evaluator.not_known_yet(value, &format!("`{name}`"));
        return Given::Bad;
    }
    let message = format!("`{name}` is {wanted}, but this is {}", value.data.noun());
    let problem = evaluator.problems.add(Code::WrongType, value.place, message);
    if wanted == "a bool" {
        problem.help("write `true` or `false`");
    }
    Given::Bad
}

/// Whether the name is one that CloudFront accepts.
pub(super) fn name(problems: &mut Problems, place: Place, kind: ResourceType, name: &str) -> bool {
    if limits::is_name(name) {
        return true;
    }
    let most = limits::NAME_MAX_CHARS;
    let bad = name.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let message = match bad {
        _ if name.is_empty() => format!("the name of a {} cannot be empty", kind.noun()),
        Some(c) => format!("the name `{}` holds {}", shorten(name), character(c)),
        None => format!("the name has {} characters, but at most {most} are allowed", name.chars().count()),
    };
    problems
        .add(Code::InvalidName, place, message)
        .help(format!("a name is 1 to {most} letters, digits, hyphens and underscores"));
    false
}

pub(super) fn runtime(problems: &mut Problems, place: Place, text: &str) -> Option<Runtime> {
    let runtime = Runtime::parse(text);
    let names = || Runtime::ALL.into_iter().map(Runtime::as_str);
    match runtime {
        None => {
            let valid = list(names());
            // Whichever is nearer, the newer one is meant: AWS documents no other.
            let help = match nearest(text, names()) {
                Some(_) => format!("did you mean `{}`? valid are {valid}", Runtime::Js2),
                None => format!("valid are {valid}"),
            };
            problems.add(Code::InvalidRuntime, place, format!("there is no runtime `{}`", shorten(text))).help(help);
        }
        Some(runtime) => {
            if let Some(diagnostic) = function_code::of_runtime(runtime) {
                problems.add_diagnostic(place, diagnostic);
            }
        }
    }
    runtime
}

/// Whether the value can be the ARN of a key value store.
pub(super) fn store_arn(problems: &mut Problems, place: Place, value: &Value) -> bool {
    match value.parts() {
        [Part::Reference(AttributeRef { address, attribute })]
            if address.resource_type() == ResourceType::KeyValueStore && attribute == "arn" =>
        {
            true
        }
        [Part::Reference(reference)] => {
            let problem = problems.add(
                Code::InvalidStoreArn,
                place,
                format!("`{reference}` is not the ARN of a key value store"),
            );
            if reference.address.resource_type() == ResourceType::KeyValueStore {
                problem.help(format!("write `{}.arn`", reference.address));
            }
            false
        }
        _ => match value.known() {
            Some(arn) if limits::is_store_arn(arn) => true,
            Some(arn) => {
                problems
                    .add(Code::InvalidStoreArn, place, format!("`{}` is not the ARN of a key value store", shorten(arn)))
                    .help("it has the form `arn:aws:cloudfront::123456789012:key-value-store/ID`, whose ID is 36 hexadecimal digits and hyphens, or is a reference to a store's `arn`");
                false
            }
            None => {
                problems
                    .add(Code::InvalidStoreArn, place, "the ARN of a key value store cannot be put together from parts")
                    .help("refer to the store's `arn` alone");
                false
            }
        },
    }
}

/// Whether the comment is one that the API accepts. For a function only CloudFormation's schema sets a limit.
pub(super) fn comment(problems: &mut Problems, place: Place, kind: ResourceType, value: &Value) -> bool {
    let Some(text) = value.known() else { return true };
    let length = text.chars().count();
    let (most, severity) = match kind {
        ResourceType::ConnectionFunction => (limits::FUNCTION_COMMENT_MAX_CHARS, Severity::Warning),
        ResourceType::KeyValueStore => (limits::STORE_COMMENT_MAX_CHARS, Severity::Error),
    };
    if length <= most {
        return true;
    }
    let problem = match severity {
        Severity::Error => problems.add(
            Code::InvalidComment,
            place,
            format!("the comment has {length} characters, but at most {most} are allowed"),
        ),
        _ => problems
            .add(
                Code::InvalidComment,
                place,
                format!("the comment has {length} characters; AWS CloudFormation allows at most {most}"),
            )
            .help("the API itself sets no limit, so it may be accepted"),
    };
    problem.severity(severity);
    severity != Severity::Error
}

/// How many bytes of a text are known already.
fn known_bytes(text: &Value) -> usize {
    text.parts()
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text.len(),
            Part::Reference(_) => 0,
        })
        .sum()
}

/// Whether the API accepts code of this size.
pub(super) fn code(problems: &mut Problems, place: Place, value: &Value) -> bool {
    let bytes = known_bytes(value);
    // What depends on CloudFront is not known to be empty.
    let known = bytes > 0 || value.parts().is_empty();
    let Some(diagnostic) = function_code::of_size(bytes).filter(|_| known) else { return true };
    let accepted = !diagnostic.is_error();
    problems.add_diagnostic(place, diagnostic);
    accepted
}

/// Whether CloudFront accepts the tags. Each problem stands at its key or value.
pub(super) fn tags(problems: &mut Problems, tags: &Map<String, Tag>) -> bool {
    let mark = problems.mark();
    for (key, tag) in tags {
        tag_key(problems, tag.key, key);
        if let Some(value) = tag.value.known() {
            let length = value.chars().count();
            let most = limits::TAG_VALUE_MAX_CHARS;
            if length > most {
                let message = format!(
                    "the value of the tag `{}` has {length} characters, but at most {most} are allowed",
                    shorten(key)
                );
                problems.add(Code::InvalidTag, tag.place, message);
            } else if let Some(c) = value.chars().find(|c| !limits::is_tag_char(*c)) {
                bad_char(problems, tag.place, &format!("the value of the tag `{}`", shorten(key)), c);
            }
        }
    }
    !problems.failed_since(mark)
}

fn tag_key(problems: &mut Problems, place: Place, key: &str) {
    let length = key.chars().count();
    let most = limits::TAG_KEY_MAX_CHARS;
    if ownership::is_own_tag(key) {
        problems
            .add(Code::ReservedTag, place, format!("the tag `{key}` is connfn's own"))
            .help("connfn sets it itself, to know what it manages");
    } else if key.is_empty() {
        problems.add(Code::InvalidTag, place, "the key of a tag cannot be empty");
    } else if length > most {
        let message = format!("the key of a tag has {length} characters, but at most {most} are allowed");
        problems.add(Code::InvalidTag, place, message);
    } else if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        problems
            .add(Code::InvalidTag, place, format!("the tag `{}` starts with `aws:`", shorten(key)))
            .help("AWS keeps this prefix for itself");
    } else if let Some(c) = key.chars().find(|c| !limits::is_tag_char(*c)) {
        bad_char(problems, place, &format!("the key of the tag `{}`", shorten(key)), c);
    }
}

fn bad_char(problems: &mut Problems, place: Place, what: &str, c: char) {
    problems
        .add(Code::InvalidTag, place, format!("{what} holds {}", character(c)))
        .help("letters, digits, spaces and `_.:/=+-@` are allowed");
}
