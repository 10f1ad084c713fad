//! A request as the protocol sees it: method, path, query, the headers that matter, the body.

use percent_encoding::percent_decode_str;

/// A request whose body was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// What it is called here, in its answer too.
    pub(crate) id: String,
    pub(crate) method: String,
    /// As it was sent: labels are percent-encoded, so that an ARN's slash is no separator.
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) host: Option<String>,
    pub(crate) authorization: Option<String>,
    pub(crate) if_match: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// The decoded query string, or a form, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        });
        Self(pairs.collect())
    }

    /// Reads a form, in which a plus is a space.
    pub(super) fn parse_form(body: &[u8]) -> Self {
        Self::parse(&String::from_utf8_lossy(body).replace('+', "%20"))
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

/// Percent-decodes. A plus stays a plus, as signing wants it.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn queries_are_decoded() {
        let query = Query::parse("Resource=arn%3Aaws%3Acloudfront&Operation=Tag&WithTags&a+b=c+d");
        assert_eq!(query.get("Resource"), Some("arn:aws:cloudfront"));
        assert_eq!(query.get("Operation"), Some("Tag"));
        assert_eq!(query.get("WithTags"), Some(""));
        assert_eq!(query.get("a+b"), Some("c+d"));
        assert_eq!(query.get("Marker"), None);
        assert_eq!(Query::parse_form(b"a=b+c%2Bd").get("a"), Some("b c+d"));
    }
}
