//! Which operation a method and a path mean.

use super::VERSION;
use super::api::Api;
use super::request::{Query, Request, decode};

/// The operations that the emulator has, by their AWS names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    CreateConnectionFunction,
    UpdateConnectionFunction,
    DescribeConnectionFunction,
    GetConnectionFunction,
    ListConnectionFunctions,
    PublishConnectionFunction,
    TestConnectionFunction,
    DeleteConnectionFunction,
    ListDistributionsByConnectionFunction,
    CreateKeyValueStore,
    DescribeKeyValueStore,
    UpdateKeyValueStore,
    DeleteKeyValueStore,
    ListKeyValueStores,
    TagResource,
    UntagResource,
    ListTagsForResource,
    CreateDistribution,
    GetDistribution,
    GetDistributionConfig,
    UpdateDistribution,
    DeleteDistribution,
    GetCallerIdentity,
}

impl Operation {
    const ALL: [Self; 23] = [
        Self::CreateConnectionFunction,
        Self::UpdateConnectionFunction,
        Self::DescribeConnectionFunction,
        Self::GetConnectionFunction,
        Self::ListConnectionFunctions,
        Self::PublishConnectionFunction,
        Self::TestConnectionFunction,
        Self::DeleteConnectionFunction,
        Self::ListDistributionsByConnectionFunction,
        Self::CreateKeyValueStore,
        Self::DescribeKeyValueStore,
        Self::UpdateKeyValueStore,
        Self::DeleteKeyValueStore,
        Self::ListKeyValueStores,
        Self::TagResource,
        Self::UntagResource,
        Self::ListTagsForResource,
        Self::CreateDistribution,
        Self::GetDistribution,
        Self::GetDistributionConfig,
        Self::UpdateDistribution,
        Self::DeleteDistribution,
        Self::GetCallerIdentity,
    ];

    /// The operation with this AWS name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::CreateConnectionFunction => "CreateConnectionFunction",
            Self::UpdateConnectionFunction => "UpdateConnectionFunction",
            Self::DescribeConnectionFunction => "DescribeConnectionFunction",
            Self::GetConnectionFunction => "GetConnectionFunction",
            Self::ListConnectionFunctions => "ListConnectionFunctions",
            Self::PublishConnectionFunction => "PublishConnectionFunction",
            Self::TestConnectionFunction => "TestConnectionFunction",
            Self::DeleteConnectionFunction => "DeleteConnectionFunction",
            Self::ListDistributionsByConnectionFunction => "ListDistributionsByConnectionFunction",
            Self::CreateKeyValueStore => "CreateKeyValueStore",
            Self::DescribeKeyValueStore => "DescribeKeyValueStore",
            Self::UpdateKeyValueStore => "UpdateKeyValueStore",
            Self::DeleteKeyValueStore => "DeleteKeyValueStore",
            Self::ListKeyValueStores => "ListKeyValueStores",
            Self::TagResource => "TagResource",
            Self::UntagResource => "UntagResource",
            Self::ListTagsForResource => "ListTagsForResource",
            Self::CreateDistribution => "CreateDistribution",
            Self::GetDistribution => "GetDistribution",
            Self::GetDistributionConfig => "GetDistributionConfig",
            Self::UpdateDistribution => "UpdateDistribution",
            Self::DeleteDistribution => "DeleteDistribution",
            Self::GetCallerIdentity => "GetCallerIdentity",
        }
    }

    pub(crate) const fn api(self) -> Api {
        match self {
            Self::GetCallerIdentity => Api::SecurityToken,
            _ => Api::CloudFront,
        }
    }

    /// Whether it can change the state, and so must be written before it is answered.
    pub(crate) const fn writes(self) -> bool {
        !matches!(
            self,
            Self::DescribeConnectionFunction
                | Self::GetConnectionFunction
                | Self::ListConnectionFunctions
                | Self::TestConnectionFunction
                | Self::ListDistributionsByConnectionFunction
                | Self::DescribeKeyValueStore
                | Self::ListKeyValueStores
                | Self::ListTagsForResource
                | Self::GetDistribution
                | Self::GetDistributionConfig
                | Self::GetCallerIdentity
        )
    }

    /// Whether it tells what there is. A test does not: it takes a version as a write does.
    pub(crate) const fn reads(self) -> bool {
        !self.writes() && !self.tests()
    }

    /// Whether it runs a function.
    pub(crate) const fn tests(self) -> bool {
        matches!(self, Self::TestConnectionFunction)
    }

    /// Whether its answer is a document, if it succeeds.
    pub(crate) const fn answers_xml(self) -> bool {
        !matches!(
            self,
            Self::GetConnectionFunction
                | Self::DeleteConnectionFunction
                | Self::DeleteKeyValueStore
                | Self::DeleteDistribution
                | Self::TagResource
                | Self::UntagResource
        )
    }
}

/// An operation and the label in its path: an id, a name or an identifier; else empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) label: String,
}

pub(crate) fn route(request: &Request) -> Option<Route> {
    use Operation as O;
    if asks_who_calls(request) {
        return Some(Route { operation: O::GetCallerIdentity, label: String::new() });
    }
    let segments: Vec<&str> = request.path.strip_prefix('/')?.split('/').collect();
    let (version, rest) = segments.split_first()?;
    if *version != VERSION || rest.iter().any(|segment| segment.is_empty()) {
        return None;
    }
    let tagging = || match request.query.get("Operation") {
        Some("Tag") => Some(O::TagResource),
        Some("Untag") => Some(O::UntagResource),
        _ => None,
    };
    let (operation, label) = match (request.method.as_str(), rest) {
        ("POST", ["connection-function"]) => (O::CreateConnectionFunction, ""),
        ("PUT", ["connection-function", id]) => (O::UpdateConnectionFunction, *id),
        ("GET", ["connection-function", id]) => (O::GetConnectionFunction, *id),
        ("DELETE", ["connection-function", id]) => (O::DeleteConnectionFunction, *id),
        ("GET", ["connection-function", id, "describe"]) => (O::DescribeConnectionFunction, *id),
        ("POST", ["connection-function", id, "publish"]) => (O::PublishConnectionFunction, *id),
        ("POST", ["connection-function", id, "test"]) => (O::TestConnectionFunction, *id),
        ("POST", ["connection-functions"]) => (O::ListConnectionFunctions, ""),
        ("GET", ["distributionsByConnectionFunction"]) => (O::ListDistributionsByConnectionFunction, ""),
        ("POST", ["key-value-store"]) => (O::CreateKeyValueStore, ""),
        ("GET", ["key-value-store"]) => (O::ListKeyValueStores, ""),
        ("GET", ["key-value-store", name]) => (O::DescribeKeyValueStore, *name),
        ("PUT", ["key-value-store", name]) => (O::UpdateKeyValueStore, *name),
        ("DELETE", ["key-value-store", name]) => (O::DeleteKeyValueStore, *name),
        ("POST", ["tagging"]) => (tagging()?, ""),
        ("GET", ["tagging"]) => (O::ListTagsForResource, ""),
        ("POST", ["distribution"]) => (O::CreateDistribution, ""),
        ("GET", ["distribution", id]) => (O::GetDistribution, *id),
        ("GET", ["distribution", id, "config"]) => (O::GetDistributionConfig, *id),
        ("PUT", ["distribution", id, "config"]) => (O::UpdateDistribution, *id),
        ("DELETE", ["distribution", id]) => (O::DeleteDistribution, *id),
        _ => return None,
    };
    Some(Route { operation, label: decode(label) })
}

/// STS has one path, and the operation is a member of a form.
fn asks_who_calls(request: &Request) -> bool {
    request.method == "POST" && request.path == "/" && {
        let form = Query::parse_form(&request.body);
        form.get("Action") == Some("GetCallerIdentity") && form.get("Version") == Some("2011-06-15")
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Query;
    use super::{Operation, Request, route};

    fn routed(method: &str, path: &str, query: &str) -> Option<(Operation, String)> {
        let request =
            Request { method: method.into(), path: path.into(), query: Query::parse(query), ..Request::default() };
        route(&request).map(|route| (route.operation, route.label))
    }

    #[test]
    fn operations_are_found_by_their_names() {
        for operation in Operation::ALL {
            assert_eq!(Operation::named(operation.name()), Some(operation));
        }
        assert_eq!(Operation::named("DeleteEverything"), None);
    }

    #[test]
    fn an_encoded_slash_is_part_of_the_label() {
        let arn = "arn%3Aaws%3Acloudfront%3A%3A1%3Aconnection-function%2Fcf_1";
        let path = format!("/2020-05-31/connection-function/{arn}/describe");
        assert_eq!(
            routed("GET", &path, ""),
            Some((Operation::DescribeConnectionFunction, "arn:aws:cloudfront::1:connection-function/cf_1".into()))
        );
    }

    #[test]
    fn tagging_is_told_apart_by_its_query() {
        let path = "/2020-05-31/tagging";
        assert_eq!(routed("POST", path, "Operation=Tag").unwrap().0, Operation::TagResource);
        assert_eq!(routed("POST", path, "Operation=Untag").unwrap().0, Operation::UntagResource);
        assert_eq!(routed("POST", path, ""), None);
        assert_eq!(routed("GET", path, "").unwrap().0, Operation::ListTagsForResource);
    }

    #[test]
    fn an_operation_of_sts_stands_in_a_form() {
        let asked = |method: &str, path: &str, body: &str| {
            let request = Request { method: method.into(), path: path.into(), body: body.into(), ..Request::default() };
            route(&request).map(|route| route.operation)
        };
        let form = "Action=GetCallerIdentity&Version=2011-06-15";
        assert_eq!(asked("POST", "/", form), Some(Operation::GetCallerIdentity));
        for (method, path, body) in [
            ("GET", "/", form),
            ("POST", "/x", form),
            ("POST", "/", ""),
            ("POST", "/", "Action=GetCallerIdentity"),
            ("POST", "/", "Action=GetSessionToken&Version=2011-06-15"),
        ] {
            assert_eq!(asked(method, path, body), None, "{method} {path} {body}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (method, path) in [
            ("GET", "/"),
            ("GET", "/2020-05-31/connection-function//describe"),
            ("GET", "/2019-03-26/connection-function/a"),
            ("PATCH", "/2020-05-31/connection-function/a"),
            ("GET", "/2020-05-31/connection-functions"),
            ("POST", "/2020-05-31/connection-function/"),
        ] {
            assert_eq!(routed(method, path, ""), None, "{method} {path}");
        }
    }
}
