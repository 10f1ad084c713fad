//! Which sizes and forms CloudFront takes of a function, and which it refuses.

use super::{
    Patience,
    bench::Bench,
    codes,
    naming::Purpose,
    reading,
    stores::Stores,
    subject::{self, Subject, config},
    verdicts::{Verdicts, accepted, all_of, needed, refused, turned_down},
};
use crate::{
    call::{Call, FunctionConfig},
    caller::Caller,
    listing::functions,
    seen::{Seen, either, expected},
};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use connfn_core::{limits::Runtime, operation::Stage};

/// A function's code may have so many bytes by AWS's page, and so many by the API's model.
const DOCUMENTED_BYTES: usize = 10_240;
const MODELLED_BYTES: usize = 40_960;

pub(super) async fn judge<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    stores: &Stores,
    verdicts: &mut Verdicts,
) {
    verdicts.record("A27", broken_code(bench).await);
    let sizes = sizes(bench, function, verdicts).await;
    verdicts.record("A30", sizes);
    verdicts.record("A31", comments(bench, function).await);
    verdicts.record("A32", two_stores(bench, function, stores).await);
    verdicts.record("A33", old_runtime(bench).await);
    verdicts.record("A35", no_such_store(bench, function).await);
    verdicts.record("A36", many_tags(bench, function).await);
    verdicts.record("A37", tag_values(bench, function).await);
    verdicts.record("A41", namesakes(bench, stores).await);
    verdicts.record("A03", reading::paging(bench).await);
}

/// A27: neither when it is created nor when it is published.
async fn broken_code<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Seen {
    either(
        async {
            let mut broken = subject::make(bench, Purpose::Broken).await?;
            let updated = bench.update(&mut broken, &config("", &[]), codes::BROKEN).await;
            expected(updated, "code that cannot be parsed")?;
            let published = bench.change(&mut broken, Call::PublishConnectionFunction).await;
            expected(published, "publishing code that cannot be parsed")?;
            Ok(Seen::Holds)
        }
        .await,
    )
}

/// A30.
async fn sizes<C: Caller + Patience>(
    bench: &mut Bench<'_, C>,
    function: &mut Subject,
    verdicts: &mut Verdicts,
) -> Seen {
    let config = config("", &[]);
    let taken = bench.update(function, &config, &codes::of_size(DOCUMENTED_BYTES)).await;
    let between = bench.update(function, &config, &codes::of_size(DOCUMENTED_BYTES + 1)).await;
    let between = between.given().map(|_| "taken".to_string()).or_else(|| Some(format!("`{}`", between.considered()?)));
    if let Some(answer) = between {
        verdicts.note("A30", format!("code of 10,241 bytes: {answer}"));
    }
    let too_large = bench.update(function, &config, &codes::of_size(MODELLED_BYTES + 1)).await;
    all_of([
        accepted(taken, "code of 10,240 bytes"),
        refused(&too_large, "EntitySizeLimitExceeded", "code of 40,961 bytes"),
    ])
}

/// A31.
async fn comments<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    let updated = bench.update(function, &config(&"x".repeat(129), &[]), codes::ALLOWS).await;
    refused(&updated, "InvalidArgument", "a comment of 129 characters")
}

/// A32.
async fn two_stores<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject, stores: &Stores) -> Seen {
    let arns = match stores.both_arns() {
        Ok(arns) => arns,
        Err(seen) => return seen,
    };
    let updated = bench.update(function, &config("", &arns), codes::ALLOWS).await;
    refused(&updated, "InvalidArgument", "a function that names two stores")
}

/// A33.
async fn old_runtime<C: Caller + Patience>(bench: &mut Bench<'_, C>) -> Seen {
    let name = bench.name(Purpose::OldRuntime);
    let config = FunctionConfig { runtime: Runtime::Js1.as_str().to_string(), ..config("", &[]) };
    match bench.create_function(&name, config, codes::ALLOWS).await {
        // The answer to an earlier attempt was lost.
        outcome if outcome.considered() == Some("EntityAlreadyExists") => Seen::Holds,
        outcome => accepted(outcome, "`cloudfront-js-1.0`"),
    }
}

/// A35.
async fn no_such_store<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &mut Subject) -> Seen {
    let Some((begin, _)) = function.arn.split_once(":connection-function/") else {
        return Seen::Unclear(format!("the ARN of a function is `{}`", function.arn));
    };
    let arn = format!("{begin}:key-value-store/00000000-0000-4000-8000-000000000000");
    let updated = bench.update(function, &config("", &[&arn]), codes::ALLOWS).await;
    refused(&updated, "InvalidArgument", "a function that names a store which does not exist")
}

/// A36.
async fn many_tags<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    let numbered: Vec<(String, String)> = (0..51).map(|n| (format!("tag-{n}"), String::new())).collect();
    let reserved = vec![("aws:doctor".to_string(), String::new())];
    let mut seen = Vec::new();
    for (tags, what) in [(numbered, "more than 50 tags"), (reserved, "a tag that begins with `aws:`")] {
        let tagged = bench.ask(Call::TagResource { resource: function.arn.clone(), tags }).await;
        seen.push(turned_down(&tagged, what));
    }
    all_of(seen)
}

/// A37: what connfn writes for characters that a tag cannot hold, and letters of every kind.
async fn tag_values<C: Caller + Patience>(bench: &mut Bench<'_, C>, function: &Subject) -> Seen {
    const KEY: &str = "address";
    let value = "module.a=5Bb=5D_.:/+-@ é漢".to_string();
    either(
        async {
            let tags = vec![(KEY.to_string(), value.clone())];
            let resource = function.arn.clone();
            expected(bench.ask(Call::TagResource { resource, tags }).await, "a tag of connfn's form")?;
            let list = Call::ListTagsForResource { resource: function.arn.clone() };
            let read = bench
                .patiently(async |bench| match needed(bench.ask(list.clone()).await, "reading tags") {
                    Ok(given) if given.tags.iter().any(|(key, found)| key == KEY && *found == value) => Seen::Holds,
                    Ok(_) => Seen::Fails("a tag was given back with another value".to_string()),
                    Err(seen) => seen,
                })
                .await;
            Ok(read)
        }
        .await,
    )
}

/// A41: a function with the name of a store.
async fn namesakes<C: Caller + Patience>(bench: &mut Bench<'_, C>, stores: &Stores) -> Seen {
    let name = match &stores.named {
        Ok(store) => store.name.clone(),
        Err(seen) => return seen.clone(),
    };
    match bench.create_function(&name, config("", &[]), codes::ALLOWS).await {
        // Either the answer to an earlier attempt was lost, or the name is not free.
        outcome if outcome.considered() == Some("EntityAlreadyExists") && is_listed(bench, &name).await => Seen::Holds,
        outcome => accepted(outcome, "a function with the name of a store"),
    }
}

async fn is_listed<C: Caller + Patience>(bench: &mut Bench<'_, C>, name: &str) -> bool {
    let found = async |bench: &mut Bench<'_, C>| {
        let listed = functions(bench, Some(Stage::Development), None).await.items;
        if listed.iter().any(|function| function.name == name) { Seen::Holds } else { Seen::Fails(String::new()) }
    };
    bench.patiently(found).await == Seen::Holds
}
