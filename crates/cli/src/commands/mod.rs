//! The commands, one file each, and beside them the parts that several of them have: `finishing`, `named` and `saved`.

mod apply;
mod completions;
mod console;
mod convert;
mod destroy;
mod doctor;
mod emulator;
mod explain;
mod finishing;
mod import;
mod man;
mod named;
mod new;
mod observe;
mod output;
mod plan;
mod rollback;
mod saved;
mod show;
mod test;
mod validate;

use crate::{args::Command, context::Context, failure::Outcome, simulating};

pub(crate) fn run(command: &Command, context: &Context) -> Outcome {
    match command {
        Command::New(args) => new::run(args, context),
        Command::Validate(args) => validate::run(args, context),
        Command::Test(args) => test::run(args, context),
        Command::Plan(args) => plan::run(args, context),
        Command::Apply(args) => apply::run(args, context),
        Command::Destroy(args) => destroy::run(args, context),
        Command::Rollback(args) => rollback::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Output(args) => output::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Observe(args) => observe::run(args, context),
        Command::Doctor(args) => doctor::run(args, context),
        Command::Emulator(args) => emulator::run(args, context),
        Command::Console(args) => console::run(args, context),
        Command::Convert(args) => convert::run(args, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Completions(args) => completions::run(args, context),
        Command::Man(args) => man::run(args),
        Command::SimulatorWorker => simulating::run(),
    }
}
