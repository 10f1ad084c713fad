//! Pages of a sorted list.

use crate::assumptions::{self, Assumptions};
use crate::error::{ApiError, ApiResult};

/// Where a page begins and how long it may be.
#[derive(Clone, Debug)]
pub(crate) struct PageRequest {
    pub(crate) marker: Option<String>,
    pub(crate) max_items: usize,
}

impl PageRequest {
    /// From the request's `Marker` and `MaxItems`, as they were written.
    pub(crate) fn parse(marker: Option<&str>, max_items: Option<&str>) -> ApiResult<Self> {
        let max_items = match max_items.map(str::trim).filter(|text| !text.is_empty()) {
            None => assumptions::MAX_PAGE,
            Some(text) => match text.parse::<i64>() {
                Ok(number) if number >= 1 => usize::try_from(number).unwrap_or(usize::MAX).min(assumptions::MAX_PAGE),
                _ => {
                    return Err(ApiError::invalid_argument(format!(
                        "The parameter MaxItems must be a positive number, not {text}."
                    )));
                }
            },
        };
        let marker = marker.filter(|marker| !marker.is_empty()).map(str::to_owned);
        Ok(Self { marker, max_items })
    }

    /// Whether an item with this key may be in the page.
    pub(crate) fn holds(&self, key: &str, assumptions: &Assumptions) -> bool {
        self.marker.as_deref().is_none_or(|marker| assumptions.after_marker(key, marker))
    }

    /// The page out of items that come sorted by key.
    pub(crate) fn cut<K: Into<String> + AsRef<str>, T>(
        &self,
        items: impl IntoIterator<Item = (K, T)>,
        assumptions: &Assumptions,
    ) -> Page<T> {
        let mut rest = items.into_iter().filter(|(key, _)| self.holds(key.as_ref(), assumptions));
        let mut page = Page { items: Vec::new(), next_marker: None };
        let mut last = None;
        for (key, item) in rest.by_ref().take(self.max_items) {
            last = Some(key);
            page.items.push(item);
        }
        if rest.next().is_some() {
            page.next_marker = last.map(Into::into);
        }
        page
    }
}

/// A page, and the marker of the next one if there is one.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next_marker: Option<String>,
}

impl<T> Page<T> {
    /// The same page of something else, made of this page's items alone.
    pub(crate) fn map<U>(self, make: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(make).collect(), next_marker: self.next_marker }
    }
}

#[cfg(test)]
mod tests {
    use super::PageRequest;
    use crate::assumptions::Assumptions;
    use crate::error::Code;
    use crate::service::testing::refused;

    fn items() -> Vec<(String, u8)> {
        ["a", "b", "c", "d"].into_iter().map(str::to_owned).zip(1..).collect()
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_overlap() {
        let assumed = Assumptions::default();
        let first = PageRequest::parse(None, Some("3")).unwrap().cut(items(), &assumed);
        assert_eq!((first.items, first.next_marker.as_deref()), (vec![1, 2, 3], Some("c")));
        let second = PageRequest::parse(Some("c"), Some("3")).unwrap().cut(items(), &assumed);
        assert_eq!((second.items, second.next_marker), (vec![4], None));
        let exact = PageRequest::parse(None, Some("4")).unwrap().cut(items(), &assumed);
        assert_eq!((exact.items.len(), exact.next_marker), (4, None));
        let beyond = PageRequest::parse(Some("z"), None).unwrap().cut(items(), &assumed);
        assert!(beyond.items.is_empty());
    }

    #[test]
    fn max_items_is_a_positive_number_and_is_capped() {
        for text in ["0", "-1", "x", "1.5"] {
            refused(PageRequest::parse(None, Some(text)), Code::InvalidArgument);
        }
        assert_eq!(PageRequest::parse(Some(""), Some("5000")).unwrap().max_items, 100);
        assert_eq!(PageRequest::parse(Some(""), Some("")).unwrap().marker, None);
    }
}
