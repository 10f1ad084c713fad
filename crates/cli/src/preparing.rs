//! What `plan`, `apply` and `destroy` do first: read the configuration, find the stack, and plan against what is observed.

use crate::{
    args::{PlanFormat, PlanningArgs, StackArgs, TargetArgs, VariableArgs},
    context::Context,
    documents::NoPlan,
    failure::{Failure, Outcome},
    report::{self, Origin},
    sources::{Configuration, Place},
    stack, testing,
    text::shown,
};
use connfn::{Code, Diagnostic, Mode, ObservedState, PlanRequest, PlanResponse, Scope, Sources};
use connfn_testing::Selection;
use std::path::{Path, PathBuf};

/// What was asked for, by whichever command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) path: &'a Path,
    pub(crate) variables: &'a VariableArgs,
    pub(crate) format: PlanFormat,
    pub(crate) stack: &'a StackArgs,
    pub(crate) target: &'a TargetArgs,
}

/// All that planning needs but for what exists.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) folder: PathBuf,
    pub(crate) scope: Scope,
    request: PlanRequest,
    texts: Option<connfn::Map<String, String>>,
}

/// Reads a configuration and finds its stack; nothing if the configuration is invalid, which is then reported. An invalid
/// one gets no stack: nothing was planned in its folder.
pub(crate) fn configuration(
    context: &Context,
    asked: &Asked<'_>,
    mode: Mode,
    planning: &PlanningArgs,
) -> Outcome<Option<Prepared>> {
    let Asked { path, variables, format, stack, target } = *asked;
    let read = Place::of(path).and_then(|place| Configuration::read(place, variables, context));
    let configuration = match read {
        Ok(configuration) if !configuration.has_errors() => configuration,
        Ok(configuration) => {
            return invalid(context, format, &configuration.checked.diagnostics, &configuration.origin());
        }
        Err(Failure::Diagnostics(diagnostics)) => return invalid(context, format, &diagnostics, &Origin::default()),
        Err(failure) => return Err(failure),
    };
    let Configuration { folder, is_part, sources, checked, texts } = configuration;
    let stack = stack::find_or_make(context, stack.stack.as_deref(), &folder)?;
    let scope = connfn::scope_of_request(&stack, &checked, mode);
    if is_part && !planning.no_prune && mode == Mode::Normal {
        context.output.say("Only one file of the folder is read, so nothing is deleted that the others may declare.");
    }
    let PlanningArgs { adopt, no_prune, remote_tests, skip_tests } = *planning;
    let runs_tests = mode == Mode::Normal && !skip_tests && !checked.tests.is_empty();
    let tests = runs_tests.then(|| testing::run(&checked, &Selection::default()));
    let no_prune = no_prune || is_part;
    let targets = target.targets.clone();
    let request =
        PlanRequest { sources, stack, mode, adopt, no_prune, targets, tests, remote_tests, ..PlanRequest::default() };
    Ok(Some(Prepared { folder, scope, request, texts }))
}

fn invalid<T>(
    context: &Context,
    format: PlanFormat,
    diagnostics: &[Diagnostic],
    origin: &Origin<'_>,
) -> Outcome<Option<T>> {
    match format {
        PlanFormat::Human => report::say(context.output, diagnostics, origin),
        PlanFormat::Json => {
            report::say(context.output, diagnostics, origin);
            context.output.json(&NoPlan { diagnostics })?;
        }
        PlanFormat::Markdown => {
            report::say(context.output, diagnostics, origin);
            context.output.data(&connfn::render_plan_markdown(None, &report::from_root(diagnostics, origin)))?;
        }
        PlanFormat::Github => report::annotate(context, diagnostics, origin)?,
    }
    Ok(None)
}

/// Finds the stack of a folder, all that destroying needs, and its configuration, if it has one, which may protect
/// resources. Nothing if that is invalid, which is then reported.
pub(crate) fn destruction(context: &Context, asked: &Asked<'_>) -> Outcome<Option<Prepared>> {
    let Asked { path, variables, format, stack, target } = *asked;
    let place = Place::of(path)?;
    let folder = place.folder.clone();
    let configuration = Configuration::read(place, variables, context)?;
    let is_empty = configuration.sources.files.is_empty();
    if configuration.has_errors() && !is_empty {
        return invalid(context, format, &configuration.checked.diagnostics, &configuration.origin());
    }
    let Some(stack) = stack::find(context, stack.stack.as_deref(), &folder)? else {
        return Err(Failure::with_help(
            format!("`{}` has no stack, so there is nothing to know its resources by", shown(&folder)),
            "restore its `.connfn/stack` from version control, or pass `--stack NAME`; `connfn show` lists what exists and \
             which stack owns it",
        ));
    };
    let scope = connfn::scope_of_request(&stack, &configuration.checked, Mode::Destroy);
    let texts = configuration.texts;
    let request = PlanRequest {
        sources: configuration.sources,
        stack,
        mode: Mode::Destroy,
        targets: target.targets.clone(),
        ..PlanRequest::default()
    };
    Ok(Some(Prepared { folder, scope, request, texts }))
}

impl Prepared {
    pub(crate) const fn sources(&self) -> &Sources {
        &self.request.sources
    }

    pub(crate) fn plan(&mut self, observed: ObservedState) -> PlanResponse {
        self.request.observed = observed;
        connfn::plan(&self.request)
    }

    /// Writes the diagnostics of planning to standard error, but for those that the plan shows.
    pub(crate) fn report(&self, context: &Context, diagnostics: &[Diagnostic], shown: &[Diagnostic]) {
        report::say_others(context.output, diagnostics, shown, &self.origin());
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::OwnedByOtherStack) {
            context.output.say(
                "If this folder lost its `.connfn/stack`, restore that file, or write the owning stack's name into it.",
            );
        }
    }

    pub(crate) fn origin(&self) -> Origin<'_> {
        let files: &connfn::Map<String, String> = &self.request.sources.files;
        Origin { folder: Some(&self.folder), files: Some(self.texts.as_ref().unwrap_or(files)) }
    }
}
