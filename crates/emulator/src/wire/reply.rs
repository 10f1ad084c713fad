//! A response as the protocol makes it.

use super::NAMESPACE;
use crate::error::ApiError;
use crate::xml::Element;

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
    pub(crate) fn xml(status: u16, root: &Element) -> Self {
        Self::bytes(status, "text/xml", root.to_document(NAMESPACE).into_bytes())
    }

    pub(crate) fn bytes(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { status, headers, body, error: None }
    }

    pub(crate) const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), error: None }
    }

    pub(crate) fn refusal(error: &ApiError, request_id: &str) -> Self {
        let kind = if error.code.status() < 500 { "Sender" } else { "Receiver" };
        let inner = Element::new("Error")
            .with("Type", kind)
            .with("Code", error.code.name())
            .with("Message", error.message.as_str());
        let root = Element::new("ErrorResponse").with_child(inner).with("RequestId", request_id);
        Self { error: Some(error.code.name()), ..Self::xml(error.code.status(), &root) }
    }

    #[must_use]
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
