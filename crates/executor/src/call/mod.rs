//! One call, one outcome: takes an operation of the core to the SDK and its answer back. Knows no order, no plan and no
//! state; the SDK's standard retry is the only repetition here.

mod convert;
pub(crate) mod functions;
pub(crate) mod send;
pub(crate) mod stores;
pub(crate) mod tags;

use crate::failure::Failure;
use aws_sdk_cloudfront::Client;
use connfn_core::operation::{Operation, Outcome, Response};

/// Makes the call and says what became of it.
pub async fn perform(client: &Client, operation: &Operation<String, String>) -> Outcome {
    match answer(client, operation).await {
        Ok(response) => Outcome::Success { response },
        Err(failure) => failure.into(),
    }
}

async fn answer(client: &Client, operation: &Operation<String, String>) -> Result<Response, Failure> {
    match operation {
        Operation::CreateConnectionFunction(input) => functions::create(client, input).await,
        Operation::UpdateConnectionFunction(input) => functions::update(client, input).await,
        Operation::TestConnectionFunction(input) => functions::test(client, input).await,
        Operation::PublishConnectionFunction(input) => functions::publish(client, input).await,
        Operation::DeleteConnectionFunction(input) => functions::delete(client, input).await,
        Operation::DescribeConnectionFunction(input) => functions::describe(client, input).await,
        Operation::GetConnectionFunction(input) => functions::get(client, input).await,
        Operation::ListConnectionFunctions(input) => functions::list(client, input).await,
        Operation::CreateKeyValueStore(input) => stores::create(client, input).await,
        Operation::UpdateKeyValueStore(input) => stores::update(client, input).await,
        Operation::DeleteKeyValueStore(input) => stores::delete(client, input).await,
        Operation::DescribeKeyValueStore(input) => stores::describe(client, &input.name).await,
        Operation::TagResource(input) => tags::tag(client, input).await,
        Operation::UntagResource(input) => tags::untag(client, input).await,
        Operation::ListTagsForResource(input) => tags::list(client, &input.resource).await,
    }
}
