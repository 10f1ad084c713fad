//! A response as the protocol makes it.

use super::api::Api;
use crate::error::ApiError;
use crate::xml::Element;

const XML: &str = "text/xml";

/// A status, headers and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// The error code, for the journal of calls.
    pub(crate) error: Option<&'static str>,
}

impl Reply {
    /// A document of CloudFront's.
    pub(crate) fn xml(status: u16, root: &Element) -> Self {
        Self::document(Api::CloudFront, status, root)
    }

    pub(crate) fn document(api: Api, status: u16, root: &Element) -> Self {
        Self::bytes(status, XML, root.to_document(api.namespace()).into_bytes())
    }

    pub(crate) fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { status, headers, body, error: None }
    }

    pub(crate) const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), error: None }
    }

    pub(crate) fn refusal(api: Api, error: &ApiError, request_id: &str) -> Self {
        let kind = if error.code.status() < 500 { "Sender" } else { "Receiver" };
        let inner = Element::new("Error")
            .with("Type", kind)
            .with("Code", error.code.name())
            .with("Message", error.message.as_str());
        let root = Element::new("ErrorResponse").with_child(inner).with("RequestId", request_id);
        Self { error: Some(error.code.name()), ..Self::document(api, error.code.status(), &root) }
    }

    #[must_use]
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Ends a document inside a tag near its middle. The length that the response tells is right.
    pub(crate) fn truncate_xml(&mut self) {
        let half = self.body.get(..self.body.len() / 2).filter(|_| self.is_xml());
        if let Some(tag) = half.and_then(|half| half.iter().rposition(|byte| *byte == b'<')) {
            self.body.truncate(tag.saturating_add(2));
        }
    }

    /// Puts before a document what no reader takes, not even one that stops at the first error.
    pub(crate) fn break_xml(&mut self) {
        if self.is_xml() {
            self.body.splice(..0, *b"<&>");
        }
    }

    fn is_xml(&self) -> bool {
        self.headers.iter().any(|(name, value)| *name == "content-type" && value == XML)
    }
}

#[cfg(test)]
mod tests {
    use super::Reply;
    use crate::xml::{self, Element};

    fn spoiled(spoil: fn(&mut Reply)) -> String {
        let root = Element::new("List").with("Name", "gate").with("Name", "door").with("Name", "hall");
        let mut reply = Reply::xml(200, &root);
        spoil(&mut reply);
        xml::parse(&reply.body).unwrap_err();
        String::from_utf8(reply.body).unwrap()
    }

    #[test]
    fn documents_are_spoiled() {
        let truncated = spoiled(Reply::truncate_xml);
        assert!(truncated.ends_with("<N") || truncated.ends_with("</") || truncated.ends_with("<L"), "{truncated}");
        let broken = spoiled(Reply::break_xml);
        assert!(broken.starts_with("<&><?xml"), "{broken}");
    }

    #[test]
    fn what_is_no_document_is_left_alone() {
        for spoil in [Reply::truncate_xml, Reply::break_xml] {
            for mut reply in [Reply::empty(204), Reply::bytes(200, "application/octet-stream", b"<a><b>".to_vec())] {
                let before = reply.clone();
                spoil(&mut reply);
                assert_eq!(reply, before);
            }
        }
    }
}
