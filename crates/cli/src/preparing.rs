//! What `plan`, `apply` and `destroy` do first: read the configuration, find the stack, and plan against what is observed.

use crate::{
    args::{Format, PlanningArgs, StackArgs},
    context::Context,
    documents::NoPlan,
    failure::{Failure, Outcome},
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
    let configuration = match Place::of(path).and_then(Configuration::read) {
        Ok(configuration) if !configuration.has_errors() => configuration,
        Ok(configuration) => {
            return invalid(context, format, &configuration.checked.diagnostics, &configuration.origin());
        }
        Err(Failure::Diagnostics(diagnostics)) => return invalid(context, format, &diagnostics, &Origin::default()),
        Err(failure) => return Err(failure),
    };
    let Configuration { folder, sources, checked } = configuration;
    let stack = stack::find_or_make(context, stack.stack.as_deref(), &folder)?;
    let scope = connfn::scope_of_request(&stack, &checked, Mode::Normal);
    let request = request(stack, sources, Mode::Normal, planning);
    Ok(Some(Prepared { folder, scope, request }))
}

fn invalid<T>(
    context: &Context,
    format: Format,
    diagnostics: &[Diagnostic],
    origin: &Origin<'_>,
) -> Outcome<Option<T>> {
    report::say(context.output, diagnostics, origin);
    if format == Format::Json {
        context.output.json(&NoPlan { diagnostics })?;
    }
    Ok(None)
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

    /// Writes a plan's diagnostics to standard error.
    pub(crate) fn report(&self, context: &Context, diagnostics: &[Diagnostic]) {
        report::say(context.output, diagnostics, &self.origin());
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
