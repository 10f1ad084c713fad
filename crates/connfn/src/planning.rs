//! Planning: a configuration and an observed state in, a plan out.

use crate::check::{CheckResponse, check_sources};
use crate::documents::check_version;
use alloc::{format, string::String, vec::Vec};
use connfn_config::Sources;
use connfn_core::{
    desired::DesiredState,
    diagnostic::Diagnostic,
    json,
    observed::ObservedState,
    plan::{self, Mode, Options, Plan},
    render::{self, Palette},
    scope::Scope,
    testing::{TestReport, Tests},
};
use serde::{Deserialize, Serialize};

/// What to plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    pub sources: Sources,
    pub observed: ObservedState,
    /// The stack that owns what is made. Its name must be the configuration's alone.
    pub stack: String,
    #[serde(default)]
    pub mode: Mode,
    /// Take over resources of the configured names that nobody owns.
    #[serde(default)]
    pub adopt: bool,
    /// Leave what the stack owns and the configuration no longer has, instead of deleting it.
    #[serde(default)]
    pub no_prune: bool,
    /// Plan only for these addresses and what belongs to them: what they refer to, or, to destroy, what uses them. An address
    /// without an instance's key means all instances. Empty means everything.
    #[serde(default)]
    pub targets: Vec<String>,
    /// What running the tests of the configuration showed. No function is published of which one fails.
    #[serde(default)]
    pub tests: Option<TestReport>,
    /// Have CloudFront run the tests too, on the DEVELOPMENT stage, before a function is published.
    #[serde(default)]
    pub remote_tests: bool,
}

/// A plan, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanResponse {
    /// The problems of the configuration, and what blocks the plan.
    pub diagnostics: Vec<Diagnostic>,
    /// As in [`CheckResponse::needs`].
    pub needs: Vec<String>,
    /// As in [`CheckResponse::wants`].
    #[serde(default)]
    pub wants: Vec<String>,
    /// `None` if the configuration has an error or needs a file. A plan that is blocked is there, and has no steps.
    pub plan: Option<Plan>,
}

/// Computes the plan that makes CloudFront what the configuration says.
pub fn plan(request: &PlanRequest) -> PlanResponse {
    match prepare(request) {
        Ok(prepared) => {
            let plan = plan::make(&request.stack, &prepared.desired, &request.observed, &prepared.options);
            answer(prepared, plan)
        }
        Err(response) => response,
    }
}

/// What [`plan()`] answers, as compact JSON. The plan in it was written in order to be sealed, and is not written again.
pub fn plan_as_json(request: &PlanRequest) -> String {
    match prepare(request) {
        Ok(prepared) => {
            let (plan, written) =
                plan::make_json(&request.stack, &prepared.desired, &request.observed, &prepared.options);
            let PlanResponse { diagnostics, needs, wants, .. } = answer(prepared, plan);
            let diagnostics = json::compact(&diagnostics);
            let [needs, wants] = [json::compact(&needs), json::compact(&wants)];
            format!(r#"{{"diagnostics":{diagnostics},"needs":{needs},"wants":{wants},"plan":{written}}}"#)
        }
        Err(response) => json::compact(&response),
    }
}

/// A request of which there is a plan.
struct Prepared {
    diagnostics: Vec<Diagnostic>,
    wants: Vec<String>,
    desired: DesiredState,
    options: Options,
}

fn prepare(request: &PlanRequest) -> Result<Prepared, PlanResponse> {
    // A stack can be destroyed without its configuration, but where there is one it may protect resources.
    let CheckResponse { mut diagnostics, needs, wants, desired, tests, checks: _ } =
        if request.mode == Mode::Destroy && request.sources.files.is_empty() {
            CheckResponse::default()
        } else {
            check_sources(&request.sources)
        };
    if needs.is_empty()
        && !diagnostics.iter().any(Diagnostic::is_error)
        && let Err(error) = check_version(&request.observed)
    {
        diagnostics.push(error);
    }
    if !needs.is_empty() || diagnostics.iter().any(Diagnostic::is_error) {
        return Err(PlanResponse { diagnostics, needs, wants, plan: None });
    }
    let options = Options {
        mode: request.mode,
        adopt: request.adopt,
        prune: !request.no_prune,
        targets: request.targets.clone(),
        tests: request.tests.clone(),
        remote_tests: request.remote_tests,
        configured_tests: match request.mode {
            Mode::Normal => tests,
            Mode::Destroy | Mode::RefreshOnly => Tests::new(),
        },
    };
    Ok(Prepared { diagnostics, wants, desired, options })
}

fn answer(prepared: Prepared, plan: Plan) -> PlanResponse {
    let Prepared { mut diagnostics, wants, desired, options } = prepared;
    diagnostics.extend(plan.report.blocked.iter().cloned());
    diagnostics.extend(plan::remarks(&options, &desired, &plan));
    PlanResponse { diagnostics, needs: Vec::new(), wants, plan: Some(plan) }
}

/// What has to be observed before [`plan()`] can answer a request about this configuration.
pub fn scope_of_request(stack: &str, checked: &CheckResponse, mode: Mode) -> Scope {
    match mode {
        Mode::Normal | Mode::RefreshOnly => Scope::of_configuration(stack, &checked.desired),
        Mode::Destroy => Scope { stack: Some(stack.into()), ..Scope::default() },
    }
}

/// What has to be observed before [`check_current`] can judge a saved plan.
pub fn scope_of_plan(plan: &Plan) -> Scope {
    Scope::of_plan(plan)
}

/// Every way in which reality has overtaken a plan. Nothing of the plan may be done if there is one.
pub fn check_current(plan: &Plan, observed: &ObservedState) -> Vec<Diagnostic> {
    plan::check_current(plan, observed)
}

/// Renders a plan for people.
pub fn render_plan(plan: &Plan, palette: Palette) -> String {
    render::plan(plan, palette)
}

/// Renders a plan as Markdown for a comment on a pull request, with the diagnostics that came with it; if there is no plan, these
/// alone. At most 60,000 characters; what is left out is said.
pub fn render_plan_markdown(plan: Option<&Plan>, diagnostics: &[Diagnostic]) -> String {
    plan.map_or_else(|| render::diagnostics_markdown(diagnostics), |plan| render::plan_markdown(plan, diagnostics))
}

/// What a report says of tests that fail, each an error at the place of the test.
pub fn failed_tests(report: &TestReport) -> Vec<Diagnostic> {
    plan::failures(report)
}
