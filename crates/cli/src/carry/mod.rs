//! Carries a plan out, and says how it went: the receipt file, the progress display and Ctrl-C around the executor's loop.

mod account;

use crate::{
    cloud::Cloud,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    interrupt::Interrupts,
    output::Output,
    progress::Running,
    receipts::ReceiptFile,
    text::shown,
};
use connfn::{Event, EventKind, Plan, Receipt, Run, RunOptions, RunResult, StepId};
use connfn_executor::Hooks;
use std::{collections::BTreeMap, path::Path};

/// How a run ended, all of it said but for what now exists.
#[derive(Debug)]
pub(crate) struct Carried {
    pub(crate) receipt: Receipt,
    pub(crate) exit: Exit,
}

/// Carries a plan out. `folder` is where its receipt goes.
pub(crate) async fn out(plan: &Plan, cloud: &Cloud, folder: &Path, context: &Context) -> Outcome<Carried> {
    let output = context.output;
    let run = Run::new(plan, RunOptions { concurrency: cloud.concurrency }).map_err(Failure::Diagnostics)?;
    let running = Running::start(output, plan);
    let interrupts = Interrupts::watch(running.lines().clone(), "finishing the calls in flight, beginning no other")
        .map_err(|error| Failure::new(format!("cannot listen for Ctrl-C, and nothing was done: {error}")))?;
    let file = ReceiptFile::create(folder, plan, &run.receipt());
    let is_kept = file.problem.is_none();
    if let Some(problem) = &file.problem {
        let path = shown(&file.path);
        let help = "`connfn rollback` will not be able to undo this run";
        output.warning(&format!("the receipt cannot be kept in `{path}`: {problem}"), Some(help));
    }
    let mut watcher = Watcher { running, file, skipped_because: BTreeMap::new() };
    let receipt = connfn_executor::execute(&cloud.client, run, &mut watcher, interrupts.first()).await;
    interrupts.over();
    watcher.running.finish();
    watcher.file.finish(&receipt);

    account::say(output, plan, &receipt, &watcher.skipped_because);
    if is_kept {
        say_receipt(output, &watcher.file);
    }
    let exit = match receipt.result {
        RunResult::Complete => Exit::Done,
        _ if interrupts.came() => Exit::Interrupted,
        RunResult::Unfinished | RunResult::Failed | RunResult::Cancelled => Exit::Error,
    };
    Ok(Carried { receipt, exit })
}

fn say_receipt(output: Output, file: &ReceiptFile) {
    let path = shown(&file.path);
    match &file.problem {
        None => output.say(&format!("The receipt of this run is in {path}.")),
        Some(problem) => output.warning(&format!("the receipt could not be kept in `{path}`: {problem}"), None),
    }
}

struct Watcher {
    running: Running,
    file: ReceiptFile,
    /// For each step that is not begun, the one whose failure it is due to.
    skipped_because: BTreeMap<StepId, StepId>,
}

impl Hooks for Watcher {
    fn on_event(&mut self, event: &Event) {
        if let EventKind::Skipped { because } = &event.kind {
            self.skipped_because.insert(event.step.clone(), because.clone());
        }
        self.running.show(event);
    }

    fn wants_progress(&mut self) -> bool {
        self.file.is_due()
    }

    fn on_progress(&mut self, receipt: &Receipt) {
        self.file.progress(receipt);
    }
}
