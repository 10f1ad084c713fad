//! Which resource a request is about, in the request's own words.

use super::request::Request;
use super::route::{Operation, Route};
use crate::xml;

/// An id, a name or an ARN; none if the request lists, or is too broken to say.
pub(crate) fn identifier(route: &Route, request: &Request) -> Option<String> {
    if !route.label.is_empty() {
        return Some(route.label.clone());
    }
    let in_body = |member| xml::parse(&request.body).ok()?.child_text(member).map(str::to_owned);
    match route.operation {
        Operation::CreateConnectionFunction | Operation::CreateKeyValueStore => in_body("Name"),
        Operation::CreateDistribution => in_body("CallerReference"),
        Operation::ListDistributionsByConnectionFunction => {
            request.query.get("ConnectionFunctionIdentifier").map(str::to_owned)
        }
        _ => request.query.get("Resource").map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{Query, Request};
    use super::super::route::route;
    use super::identifier;

    fn named(method: &str, path: &str, query: &str, body: &str) -> Option<String> {
        let (path, query) = (format!("/2020-05-31/{path}"), Query::parse(query));
        let request = Request { method: method.into(), path, query, body: body.into(), ..Request::default() };
        identifier(&route(&request).unwrap(), &request)
    }

    #[test]
    fn a_resource_is_named_in_the_path_the_query_or_the_body() {
        assert_eq!(named("GET", "connection-function/gate", "", "").as_deref(), Some("gate"));
        assert_eq!(named("GET", "tagging", "Resource=arn", "").as_deref(), Some("arn"));
        assert_eq!(named("POST", "tagging", "Operation=Tag&Resource=arn", "").as_deref(), Some("arn"));
        let by_function = "ConnectionFunctionIdentifier=cf_1";
        assert_eq!(named("GET", "distributionsByConnectionFunction", by_function, "").as_deref(), Some("cf_1"));
        let body = "<R><Name>gate</Name></R>";
        assert_eq!(named("POST", "connection-function", "", body).as_deref(), Some("gate"));
        assert_eq!(named("POST", "connection-function", "", "<R>"), None);
        assert_eq!(named("POST", "connection-functions", "", ""), None);
        assert_eq!(named("GET", "key-value-store", "", ""), None);
    }
}
