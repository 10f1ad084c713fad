//! From an operation to its call in `service`, and from the outcome to its response.
//!
//! Status codes and headers are those of the API model, one arm for each operation.

use super::api::Api;
use super::reply::Reply;
use super::request::Request;
use super::route::{Operation, Route};
use super::{input, output};
use crate::assumptions;
use crate::error::{ApiError, ApiResult, Code};
use crate::service::paging::PageRequest;
use crate::service::{Cx, Stage, distributions, functions, stores, tags};
use crate::simulation::Simulator;
use crate::xml::Element;

/// What an operation came to.
#[derive(Debug)]
pub(crate) enum Answer {
    Reply(Reply),
    /// A function is to be run before there is one.
    Run(Box<functions::Test>),
}

impl Answer {
    /// The response, for which a function may have to be run.
    pub(crate) fn reply(self, simulator: &Simulator) -> ApiResult<Reply> {
        match self {
            Self::Reply(reply) => Ok(reply),
            Self::Run(test) => Ok(Reply::xml(200, &output::test_result(&test.summary, &simulator.run(&test)?))),
        }
    }
}

pub(crate) fn dispatch(cx: &mut Cx<'_>, route: &Route, request: &Request) -> ApiResult<Answer> {
    use Operation as O;
    let label = route.label.as_str();
    let body = request.body.as_slice();
    let if_match = request.if_match.as_deref();
    let query = |name| request.query.get(name);
    let location = |kind, id: &str| assumptions::location(request.host.as_deref(), kind, id);
    Ok(Answer::Reply(match route.operation {
        O::CreateConnectionFunction => {
            let root = input::root(body, "CreateConnectionFunctionRequest")?;
            let summary = functions::create(cx, &input::create_function(&root)?)?;
            Reply::xml(201, &output::function(&summary))
                .header("location", location("connection-function", &summary.id))
                .header("etag", summary.etag)
        }
        O::UpdateConnectionFunction => {
            let root = input::root(body, "UpdateConnectionFunctionRequest")?;
            let config = input::config(&root);
            let code = input::blob(&root, "ConnectionFunctionCode")?;
            let summary = functions::update(cx, label, if_match, config.as_ref(), code.as_deref())?;
            Reply::xml(200, &output::function(&summary)).header("etag", summary.etag)
        }
        O::DescribeConnectionFunction => {
            let summary = functions::describe(cx, label, Stage::parse(query("Stage"), cx.assumptions)?)?;
            Reply::xml(200, &output::function(&summary)).header("etag", summary.etag)
        }
        O::GetConnectionFunction => {
            let (code, etag) = functions::code(cx, label, Stage::parse(query("Stage"), cx.assumptions)?)?;
            Reply::bytes(200, assumptions::CODE_CONTENT_TYPE, code).header("etag", etag)
        }
        O::ListConnectionFunctions => {
            let root = input::optional_root(body, "ListConnectionFunctionsRequest")?;
            let page = PageRequest::parse(root.child_text("Marker"), root.child_text("MaxItems"))?;
            let stage = Stage::parse(root.child_text("Stage"), cx.assumptions)?;
            Reply::xml(200, &output::function_list(&functions::list(cx, &page, stage)))
        }
        O::PublishConnectionFunction => {
            // The model has no ETag in this response.
            Reply::xml(200, &output::function(&functions::publish(cx, label, if_match)?))
        }
        O::TestConnectionFunction => {
            let root = input::root(body, "TestConnectionFunctionRequest")?;
            let stage = Stage::parse(root.child_text("Stage"), cx.assumptions)?;
            let object = input::blob(&root, "ConnectionObject")?;
            let test = functions::test(cx, label, if_match, stage, object.as_deref())?;
            return Ok(Answer::Run(Box::new(test)));
        }
        O::DeleteConnectionFunction => {
            functions::delete(cx, label, if_match)?;
            Reply::empty(204)
        }
        O::ListDistributionsByConnectionFunction => {
            let page = PageRequest::parse(query("Marker"), query("MaxItems"))?;
            let identifier = query("ConnectionFunctionIdentifier");
            let found = distributions::by_function(cx, identifier, &page)?;
            Reply::xml(200, &output::distribution_list(&found, &page))
        }
        O::CreateKeyValueStore => {
            let root = input::root(body, "CreateKeyValueStoreRequest")?;
            let summary = stores::create(cx, &input::create_store(&root))?;
            Reply::xml(201, &output::store(&summary))
                .header("location", location("key-value-store", &summary.name))
                .header("etag", summary.etag)
        }
        O::DescribeKeyValueStore => {
            let summary = stores::describe(cx, label)?;
            Reply::xml(200, &output::store(&summary)).header("etag", summary.etag)
        }
        O::UpdateKeyValueStore => {
            let root = input::root(body, "UpdateKeyValueStoreRequest")?;
            let summary = stores::update(cx, label, if_match, root.child_text("Comment"))?;
            Reply::xml(200, &output::store(&summary)).header("etag", summary.etag)
        }
        O::DeleteKeyValueStore => {
            stores::delete(cx, label, if_match)?;
            Reply::empty(204)
        }
        O::ListKeyValueStores => {
            let page = PageRequest::parse(query("Marker"), query("MaxItems"))?;
            let found = stores::list(cx, &page, query("Status"));
            Reply::xml(200, &output::store_list(&found, &page))
        }
        O::TagResource => {
            let root = input::root(body, "Tags")?;
            tags::tag(cx, query("Resource"), &input::tags(&root))?;
            Reply::empty(204)
        }
        O::UntagResource => {
            let root = input::root(body, "TagKeys")?;
            tags::untag(cx, query("Resource"), &input::tag_keys(&root))?;
            Reply::empty(204)
        }
        O::ListTagsForResource => Reply::xml(200, &output::tags(&tags::list(cx, query("Resource"))?)),
        O::CreateDistribution => {
            let summary = distributions::create(cx, &distribution_config(body)?)?;
            Reply::xml(201, &output::distribution(&summary))
                .header("location", location("distribution", &summary.id))
                .header("etag", summary.etag)
        }
        O::GetDistribution => {
            let summary = distributions::get(cx, label)?;
            Reply::xml(200, &output::distribution(&summary)).header("etag", summary.etag)
        }
        O::GetDistributionConfig => {
            let summary = distributions::get(cx, label)?;
            Reply::xml(200, &summary.config).header("etag", summary.etag)
        }
        O::UpdateDistribution => {
            let config = distribution_config(body)?;
            let summary = distributions::update(cx, label, if_match, &config)?;
            Reply::xml(200, &output::distribution(&summary)).header("etag", summary.etag)
        }
        O::DeleteDistribution => {
            distributions::delete(cx, label, if_match)?;
            Reply::empty(204)
        }
        O::GetCallerIdentity => Reply::document(Api::SecurityToken, 200, &output::caller(&request.id)),
    }))
}

fn distribution_config(body: &[u8]) -> ApiResult<Element> {
    if body.is_empty() {
        return Err(ApiError::new(
            Code::MissingBody,
            "This operation requires a body. Ensure that the body is present.",
        ));
    }
    input::root(body, "DistributionConfig")
}
