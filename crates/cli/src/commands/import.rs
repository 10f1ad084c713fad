//! `connfn import`: writes the configuration of a resource that exists.

use crate::{
    args::ImportArgs,
    context::Context,
    failure::{Failure, Outcome},
};

pub(crate) fn run(_args: &ImportArgs, _context: &Context) -> Outcome {
    Err(Failure::new("import is not built yet"))
}
