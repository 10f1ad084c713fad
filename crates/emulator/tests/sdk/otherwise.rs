//! What is assumed of AWS can be made not to hold, one assumption at a time.

use aws_sdk_cloudfront::config::http::HttpResponse;
use aws_sdk_cloudfront::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_cloudfront::operation::create_connection_function::{
    CreateConnectionFunctionError, CreateConnectionFunctionOutput,
};
use aws_sdk_cloudfront::operation::describe_connection_function::{
    DescribeConnectionFunctionError, DescribeConnectionFunctionOutput,
};
use aws_sdk_cloudfront::operation::tag_resource::{TagResourceError, TagResourceOutput};
use aws_sdk_cloudfront::operation::update_connection_function::{
    UpdateConnectionFunctionError, UpdateConnectionFunctionOutput,
};
use aws_sdk_cloudfront::primitives::Blob;
use aws_sdk_cloudfront::types::{
    FunctionConfig, FunctionRuntime, FunctionStage, KeyValueStoreAssociation, KeyValueStoreAssociations, Tag, Tags,
};
use connfn_emulator::{Assumption, Faults};

use crate::support::{CODE, Cloud, config};

#[tokio::test]
async fn each_assumption_can_be_made_not_to_hold() {
    for assumption in Assumption::ALL {
        let usual = answer(&Cloud::start().await, *assumption).await;
        let faults: Faults = [*assumption].into_iter().collect();
        let otherwise = answer(&Cloud::with(|builder| builder.faults(faults)).await, *assumption).await;
        assert_ne!(usual, otherwise, "{assumption:?}");
    }
}

#[tokio::test]
async fn what_does_not_hold_can_be_changed_while_it_serves() {
    let cloud = Cloud::start().await;
    let (id, _) = cloud.function("gate").await;
    assert_eq!(told(cloud.described("gate", FunctionStage::Development).await.map(id_of)), id);
    cloud.emulator.set_faults(Faults::from_iter([Assumption::A01]));
    assert_eq!(told(cloud.described("gate", FunctionStage::Development).await.map(id_of)), "EntityNotFound");
    cloud.emulator.set_faults(Faults::default());
    assert_eq!(told(cloud.described("gate", FunctionStage::Development).await.map(id_of)), id);
}

type Answer<T, E> = Result<T, SdkError<E, HttpResponse>>;

/// What the emulator answers to the question that tells whether this assumption holds.
async fn answer(cloud: &Cloud, assumption: Assumption) -> String {
    use Assumption as A;
    match assumption {
        A::A01 | A::A02 | A::A03 | A::A04 | A::A06 | A::A07 => reading(cloud, assumption).await,
        A::A10 | A::A11 | A::A12 | A::A13 | A::A14 | A::A15 | A::A16 | A::A17 => versions(cloud, assumption).await,
        A::A20 | A::A21 | A::A23 | A::A27 => publishing(cloud, assumption).await,
        A::A30 | A::A31 | A::A32 | A::A33 | A::A34 | A::A35 | A::A36 | A::A37 => forms(cloud, assumption).await,
        A::A39 | A::A40 | A::A41 | A::A42 => stores(cloud, assumption).await,
        _ => testing(cloud, assumption).await,
    }
}

async fn reading(cloud: &Cloud, assumption: Assumption) -> String {
    let (id, _) = cloud.published("gate").await;
    let client = &cloud.client;
    match assumption {
        Assumption::A01 => told(cloud.described("gate", FunctionStage::Development).await.map(id_of)),
        Assumption::A02 => {
            let described = client.describe_connection_function().identifier(&id).send().await.unwrap();
            described.connection_function_summary.unwrap().stage.to_string()
        }
        Assumption::A03 => {
            cloud.function("hall").await;
            let page =
                |marker: Option<String>| client.list_connection_functions().max_items(1).set_marker(marker).send();
            let first = page(None).await.unwrap();
            let second = page(first.next_marker).await.unwrap();
            second.connection_functions.unwrap()[0].name.clone()
        }
        Assumption::A04 => {
            let listed = client.list_connection_functions().send().await.unwrap().connection_functions.unwrap();
            listed[0].connection_function_config.as_ref().unwrap().comment.clone()
        }
        Assumption::A06 => {
            let (unpublished, _) = cloud.function("hall").await;
            told(cloud.described(&unpublished, FunctionStage::Live).await.map(id_of))
        }
        _ => {
            cloud.changed(&id, "// one\r\n// two\n", "").await.unwrap();
            let got = client.get_connection_function().identifier(&id).stage(FunctionStage::Development).send().await;
            format!("{:?}", got.unwrap().connection_function_code)
        }
    }
}

async fn versions(cloud: &Cloud, assumption: Assumption) -> String {
    let (id, etag) = cloud.published("gate").await;
    let client = &cloud.client;
    let is_kept = |before: &str, after: &str| (before == after).to_string();
    match assumption {
        Assumption::A10 => {
            cloud.changed(&id, CODE, "made for a test").await.unwrap();
            is_kept(&etag, &cloud.version(&id, FunctionStage::Development).await)
        }
        Assumption::A11 => is_kept(&etag, &cloud.version(&id, FunctionStage::Development).await),
        Assumption::A12 => {
            let before = cloud.version(&id, FunctionStage::Live).await;
            client.publish_connection_function().id(&id).if_match(&etag).send().await.unwrap();
            is_kept(&before, &cloud.version(&id, FunctionStage::Live).await)
        }
        Assumption::A13 => {
            let live = cloud.version(&id, FunctionStage::Live).await;
            done(client.publish_connection_function().id(&id).if_match(live).send().await)
        }
        Assumption::A14 => {
            let test = client.test_connection_function().id(&id).if_match(&etag).stage(FunctionStage::Live);
            done(test.connection_object(Blob::new("{}")).send().await)
        }
        Assumption::A15 => {
            cloud.tagged(&id, &[("a".to_owned(), "b".to_owned())]).await.unwrap();
            is_kept(&etag, &cloud.version(&id, FunctionStage::Development).await)
        }
        Assumption::A16 => done(client.publish_connection_function().id(&id).if_match("*").send().await),
        _ => done(cloud.created("gate", config("other", None), CODE).await),
    }
}

async fn publishing(cloud: &Cloud, assumption: Assumption) -> String {
    let (id, etag) = cloud.published("gate").await;
    match assumption {
        Assumption::A20 => {
            let published = cloud.client.publish_connection_function().id(&id).if_match(etag).send().await.unwrap();
            published.connection_function_summary.unwrap().stage.to_string()
        }
        Assumption::A21 => cloud.status(&id).await,
        Assumption::A23 => {
            cloud.clock.advance(std::time::Duration::from_secs(1));
            cloud.changed(&id, CODE, "changed").await.unwrap();
            cloud.status(&id).await
        }
        _ => done(cloud.changed(&id, "}", "").await),
    }
}

async fn forms(cloud: &Cloud, assumption: Assumption) -> String {
    let (id, _) = cloud.function("gate").await;
    match assumption {
        Assumption::A30 => done(cloud.changed(&id, &"x".repeat(10_240), "").await),
        Assumption::A31 => done(cloud.changed(&id, CODE, &"x".repeat(129)).await),
        Assumption::A32 => {
            let stores = [cloud.store("one").await.0, cloud.store("two").await.0];
            done(cloud.created("hall", naming(&stores), CODE).await)
        }
        Assumption::A33 => {
            let config = FunctionConfig::builder().comment("").runtime(FunctionRuntime::CloudfrontJs10);
            done(cloud.created("hall", config.build().unwrap(), CODE).await)
        }
        Assumption::A34 => {
            let made = cloud.client.create_key_value_store().name("new").send().await.unwrap();
            done(cloud.created("hall", naming(&[made.key_value_store.unwrap().arn]), CODE).await)
        }
        Assumption::A35 => {
            let arn = "arn:aws:cloudfront::123456789012:key-value-store/0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0";
            done(cloud.created("hall", naming(&[arn.to_owned()]), CODE).await)
        }
        Assumption::A36 => {
            let tags: Vec<_> = (0..51).map(|n| (n.to_string(), String::new())).collect();
            done(cloud.tagged(&id, &tags).await)
        }
        _ => done(cloud.tagged(&id, &[("a".to_owned(), "=5B".to_owned())]).await),
    }
}

async fn stores(cloud: &Cloud, assumption: Assumption) -> String {
    let (arn, etag) = cloud.store("known").await;
    match assumption {
        Assumption::A39 => {
            cloud.created("hall", naming(&[arn]), CODE).await.unwrap();
            done(cloud.client.delete_key_value_store().name("known").if_match(etag).send().await)
        }
        Assumption::A40 => done(cloud.client.describe_key_value_store().name("none").send().await),
        Assumption::A41 => done(cloud.created("known", config("", None), CODE).await),
        _ => arn,
    }
}

async fn testing(cloud: &Cloud, assumption: Assumption) -> String {
    use Assumption as A;
    let decides = |statements: &str| format!("function connectionHandler(connection) {{ {statements} }}");
    let asks = |question: &str| {
        format!(
            "import cf from 'cloudfront';
            function connectionHandler(connection) {{ console.log(typeof {question}); connection.allow(); }}"
        )
    };
    let (arn, _) = cloud.store("known").await;
    let (code, named) = match assumption {
        A::A50 | A::A51 | A::A54 | A::A57 => (decides("connection.allow();"), None),
        A::A52 => (decides("throw new Error('no');"), None),
        A::A53 => (decides(""), None),
        A::A55 => (asks("cf.kvs()"), Some(arn)),
        A::A60 => (decides("console.log(typeof globalThis['at' + 'ob']); connection.allow();"), None),
        A::A61 => ("function handler(event) { return event; }".to_owned(), None),
        A::A62 => (decides("connection.allow(); connection.deny();"), None),
        A::A63 => (decides("connection.allow(); throw new Error('no');"), None),
        A::A64 => (decides("connection.deny(); console.log('still here');"), None),
        A::A66 => (asks("cf.kvs()"), None),
        A::A68 => (decides("console.log(String(Math.random())); connection.allow();"), None),
        A::A69 => (asks("cf.kvs('0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0')"), Some(arn)),
        _ => panic!("nobody asks about {assumption:?}"),
    };
    let made = cloud.created("gate", config("", named.as_deref()), &code).await.unwrap();
    let (id, etag) = (made.connection_function_summary.unwrap().id, made.e_tag.unwrap());
    let padding = if assumption == A::A57 { "x".repeat(40_960) } else { String::new() };
    let object = format!("{{\"a\":\"{padding}\"}}");
    let test = cloud.client.test_connection_function().id(&id).if_match(&etag).connection_object(Blob::new(object));
    let tested = test.send().await;
    if assumption == A::A54 {
        return (cloud.version(&id, FunctionStage::Development).await == etag).to_string();
    }
    match tested {
        Ok(tested) => {
            let result = tested.connection_function_test_result.unwrap();
            let (logs, output) = (result.connection_function_execution_logs(), result.connection_function_output());
            format!("{logs:?} {output:?} {:?}", result.connection_function_error_message())
        }
        Err(error) => done(Err::<(), _>(error)),
    }
}

/// A configuration that names these stores.
fn naming(arns: &[String]) -> FunctionConfig {
    let quantity = i32::try_from(arns.len()).unwrap();
    let items = arns.iter().map(|arn| KeyValueStoreAssociation::builder().key_value_store_arn(arn).build().unwrap());
    let named = KeyValueStoreAssociations::builder().quantity(quantity).set_items(Some(items.collect()));
    let runtime = FunctionRuntime::CloudfrontJs20;
    let config = FunctionConfig::builder().comment("").runtime(runtime);
    config.key_value_store_associations(named.build().unwrap()).build().unwrap()
}

/// The code of an error, or that there was none.
fn done<T, E: ProvideErrorMetadata>(result: Answer<T, E>) -> String {
    told(result.map(|_| "done".to_owned()))
}

/// What an answer tells, or the code of its error.
fn told<E: ProvideErrorMetadata>(result: Answer<String, E>) -> String {
    result.unwrap_or_else(|error| error.code().unwrap_or("no code").to_owned())
}

fn id_of(described: DescribeConnectionFunctionOutput) -> String {
    described.connection_function_summary.unwrap().id
}

impl Cloud {
    async fn described(
        &self,
        identifier: &str,
        stage: FunctionStage,
    ) -> Answer<DescribeConnectionFunctionOutput, DescribeConnectionFunctionError> {
        self.client.describe_connection_function().identifier(identifier).stage(stage).send().await
    }

    async fn version(&self, id: &str, stage: FunctionStage) -> String {
        self.described(id, stage).await.unwrap().e_tag.unwrap()
    }

    async fn status(&self, id: &str) -> String {
        let described = self.described(id, FunctionStage::Development).await.unwrap();
        described.connection_function_summary.unwrap().status
    }

    async fn created(
        &self,
        name: &str,
        config: FunctionConfig,
        code: &str,
    ) -> Answer<CreateConnectionFunctionOutput, CreateConnectionFunctionError> {
        let create = self.client.create_connection_function().name(name).connection_function_config(config);
        create.connection_function_code(Blob::new(code)).send().await
    }

    /// Updates a function in whatever version it is.
    async fn changed(
        &self,
        id: &str,
        code: &str,
        comment: &str,
    ) -> Answer<UpdateConnectionFunctionOutput, UpdateConnectionFunctionError> {
        let etag = self.version(id, FunctionStage::Development).await;
        let update = self.client.update_connection_function().id(id).if_match(etag);
        let update = update.connection_function_config(config(comment, None));
        update.connection_function_code(Blob::new(code)).send().await
    }

    async fn tagged(&self, id: &str, tags: &[(String, String)]) -> Answer<TagResourceOutput, TagResourceError> {
        let items = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build().unwrap()).collect();
        let arn = format!("arn:aws:cloudfront::123456789012:connection-function/{id}");
        self.client.tag_resource().resource(arn).tags(Tags::builder().set_items(Some(items)).build()).send().await
    }
}
