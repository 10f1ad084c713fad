//! What no SDK would send, and what an SDK does not show of an answer.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Cloud;

const ASKS_WHO_CALLS: &str = "Action=GetCallerIdentity&Version=2011-06-15";

const SIGNED: &str = "authorization: AWS4-HMAC-SHA256 \
    Credential=AKID/20261124/us-east-1/cloudfront/aws4_request, SignedHeaders=host, \
    Signature=00\r\n";

/// Sends a request and returns the whole response.
async fn send(cloud: &Cloud, method: &str, path: &str, headers: &str, body: &str) -> String {
    let url = cloud.emulator.endpoint_url();
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

#[track_caller]
fn refused(response: &str, status: u16, code: &str) {
    assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{response}");
    assert!(response.contains(&format!("<Code>{code}</Code>")), "{response}");
    assert!(
        response.contains("<ErrorResponse xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Error><Type>")
    );
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let id = head.lines().find_map(|line| line.strip_prefix("x-amzn-requestid: ")).unwrap();
    assert!(body.ends_with(&format!("<RequestId>{id}</RequestId></ErrorResponse>")), "{response}");
    assert!(head.contains("content-type: text/xml"), "{response}");
}

#[tokio::test]
async fn requests_must_claim_to_be_signed() {
    let cloud = Cloud::start().await;
    let path = "/2020-05-31/key-value-store";
    let response = send(&cloud, "GET", path, "", "").await;
    refused(&response, 403, "MissingAuthenticationToken");
    let response = send(&cloud, "GET", path, &SIGNED.replace("/cloudfront/", "/s3/"), "").await;
    refused(&response, 403, "SignatureDoesNotMatch");
    let response = send(&cloud, "GET", path, SIGNED, "").await;
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
}

#[tokio::test]
async fn sts_has_a_namespace_and_a_signature_of_its_own() {
    let cloud = Cloud::start().await;
    let namespace = "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"";
    let refused = send(&cloud, "POST", "/", SIGNED, ASKS_WHO_CALLS).await;
    assert!(refused.contains(&format!("<ErrorResponse {namespace}>")), "{refused}");
    assert!(refused.contains("correct service: 'sts'."), "{refused}");
    let answered = send(&cloud, "POST", "/", &SIGNED.replace("/cloudfront/", "/sts/"), ASKS_WHO_CALLS).await;
    let (head, body) = answered.split_once("\r\n\r\n").unwrap();
    assert!(body.contains(&format!("<GetCallerIdentityResponse {namespace}>")), "{body}");
    let id = head.lines().find_map(|line| line.strip_prefix("x-amzn-requestid: ")).unwrap();
    assert!(body.contains(&format!("<ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>")), "{body}");
}

#[tokio::test]
async fn routes_that_are_not_there_are_told() {
    let cloud = Cloud::start().await;
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/2020-05-31/function"),
        ("PATCH", "/2020-05-31/connection-function/x"),
        ("POST", "/2020-05-31/tagging?Operation=Other"),
    ] {
        let response = send(&cloud, method, path, SIGNED, "").await;
        refused(&response, 404, "UnknownOperationException");
    }
    assert!(cloud.emulator.calls().iter().all(|call| call.operation == "Unknown"));
}

#[tokio::test]
async fn bodies_that_are_no_requests_are_refused() {
    let cloud = Cloud::start().await;
    let create = "/2020-05-31/connection-function";
    for (path, body, status, code) in [
        (create, "", 400, "MalformedInput"),
        (create, "{}", 400, "MalformedInput"),
        (create, "<CreateConnectionFunctionRequest>", 400, "MalformedInput"),
        (create, "<CreateFunctionRequest/>", 400, "MalformedXML"),
        (create, "<CreateConnectionFunctionRequest/>", 400, "InvalidArgument"),
        (
            create,
            "<CreateConnectionFunctionRequest><Name>a</Name><ConnectionFunctionCode>%%\
             </ConnectionFunctionCode></CreateConnectionFunctionRequest>",
            400,
            "InvalidArgument",
        ),
        ("/2020-05-31/distribution", "", 400, "MissingBody"),
        ("/2020-05-31/distribution", "<DistributionConfig/>", 400, "InvalidArgument"),
        ("/2020-05-31/tagging?Operation=Tag&Resource=x", "<TagKeys/>", 400, "MalformedXML"),
        ("/2020-05-31/tagging?Operation=Tag", "<Tags/>", 400, "InvalidArgument"),
    ] {
        let response = send(&cloud, "POST", path, SIGNED, body).await;
        refused(&response, status, code);
    }
}

#[tokio::test]
async fn a_body_too_large_is_not_read() {
    let cloud = Cloud::start().await;
    let body = "x".repeat((1 << 20) + 1);
    let response = send(&cloud, "POST", "/2020-05-31/connection-function", SIGNED, &body).await;
    refused(&response, 413, "EntitySizeLimitExceeded");
}

#[tokio::test]
async fn a_list_needs_no_body() {
    let cloud = Cloud::start().await;
    let response = send(&cloud, "POST", "/2020-05-31/connection-functions", SIGNED, "").await;
    assert!(
        response.ends_with(
            "<ListConnectionFunctionsResult \
             xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><ConnectionFunctions>\
             </ConnectionFunctions></ListConnectionFunctionsResult>"
        ),
        "{response}"
    );
}

#[tokio::test]
async fn a_publish_has_no_etag() {
    let cloud = Cloud::start().await;
    let (id, etag) = cloud.function("gate").await;
    let path = format!("/2020-05-31/connection-function/{id}/publish");
    let headers = format!("{SIGNED}if-match: {etag}\r\n");
    let response = send(&cloud, "POST", &path, &headers, "").await;
    assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
    assert!(!response.to_ascii_lowercase().contains("\netag:"), "{response}");
    let path = format!("/2020-05-31/connection-function/{id}");
    let response = send(&cloud, "DELETE", &path, &headers, "").await;
    assert!(response.starts_with("HTTP/1.1 204 No Content\r\n"), "{response}");
    assert!(response.ends_with("\r\n\r\n"), "{response}");
}
