//! Other hands at the account: whoever edits, publishes, tags or associates past connfn.

use crate::support::Service;
use connfn::operation::{
    CreateConnectionFunction, FunctionConfig, FunctionStage, FunctionVersion, Operation, Outcome, Response, Stage,
    Tags, UpdateConnectionFunction,
};
use connfn_executor::{Client, ClientOptions, client, perform};
use std::io::{Read as _, Write as _};
use tokio::runtime::Runtime;

/// What the name of a function that the tests make is.
pub(crate) const NAME: &str = "example-connection-function";
/// The code that other hands write.
pub(crate) const EDITED: &str = "function connectionHandler(c) { c.deny(); } // by hand";

pub(crate) struct Hand {
    client: Client,
    runtime: Runtime,
    url: String,
}

impl Hand {
    pub(crate) fn at(service: &Service) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let url = service.url();
        let options = ClientOptions { endpoint_url: Some(url.clone()), emulator: true, ..ClientOptions::default() };
        let client = runtime.block_on(client(&options));
        Self { client, runtime, url }
    }

    fn done(&self, call: &Operation<String, String>) -> Response {
        match self.runtime.block_on(perform(&self.client, call)) {
            Outcome::Success { response } => response,
            other => panic!("{} failed: {other:?}", call.name()),
        }
    }

    /// The id of the function and DEVELOPMENT's ETag.
    fn function(&self) -> (String, Option<String>) {
        let development = FunctionStage { identifier: NAME.to_owned(), stage: Stage::Development };
        let response = self.done(&Operation::DescribeConnectionFunction(development));
        (response.connection_function_summary.unwrap().id, response.etag)
    }

    pub(crate) fn code(&self, stage: Stage) -> String {
        let stage = FunctionStage { identifier: NAME.to_owned(), stage };
        self.done(&Operation::GetConnectionFunction(stage)).connection_function_code.unwrap()
    }

    pub(crate) fn create(&self) {
        let create = CreateConnectionFunction {
            name: NAME.to_owned(),
            connection_function_config: config("theirs"),
            connection_function_code: EDITED.to_owned(),
            tags: Tags::new([]),
        };
        self.done(&Operation::CreateConnectionFunction(create));
    }

    pub(crate) fn edit(&self) {
        let (id, if_match) = self.function();
        let update = UpdateConnectionFunction {
            id,
            if_match,
            connection_function_config: config("by hand"),
            connection_function_code: EDITED.to_owned(),
        };
        self.done(&Operation::UpdateConnectionFunction(update));
    }

    pub(crate) fn publish(&self) {
        let (id, if_match) = self.function();
        self.done(&Operation::PublishConnectionFunction(FunctionVersion { id, if_match }));
    }

    pub(crate) fn delete(&self) {
        let (id, if_match) = self.function();
        self.done(&Operation::DeleteConnectionFunction(FunctionVersion { id, if_match }));
    }

    /// Makes a distribution that uses the function, and gives its id.
    pub(crate) fn associate(&self) -> String {
        let (id, _) = self.function();
        let body = format!(
            "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>one\
             </CallerReference><Comment>in use</Comment><Enabled>true</Enabled><ViewerMtlsConfig><Mode>required</Mode><TrustStoreConfig>\
             <TrustStoreId>ts_1</TrustStoreId></TrustStoreConfig></ViewerMtlsConfig><ConnectionFunctionAssociation>\
             <Id>{id}</Id></ConnectionFunctionAssociation></DistributionConfig>"
        );
        let host = self.url.strip_prefix("http://").unwrap();
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cloudfront/aws4_request, \
                             SignedHeaders=host, Signature=test";
        write!(
            stream,
            "POST /2020-05-31/distribution HTTP/1.1\r\nhost: {host}\r\nauthorization: {authorization}\r\ncontent-type: \
             application/xml\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let id = answer.split_once("<Id>").and_then(|(_, rest)| rest.split_once("</Id>"));
        id.unwrap().0.to_owned()
    }
}

fn config(comment: &str) -> FunctionConfig<String> {
    FunctionConfig {
        comment: comment.to_owned(),
        runtime: serde_json::from_str("\"cloudfront-js-2.0\"").unwrap(),
        key_value_store_associations: None,
    }
}
