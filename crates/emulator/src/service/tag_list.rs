//! A list of tags as it was written, made one that is well-formed.

use std::collections::BTreeSet;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::assumptions::{self, Assumptions};
use crate::error::{ApiError, ApiResult, Code};
use crate::state::Tags;

/// A `Tag` as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagInput {
    pub(crate) key: Option<String>,
    pub(crate) value: Option<String>,
}

/// The tags that a resource has once `input` is added to what it has.
pub(super) fn checked(existing: &Tags, input: &[TagInput], assumptions: &Assumptions) -> ApiResult<Tags> {
    let mut tags = existing.clone();
    let mut seen = BTreeSet::new();
    for tag in input {
        let key = tag.key.as_deref().ok_or_else(|| invalid("A tag has no key."))?;
        check_key(key)?;
        let value = tag.value.as_deref().unwrap_or_default();
        let well_formed = value.chars().count() <= 256 && value.chars().all(is_tag_char);
        if !well_formed || !assumptions.takes_tag_value(value) {
            return Err(invalid(format!("The value of the tag {key} is not valid.")));
        }
        if !seen.insert(key) {
            return Err(invalid(format!("The tag key {key} is given twice.")));
        }
        tags.insert(key.to_owned(), value.to_owned());
    }
    let most = assumptions.max_tags();
    if tags.len() > most {
        return Err(invalid(format!("A resource has at most {most} tags.")));
    }
    Ok(tags)
}

pub(super) fn check_key(key: &str) -> ApiResult<()> {
    if !(1..=128).contains(&key.chars().count()) || !key.chars().all(is_tag_char) {
        return Err(invalid("A tag key is not valid."));
    }
    if key.to_ascii_lowercase().starts_with(assumptions::RESERVED_TAG_PREFIX) {
        return Err(invalid(format!("Tag keys that begin with {} are reserved.", assumptions::RESERVED_TAG_PREFIX)));
    }
    Ok(())
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
fn is_tag_char(c: char) -> bool {
    matches!(c, '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@')
        || matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Number
        )
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new(Code::InvalidTagging, message)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{TagInput, checked, is_tag_char};
    use crate::assumptions::Assumptions;
    use crate::error::Code;
    use crate::service::testing::refused;

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
}
