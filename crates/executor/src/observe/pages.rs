//! Lists of many pages.

use super::ObserveError;

/// One page and the marker of the next.
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    pub(super) next: Option<String>,
}

impl<T> Page<T> {
    /// Whether it names no other.
    pub(super) fn is_last(&self) -> bool {
        self.next.as_ref().is_none_or(String::is_empty)
    }
}

/// Reads page after page until one names no other.
pub(super) async fn all<T, F>(mut read: impl FnMut(Option<String>) -> F) -> Result<Vec<T>, ObserveError>
where
    F: Future<Output = Result<Page<T>, ObserveError>>,
{
    let mut items = Vec::new();
    let mut marker = None;
    loop {
        let page = read(marker.clone()).await?;
        items.extend(page.items);
        // A service that repeats a marker would be read forever.
        let next = page.next.filter(|next| !next.is_empty() && Some(next) != marker.as_ref());
        if next.is_none() {
            return Ok(items);
        }
        marker = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn reads_until_a_page_names_no_new_one() {
        let read = async |marker: Option<String>| {
            let at = marker.as_deref().map_or(0, |marker| marker.parse().unwrap());
            Ok(Page { items: vec![at], next: Some((at + 1).min(2).to_string()) })
        };
        assert_eq!(all(read).await.unwrap(), [0, 1, 2]);
    }
}
