//! What `plan`, `apply` and `destroy` do first: read the configuration, find the stack, and plan against what is observed.

use crate::{
    args::{Format, PlanningArgs, StackArgs},
    context::Context,
    documents::NoPlan,
    failure::Outcome,
    report::{self, Origin},
    sources::{Configuration, Place},
    stack,
};
use connfn::{CheckResponse, Code, Diagnostic, Mode, ObservedState, PlanRequest, PlanResponse, Scope, Sources};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// All that planning needs but for what exists.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) folder: PathBuf,
    pub(crate) scope: Scope,
    request: PlanRequest,
}

/// Reads a configuration and finds its stack; nothing if the configuration is invalid, which is then reported. An invalid
/// one gets no stack: nothing was planned in its folder.
pub(crate) fn configuration(
    context: &Context,
    path: &Path,
    format: Format,
    stack: &StackArgs,
    planning: PlanningArgs,
) -> Outcome<Option<Prepared>> {
    let configuration = Configuration::read(Place::of(path)?)?;
    if configuration.has_errors() {
        let diagnostics = &configuration.checked.diagnostics;
        report::say(context.output, diagnostics, &configuration.origin());
        if format == Format::Json {
            context.output.json(&NoPlan { diagnostics })?;
        }
        return Ok(None);
    }
    let Configuration { folder, sources, checked } = configuration;
    let stack = stack::find_or_make(context, stack.stack.as_deref(), &folder)?;
    let scope = connfn::scope_of_request(&stack, &checked, Mode::Normal);
    let request = request(stack, sources, Mode::Normal, planning);
    Ok(Some(Prepared { folder, scope, request }))
}

/// Finds the stack of a folder, all that destroying it needs.
pub(crate) fn destruction(context: &Context, path: &Path, stack: &StackArgs) -> Outcome<Prepared> {
    let folder = Place::of(path)?.folder;
    let stack = stack::find_or_make(context, stack.stack.as_deref(), &folder)?;
    let scope = connfn::scope_of_request(&stack, &CheckResponse::default(), Mode::Destroy);
    let request = request(stack, Sources::default(), Mode::Destroy, PlanningArgs::default());
    Ok(Prepared { folder, scope, request })
}

fn request(stack: String, sources: Sources, mode: Mode, planning: PlanningArgs) -> PlanRequest {
    let PlanningArgs { adopt, no_prune } = planning;
    PlanRequest { sources, observed: ObservedState::default(), stack, mode, adopt, no_prune }
}

impl Prepared {
    pub(crate) fn plan(&mut self, observed: ObservedState) -> PlanResponse {
        self.request.observed = observed;
        connfn::plan(&self.request)
    }

    /// Writes a plan's diagnostics to standard error. Those in `elsewhere` stand in what is shown beside them.
    pub(crate) fn report(&self, context: &Context, diagnostics: &[Diagnostic], elsewhere: &[Diagnostic]) {
        let here: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| !elsewhere.contains(diagnostic)).cloned().collect();
        report::say(context.output, &here, &self.origin());
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::OwnedByOtherStack) {
            context.output.say(
                "If this folder lost its `.connfn/stack`, restore that file, or write the owning stack's name into it.",
            );
        }
    }

    fn origin(&self) -> Origin<'_> {
        let files: &BTreeMap<String, String> = &self.request.sources.files;
        Origin { folder: Some(&self.folder), files: Some(files) }
    }
}
