//! What CloudFront takes for a test of a function, and what it answers.

use super::{
    Patience,
    bench::Bench,
    codes, functions,
    naming::Purpose,
    stores::Stores,
    subject::{self, Subject, config},
    verdicts::{Verdicts, all_of, refused},
    versions::is_still,
};
use crate::{
    answer::{Outcome, TestResult},
    call::Call,
    caller::Caller,
    seen::{Seen, either},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::{operation::Stage, remote_test, testing::Decision};

/// The connection that functions are run on: what a viewer without a certificate shows.
const CONNECTION: &str = r#"{"connectionId":"connfn-doctor","clientIp":"192.0.2.1","endpoint":"example.com"}"#;

/// What became of a function that was run.
#[derive(Clone, Debug)]
pub(super) enum Ran {
    Told(TestResult),
    /// `TestFunctionFailed`, with its message.
    Failed(String),
}

/// A function that gets one code after the other, and runs it.
pub(super) struct Tested<'b, 'c, C> {
    pub(super) bench: &'b mut Bench<'c, C>,
    function: Subject,
    /// Whether an output is known to be read rightly.
    is_understood: bool,
}

pub(super) async fn judge<C: Caller + Patience>(bench: &mut Bench<'_, C>, stores: &Stores, verdicts: &mut Verdicts) {
    let function = match subject::make(bench, Purpose::Tested).await {
        Ok(function) => function,
        Err(seen) => return verdicts.all(&functions::RUN, &seen),
    };
    let mut tested = Tested { bench, function, is_understood: false };
    verdicts.record("A57", tested.large_object().await);
    let object = tested.object().await;
    verdicts.record("A50", object.clone());
    if object != Seen::Holds {
        return verdicts.all(&functions::RUN, &Seen::Unclear("CloudFront ran no function".to_string()));
    }
    let outputs = tested.outputs().await;
    tested.is_understood = outputs == Seen::Holds;
    verdicts.record("A51", outputs);
    verdicts.record("A52", tested.exceptions().await);
    verdicts.record("A53", tested.nothing_called().await);
    verdicts.record("A54", tested.versions().await);
    functions::judge(&mut tested, stores, verdicts).await;
}

impl<C: Caller + Patience> Tested<'_, '_, C> {
    /// Gives the function this code, and has it run.
    pub(super) async fn run(&mut self, code: &str, stores: &[&str]) -> Result<Ran, Seen> {
        let updated = self.bench.update(&mut self.function, &config("", stores), code).await;
        if updated.given().is_none() {
            return Err(Seen::Unclear(format!("the code could not be given to a function: {}", updated.words())));
        }
        match self.test(CONNECTION.as_bytes()).await {
            Outcome::Given(given) => Ok(Ran::Told(given.test.unwrap_or_default())),
            Outcome::Refused(error) if error.code == "TestFunctionFailed" => Ok(Ran::Failed(error.message)),
            outcome => Err(Seen::Unclear(format!("the function was not run: {}", outcome.words()))),
        }
    }

    async fn test(&mut self, object: &[u8]) -> Outcome {
        let stage = Some(Stage::Development);
        let connection_object = object.to_vec();
        let test =
            |version| Call::TestConnectionFunction { version, stage, connection_object: connection_object.clone() };
        self.bench.change(&mut self.function, test).await
    }

    /// What a run decided; what cannot be read is not known.
    pub(super) fn decision(&self, ran: &Ran) -> Result<Decision, Seen> {
        match ran {
            Ran::Failed(message) => Err(Seen::Unclear(format!("`TestFunctionFailed`: {message}"))),
            Ran::Told(_) if !self.is_understood => Err(Seen::Unclear("outputs are not understood".to_string())),
            Ran::Told(result) if ran.exception().is_some() => Ok(output(result).unwrap_or(Decision::None)),
            Ran::Told(result) => output(result).ok_or_else(|| Seen::Unclear(not_understood(result))),
        }
    }

    /// A57.
    async fn large_object(&mut self) -> Seen {
        let object = format!("{{\"clientIp\":\"192.0.2.1\",\"padding\":\"{}\"}}", "x".repeat(40_960));
        refused(&self.test(object.as_bytes()).await, "InvalidArgument", "a connection object above 40,960 bytes")
    }

    /// A50: the function is given what was sent.
    async fn object(&mut self) -> Seen {
        let code = codes::that("console.log('from ' + connection.clientIp);\nconnection.allow();");
        let updated = self.bench.update(&mut self.function, &config("", &[]), &code).await;
        if updated.given().is_none() {
            return Seen::Unclear(format!("the code could not be given to a function: {}", updated.words()));
        }
        let outcome = self.test(CONNECTION.as_bytes()).await;
        let result = match (outcome.considered(), &outcome) {
            (_, Outcome::Given(given)) => given.test.clone().unwrap_or_default(),
            (Some(code), _) => return Seen::Fails(format!("the JSON text of a connection was answered with `{code}`")),
            (None, _) => return Seen::Unclear(outcome.words()),
        };
        let ran = Ran::Told(result);
        match ran.exception() {
            _ if ran.has_logged("from 192.0.2.1") => Seen::Holds,
            // What has ended early has not said what it was given.
            Some(error) => Seen::Unclear(format!("the function was ended: {error}")),
            None => Seen::Fails(format!(
                "a function did not find the client's address in the connection; it logged `{}`",
                ran.logs().join(" ")
            )),
        }
    }

    /// A51.
    async fn outputs(&mut self) -> Seen {
        let mut seen = Vec::new();
        for (code, decision) in [(codes::ALLOWS, Decision::Allow), (codes::DENIES, Decision::Deny)] {
            seen.push(match self.run(code, &[]).await {
                Ok(Ran::Told(result)) if output(&result) == Some(decision) => Seen::Holds,
                Ok(Ran::Told(result)) => Seen::Fails(format!("`{decision}` was told so: {}", not_understood(&result))),
                Ok(Ran::Failed(message)) => Seen::Fails(format!("`TestFunctionFailed`: {message}")),
                Err(seen) => seen,
            });
        }
        all_of(seen)
    }

    /// A52.
    async fn exceptions(&mut self) -> Seen {
        either(
            async {
                let thrown = match self.run(&codes::that("throw new Error('on purpose');"), &[]).await? {
                    ran @ Ran::Told(_) if ran.exception().is_some() => Seen::Holds,
                    Ran::Told(_) => Seen::Fails("an exception was not told".to_string()),
                    Ran::Failed(_) => Seen::Fails("an exception was answered with `TestFunctionFailed`".to_string()),
                };
                let broken = match self.run(codes::BROKEN, &[]).await {
                    Ok(ran @ Ran::Told(_)) if ran.exception().is_none() => {
                        Seen::Fails("that code cannot be parsed was not told".to_string())
                    }
                    // Where such code is refused at once (A27), there is nothing to test.
                    _ => Seen::Holds,
                };
                Ok(all_of([thrown, broken]))
            }
            .await,
        )
    }

    /// A53.
    async fn nothing_called(&mut self) -> Seen {
        either(
            async {
                let ran = self.run(&codes::that(""), &[]).await?;
                Ok(match (&ran, self.decision(&ran)) {
                    (_, Ok(Decision::Deny)) => Seen::Holds,
                    (_, Ok(other)) => Seen::Fails(format!("a function that decides nothing was told as `{other}`")),
                    (Ran::Told(result), Err(_)) if self.is_understood => {
                        Seen::Fails(format!("a function that decides nothing was told so: {}", not_understood(result)))
                    }
                    (_, Err(seen)) => seen,
                })
            }
            .await,
        )
    }

    /// A54.
    async fn versions(&mut self) -> Seen {
        either(
            async {
                self.run(codes::ALLOWS, &[]).await?;
                Ok(is_still(self.bench, &mut self.function, "a test gave DEVELOPMENT a new ETag").await)
            }
            .await,
        )
    }
}

impl Ran {
    /// What ended the function, if anything did.
    pub(super) fn exception(&self) -> Option<&str> {
        match self {
            Self::Told(result) => result.error_message.as_deref().map(str::trim).filter(|message| !message.is_empty()),
            Self::Failed(message) => Some(message),
        }
    }

    pub(super) fn logs(&self) -> &[String] {
        match self {
            Self::Told(result) => &result.logs,
            Self::Failed(_) => &[],
        }
    }

    /// Whether one of the lines that it logged holds this.
    pub(super) fn has_logged(&self, text: &str) -> bool {
        self.logs().iter().any(|line| line.contains(text))
    }
}

fn output(result: &TestResult) -> Option<Decision> {
    remote_test::decision(result.output.as_deref().unwrap_or_default())
}

fn not_understood(result: &TestResult) -> String {
    match result.output.as_deref().map(str::trim).filter(|output| !output.is_empty()) {
        Some(output) => format!("the output is `{output}`"),
        None => "the output is empty".to_string(),
    }
}
