//! Diagnostics for people: each with its place in the source, the way out and the other places, and how many there are at the
//! end; and for other programs, as SARIF and as annotations of GitHub Actions. Decides nothing; JSON is [`crate::documents`]'.

mod excerpt;
mod github;
mod human;
mod origin;
mod places;
mod sarif;

pub(crate) use origin::Origin;

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::Output,
};
use connfn::{Diagnostic, Severity};
use std::path::Path;

/// How many errors and warnings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

impl Counts {
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }

    /// `2 errors, 1 warning`, or nothing.
    fn line(self) -> Option<String> {
        let part = |count, noun| match count {
            0 => None,
            1 => Some(format!("1 {noun}")),
            _ => Some(format!("{count} {noun}s")),
        };
        let parts: Vec<String> =
            [part(self.errors, "error"), part(self.warnings, "warning")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// Writes diagnostics to standard error.
pub(crate) fn say(output: Output, diagnostics: &[Diagnostic], origin: &Origin<'_>) {
    for diagnostic in diagnostics {
        output.say(&human::render(diagnostic, origin, output.speech_palette()));
        output.say("");
    }
    if let Some(line) = Counts::of(diagnostics).line() {
        output.say(&line);
    }
}

/// Says why a command ended early, and how it therefore exits.
pub(crate) fn failure(output: Output, failure: &Failure) -> Exit {
    match failure {
        Failure::Problem { message, help } => output.error(message, help.as_deref()),
        Failure::Diagnostics(diagnostics) => say(output, diagnostics, &Origin::default()),
        Failure::OutputClosed => return Exit::Done,
    }
    Exit::Error
}

/// Writes those to standard error that are not shown elsewhere.
pub(crate) fn say_others(output: Output, diagnostics: &[Diagnostic], shown: &[Diagnostic], origin: &Origin<'_>) {
    let is_other = |diagnostic: &&Diagnostic| !shown.contains(diagnostic);
    let others: Vec<Diagnostic> = diagnostics.iter().filter(is_other).cloned().collect();
    say(output, &others, origin);
}

/// A file of a configuration as whoever typed its folder can open it.
pub(crate) fn path(file: &str, origin: &Origin<'_>) -> String {
    origin.shown(file)
}

/// Names the files of a configuration from the repository's root.
pub(crate) fn names_from_root<'o>(origin: &Origin<'o>) -> impl Fn(&str) -> String + use<'o> {
    let (places, folder) = (places::Places::around_here(), origin.folder);
    move |file| places.name(folder, file)
}

/// The diagnostics with their files named from the repository's root, as annotations name them.
pub(crate) fn from_root(diagnostics: &[Diagnostic], origin: &Origin<'_>) -> Vec<Diagnostic> {
    let name = names_from_root(origin);
    let mut named = diagnostics.to_vec();
    // What was typed as an option or stands in the environment lies in no folder.
    let locations = named.iter_mut().filter_map(|diagnostic| diagnostic.location.as_mut());
    for location in locations.filter(|location| !location.file.starts_with('<')) {
        location.file = name(&location.file);
    }
    named
}

/// Writes diagnostics to standard output as annotations, and how many there are to standard error.
pub(crate) fn annotate(context: &Context, diagnostics: &[Diagnostic], origin: &Origin<'_>) -> Outcome<()> {
    context.output.data(&github::annotations(diagnostics, origin))?;
    if let Some(line) = Counts::of(diagnostics).line() {
        context.output.say(&line);
    }
    Ok(())
}

/// Writes text to standard output in which a runner of GitHub Actions finds no commands. `token` must not stand in it.
pub(crate) fn quietly(context: &Context, text: &str, token: &str) -> Outcome<()> {
    context.output.data(&github::quiet(text, token))
}

/// Writes diagnostics to standard output as SARIF. `path` is what was checked.
pub(crate) fn sarif(context: &Context, diagnostics: &[Diagnostic], origin: &Origin<'_>, path: &Path) -> Outcome<()> {
    context.output.json(&sarif::log(diagnostics, origin, path))
}
