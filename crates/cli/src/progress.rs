//! What goes on, on standard error: a bar where there is a terminal, else one line an event. Never needed to understand how
//! a run ended.

use crate::{output::Output, text::visible, words::Words};
use connfn::{Event, EventKind, Plan, StepId};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{collections::BTreeMap, time::Duration};

const TICK: Duration = Duration::from_millis(120);
/// How long a wait may say nothing where there is no bar, in milliseconds.
const WAIT_LINE_EVERY_MS: u64 = 10_000;

/// The bar while CloudFront is read. Without a terminal nothing is shown: reading is quick and changes nothing.
#[derive(Debug)]
pub(crate) struct Reading(Option<ProgressBar>);

impl Reading {
    pub(crate) fn start(output: Output) -> Self {
        Self(output.shows_progress().then(|| bar(0, "{spinner} {msg}")))
    }

    pub(crate) fn show(&self, done: usize, total: usize) {
        if let Some(bar) = &self.0 {
            bar.set_message(format!("reading CloudFront: {done} of {total} resources"));
        }
    }

    pub(crate) fn finish(self) {
        if let Some(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Lines that may be written while a bar is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    output: Output,
    bar: Option<ProgressBar>,
}

impl Lines {
    pub(crate) fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.output.say(line)),
            None => self.output.say(line),
        }
    }
}

/// The display of an examination.
#[derive(Clone, Debug)]
pub(crate) struct Examining(Lines);

impl Examining {
    pub(crate) fn start(output: Output) -> Self {
        Self(Lines { output, bar: output.shows_progress().then(|| bar(0, "{spinner} {msg}")) })
    }

    pub(crate) fn lines(&self) -> &Lines {
        &self.0
    }

    /// A call is made.
    pub(crate) fn call(&self, name: &str) {
        if let Some(bar) = &self.0.bar {
            bar.set_message(format!("asking CloudFront: {name}"));
        }
    }

    /// A part of a live examination begins.
    pub(crate) fn begin(&self, what: &str) {
        self.0.say(&format!("doctor: {what}"));
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.0.bar {
            bar.finish_and_clear();
        }
    }
}

/// The display of a run.
#[derive(Debug)]
pub(crate) struct Running {
    lines: Lines,
    words: BTreeMap<StepId, Words>,
    /// When each step began.
    began_at_ms: BTreeMap<StepId, u64>,
    /// What was last said of a wait, and when.
    waits: BTreeMap<StepId, (String, u64)>,
}

impl Running {
    pub(crate) fn start(output: Output, plan: &Plan) -> Self {
        let bar = output.shows_progress().then(|| bar(plan.steps.len(), "{spinner} {pos}/{len} {wide_msg}"));
        let words = plan.steps.iter().map(|step| (step.id.clone(), Words::of(step))).collect();
        Self { lines: Lines { output, bar }, words, began_at_ms: BTreeMap::new(), waits: BTreeMap::new() }
    }

    pub(crate) fn lines(&self) -> &Lines {
        &self.lines
    }

    pub(crate) fn show(&mut self, event: &Event) {
        let words = self.words.get(&event.step).cloned().unwrap_or_default();
        let address = visible(event.address.as_str());
        match &event.kind {
            EventKind::Started => {
                self.began_at_ms.insert(event.step.clone(), event.at_ms);
                self.now(&format!("{address}: {}", visible(&words.doing)), words.worth_a_line);
            }
            EventKind::Waiting { status } => {
                let due = self.is_due(event, status);
                self.now(&format!("{address}: still {} after {}", visible(status), self.elapsed(event)), due);
            }
            EventKind::Retrying { because } => {
                self.now(&format!("{address}: {} again: {}", visible(&words.doing), visible(because)), true);
            }
            EventKind::Done => {
                let line = format!("{address}: {} after {}", visible(&words.done), self.elapsed(event));
                self.settled(Some(line).filter(|_| words.worth_a_line || self.waits.contains_key(&event.step)));
            }
            // Why is said at the end, with the way out.
            EventKind::Failed { .. } => {
                self.settled(Some(format!("{address}: {} failed", visible(&words.noun))));
            }
            // Each is told with its reason when the run has ended.
            EventKind::Skipped { .. } => self.settled(None),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.lines.bar {
            bar.finish_and_clear();
        }
    }

    /// Whether a wait has something new to say, or has said nothing for long.
    fn is_due(&mut self, event: &Event, status: &str) -> bool {
        let due = self
            .waits
            .get(&event.step)
            .is_none_or(|(said, at_ms)| said != status || event.at_ms.saturating_sub(*at_ms) >= WAIT_LINE_EVERY_MS);
        if due {
            self.waits.insert(event.step.clone(), (status.to_owned(), event.at_ms));
        }
        due
    }

    /// Shows what is going on: on the bar if there is one, else in a line of its own if it is due one.
    fn now(&self, text: &str, due: bool) {
        match &self.lines.bar {
            Some(bar) => bar.set_message(text.to_owned()),
            None if due => self.lines.output.say(text),
            None => {}
        }
    }

    fn settled(&self, line: Option<String>) {
        if let Some(bar) = &self.lines.bar {
            bar.inc(1);
        }
        if let Some(line) = line {
            self.lines.say(&line);
        }
    }

    fn elapsed(&self, event: &Event) -> String {
        let began = self.began_at_ms.get(&event.step).copied().unwrap_or(event.at_ms);
        let tenths = event.at_ms.saturating_sub(began) / 100;
        format!("{}.{}s", tenths / 10, tenths % 10)
    }
}

fn bar(length: usize, template: &str) -> ProgressBar {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    // The template is a constant of this file; a default bar would do no harm.
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(TICK);
    bar
}
