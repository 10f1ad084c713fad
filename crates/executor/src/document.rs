//! Whether an answer arrived whole. The SDK reads XML that ends early as a success whose other members are empty, so that
//! half a list would pass for all there is.

use aws_sdk_cloudfront::{
    config::{ConfigBag, Intercept, RuntimeComponents, interceptors::AfterDeserializationInterceptorContextRef},
    error::BoxError,
};

/// Turns an answer that ends early into an error.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A success is a document, or nothing where the API model has nothing.
    Document,
    /// A success is bytes of any form.
    Bytes,
}

impl Intercept for Answer {
    fn name(&self) -> &'static str {
        "connfn document"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let body = response.body().bytes().unwrap_or_default();
        let is_document = match self {
            _ if body.is_empty() => false,
            // What a proxy says is no document, and its status is enough.
            _ if !response.status().is_success() => root(body) == Some(ERROR),
            Self::Document => true,
            Self::Bytes => false,
        };
        if is_document && !is_whole(body) { Err("the document is not complete".into()) } else { Ok(()) }
    }
}

/// The root of an error of AWS's.
const ERROR: &[u8] = b"ErrorResponse";

/// Whether a document ends with the end of its root. The SDK has read what comes before, and no document of CloudFront's
/// holds an element that is called as its root is.
fn is_whole(document: &[u8]) -> bool {
    let Some(root) = root(document) else { return false };
    let end = document.trim_ascii_end().strip_suffix(b">").map(<[u8]>::trim_ascii_end);
    let ends = |end: &[u8]| end.strip_suffix(root).is_some_and(|rest| rest.ends_with(b"</"));
    let is_empty = |end: &[u8]| end.ends_with(b"/") && elements(end).count() == 1;
    end.is_some_and(|end| ends(end) || is_empty(end))
}

/// The name of the first element.
fn root(document: &[u8]) -> Option<&[u8]> {
    let element = elements(document).next()?;
    element.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next()
}

/// What follows each `<` but those of declarations and comments.
fn elements(document: &[u8]) -> impl Iterator<Item = &[u8]> {
    document.split(|byte| *byte == b'<').skip(1).filter(|rest| !rest.starts_with(b"?") && !rest.starts_with(b"!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: [&str; 4] = [
        "<?xml version=\"1.0\"?>\n<Tags xmlns=\"http://x/\"><Items><Tag><Key>a</Key></Tag></Items></Tags>\n",
        "<Tags></Tags >",
        "<?xml version=\"1.0\"?><Tags/>",
        "<Tags xmlns=\"http://x/\" />",
    ];

    #[test]
    fn a_document_ends_with_its_root() {
        for document in WHOLE {
            assert!(is_whole(document.as_bytes()), "{document}");
        }
    }

    #[test]
    fn a_document_that_ends_anywhere_before_is_not_whole() {
        for document in WHOLE {
            let document = document.trim_end().as_bytes();
            for end in 0..document.len() {
                let part = &document[..end];
                assert!(!is_whole(part), "{}", String::from_utf8_lossy(part));
            }
        }
        assert!(!is_whole(b"<&><Tags></Tags>") && !is_whole(b"hello"));
    }

    #[test]
    fn an_error_is_told_by_its_root() {
        assert_eq!(root(b"<?xml version=\"1.0\"?><ErrorResponse xmlns=\"x\"><Err"), Some(ERROR));
        assert_eq!(root(b"<html>"), Some(&b"html"[..]));
        assert_eq!(root(b""), None);
    }
}
