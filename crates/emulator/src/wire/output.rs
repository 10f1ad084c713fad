//! Response bodies: the documents of the API model.

use crate::assumptions;
use crate::clock::timestamp;
use crate::service::paging::{Page, PageRequest};
use crate::service::{arn, distributions, functions, stores};
use crate::simulation::TestResult;
use crate::state::{FunctionConfig, Tags};
use crate::xml::Element;

pub(super) fn function(summary: &functions::Summary) -> Element {
    Element::new("ConnectionFunctionSummary")
        .with("Name", summary.name.as_str())
        .with("Id", summary.id.as_str())
        .with_child(function_config(&summary.config))
        .with("ConnectionFunctionArn", arn::of_function(&summary.id))
        .with("Status", summary.status)
        .with("Stage", summary.stage.name())
        .with("CreatedTime", timestamp(summary.created_ms))
        .with("LastModifiedTime", timestamp(summary.modified_ms))
}

fn function_config(config: &FunctionConfig) -> Element {
    let mut element = Element::new("ConnectionFunctionConfig")
        .with("Comment", config.comment.as_str())
        .with("Runtime", config.runtime.as_str());
    if let Some(arns) = &config.store_arns {
        let items =
            arns.iter().map(|arn| Element::new("KeyValueStoreAssociation").with("KeyValueStoreARN", arn.as_str()));
        element.children.push(counted("KeyValueStoreAssociations", items.collect()));
    }
    element
}

pub(super) fn test_result(tested: &functions::Summary, result: &TestResult) -> Element {
    let logs = result.logs.iter().map(|line| Element { text: line.clone(), ..Element::new("member") });
    let mut root = Element::new("ConnectionFunctionTestResult").with_child(function(tested));
    if let Some(utilization) = assumptions::COMPUTE_UTILIZATION {
        root = root.with("ComputeUtilization", utilization);
    }
    root.with_child(Element { children: logs.collect(), ..Element::new("ConnectionFunctionExecutionLogs") })
        .with("ConnectionFunctionErrorMessage", result.error.as_str())
        .with("ConnectionFunctionOutput", result.output.as_str())
}

pub(super) fn function_list(page: &Page<functions::Summary>) -> Element {
    let mut root = Element::new("ListConnectionFunctionsResult");
    if let Some(marker) = &page.next_marker {
        root = root.with("NextMarker", marker.as_str());
    }
    let children = page.items.iter().map(function).collect();
    root.with_child(Element { children, ..Element::new("ConnectionFunctions") })
}

pub(super) fn store(summary: &stores::Summary) -> Element {
    Element::new("KeyValueStore")
        .with("Name", summary.name.as_str())
        .with("Id", summary.id.as_str())
        .with("Comment", summary.comment.as_str())
        .with("ARN", arn::of_store(&summary.id))
        .with("Status", summary.status)
        .with("LastModifiedTime", timestamp(summary.modified_ms))
}

pub(super) fn store_list(page: &Page<stores::Summary>, request: &PageRequest) -> Element {
    let mut root = Element::new("KeyValueStoreList");
    if let Some(marker) = &page.next_marker {
        root = root.with("NextMarker", marker.as_str());
    }
    root.children.push(number("MaxItems", request.max_items));
    with_counted(root, page.items.iter().map(store).collect())
}

pub(super) fn tags(tags: &Tags) -> Element {
    let children = tags
        .iter()
        .map(|(key, value)| Element::new("Tag").with("Key", key.as_str()).with("Value", value.as_str()))
        .collect();
    Element::new("Tags").with_child(Element { children, ..Element::new("Items") })
}

pub(super) fn distribution(summary: &distributions::Summary) -> Element {
    let none = |name| Element::new(name).with("Enabled", "false").with("Quantity", "0");
    Element::new("Distribution")
        .with("Id", summary.id.as_str())
        .with("ARN", arn::of_distribution(&summary.id))
        .with("Status", summary.status)
        .with("LastModifiedTime", timestamp(summary.modified_ms))
        .with("InProgressInvalidationBatches", "0")
        .with("DomainName", summary.domain_name.as_str())
        .with_child(none("ActiveTrustedSigners"))
        .with_child(none("ActiveTrustedKeyGroups"))
        .with_child(summary.config.clone())
}

/// Members of a `DistributionSummary` that are members of the configuration too.
const SUMMARISED: [&str; 17] = [
    "Aliases",
    "Origins",
    "OriginGroups",
    "DefaultCacheBehavior",
    "CacheBehaviors",
    "CustomErrorResponses",
    "Comment",
    "PriceClass",
    "Enabled",
    "ViewerCertificate",
    "Restrictions",
    "WebACLId",
    "HttpVersion",
    "IsIPV6Enabled",
    "Staging",
    "ViewerMtlsConfig",
    "ConnectionFunctionAssociation",
];

fn distribution_summary(summary: &distributions::Summary) -> Element {
    let mut element = Element::new("DistributionSummary")
        .with("Id", summary.id.as_str())
        .with("ARN", arn::of_distribution(&summary.id))
        .with("ETag", summary.etag.as_str())
        .with("Status", summary.status)
        .with("LastModifiedTime", timestamp(summary.modified_ms))
        .with("DomainName", summary.domain_name.as_str());
    for name in SUMMARISED {
        let member = summary.config.child(name).cloned().or_else(|| default_member(name));
        element.children.extend(member);
    }
    element
}

/// What CloudFront fills in where a configuration is silent and a summary must speak.
fn default_member(name: &str) -> Option<Element> {
    let element = Element::new(name);
    Some(match name {
        "Aliases" | "CacheBehaviors" | "CustomErrorResponses" => element.with("Quantity", "0"),
        "PriceClass" => Element { text: "PriceClass_All".into(), ..element },
        "ViewerCertificate" => element.with("CloudFrontDefaultCertificate", "true"),
        "Restrictions" => {
            element.with_child(Element::new("GeoRestriction").with("RestrictionType", "none").with("Quantity", "0"))
        }
        "WebACLId" => element,
        "HttpVersion" => Element { text: "http2".into(), ..element },
        "IsIPV6Enabled" | "Staging" => Element { text: "false".into(), ..element },
        _ => return None,
    })
}

pub(super) fn distribution_list(page: &Page<distributions::Summary>, request: &PageRequest) -> Element {
    let mut root = Element::new("DistributionList").with("Marker", request.marker.as_deref().unwrap_or_default());
    if let Some(marker) = &page.next_marker {
        root = root.with("NextMarker", marker.as_str());
    }
    root.children.push(number("MaxItems", request.max_items));
    let root = root.with("IsTruncated", page.next_marker.is_some().to_string());
    with_counted(root, page.items.iter().map(distribution_summary).collect())
}

/// What STS says of whoever calls. It tells of its request in the document too.
pub(super) fn caller(request_id: &str) -> Element {
    let result = Element::new("GetCallerIdentityResult")
        .with("Arn", arn::of_caller())
        .with("UserId", assumptions::CALLER_ID)
        .with("Account", assumptions::ACCOUNT);
    let metadata = Element::new("ResponseMetadata").with("RequestId", request_id);
    Element::new("GetCallerIdentityResponse").with_child(result).with_child(metadata)
}

fn counted(name: &str, items: Vec<Element>) -> Element {
    with_counted(Element::new(name), items)
}

/// `Quantity`, and `Items` if there are any.
fn with_counted(mut element: Element, items: Vec<Element>) -> Element {
    element.children.push(number("Quantity", items.len()));
    if !items.is_empty() {
        element.children.push(Element { children: items, ..Element::new("Items") });
    }
    element
}

fn number(name: &str, value: usize) -> Element {
    Element { text: value.to_string(), ..Element::new(name) }
}
