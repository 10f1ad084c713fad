//! What the commands take that serve whoever writes a function: `new` and `test`.

use super::{TestFormat, VariableArgs, shared::DEFAULT_FORMAT};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn new gate                     gate.js, gate.test.yaml and gate.tf in this folder
  connfn new gate --store             one that turns away the keys of a store
  connfn new gate --format yaml --dir gate

The function turns everybody away but the holders of certificates that it is told of. Nothing is
written over.")]
pub(crate) struct NewArgs {
    /// The function's name, which its files get too
    pub(crate) name: String,
    /// What the configuration is written in
    #[arg(long, value_enum, default_value = "tf")]
    pub(crate) format: NewFormat,
    /// The folder to write to, which need not be there yet
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) dir: PathBuf,
    /// With a key value store that the function reads
    #[arg(long)]
    pub(crate) store: bool,
}

/// What the configuration of a new function can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewFormat {
    /// Terraform's language, in `NAME.tf`
    Tf,
    /// The short form, in `connfn.yaml`
    Yaml,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn test
  connfn test --filter revoked        those with `revoked` in their name or their function's address
  connfn test --watch                 again whenever a file changes
  connfn test --format junit > tests.xml
  connfn test --coverage-file lcov.info

The tests of a function are in `NAME.test.yaml` or `NAME.test.json`, beside the `NAME.js` of its code.
Ends with 1 if a test fails or the configuration has an error.")]
pub(crate) struct TestArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// Only the tests that have this text in their name or in their function's address
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Run them again whenever a file changes that was read, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    /// Say which lines of each function no test went through
    #[arg(long, help_heading = "Output")]
    pub(crate) coverage: bool,
    /// Write the lines that tests went through to this file, in lcov's format
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) coverage_file: Option<PathBuf>,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: TestFormat,
}
