//! What the commands take that serve whoever writes functions and configurations, and ask nothing of CloudFront: `new`, `validate`,
//! `test`, `console` and `convert`.

use super::{ProblemFormat, TestFormat, VariableArgs, shared::DEFAULT_FORMAT};
use clap::{
    Args, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use connfn::Runtime;
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
  connfn validate
  connfn validate site/main.tf --format json
  connfn validate gate.js             function code alone
  connfn validate --format sarif > connfn.sarif
  connfn validate --format github     annotations in a job of GitHub Actions

Ends with 1 if there is an error; warnings are no error.")]
pub(crate) struct ValidateArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file; or files of function
    /// code, which end in `.js`
    #[arg(value_name = "PATH", default_value = ".", num_args = 1..)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
    /// The runtime that function code is for, without a configuration; `cloudfront-js-2.0` unless it is given
    #[arg(long, value_parser = runtime())]
    pub(crate) runtime: Option<Runtime>,
    /// Check function code as one that viewers without a certificate reach too, without a configuration
    #[arg(long)]
    pub(crate) optional_mtls: bool,
    /// How to print the result
    #[arg(long, default_value = DEFAULT_FORMAT, value_enum, help_heading = "Output")]
    pub(crate) format: ProblemFormat,
}

/// Takes AWS's names of runtimes.
fn runtime() -> impl TypedValueParser<Value = Runtime> {
    // No other name gets past the first parser.
    PossibleValuesParser::new(Runtime::ALL.map(Runtime::as_str))
        .map(|name| Runtime::parse(&name).unwrap_or(Runtime::Js2))
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

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'upper(var.name)' | connfn console
  connfn console --var name=gate < expressions.txt
  connfn console                      asks for one expression after the other

Each line of standard input is an expression; one goes on while a bracket is open. Its value is
printed as `terraform console` prints it, and `type(x)` tells its type. `exit` or `quit` ends
it, and `help` helps. Ends with 1 if an expression has no value or the configuration an error.")]
pub(crate) struct ConsoleArgs {
    /// A folder, or one file of a configuration, whose names the expressions may use
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) variables: VariableArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn convert --to yaml
  connfn convert --to yaml --out connfn.yaml && rm *.tf
  connfn convert connfn.yaml --to tf --out main.tf

All documents become one, which means the same. Expressions are copied and not worked out.
Comments of `.tf`, YAML and TOML files are lost, and what YAML's aliases and `<<` stand for is
written out. The folders of modules and the values of variables are left as they are.")]
pub(crate) struct ConvertArgs {
    /// A folder with `*.tf` and `*.tf.json` or with `connfn.yaml`, `.toml` or `.json`, or one such file
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) to: ConfigurationFormat,
    /// Write to this file, which must not exist yet, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What a configuration can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfigurationFormat {
    /// Terraform's language
    Tf,
    /// `connfn.yaml`
    Yaml,
    /// `connfn.toml`
    Toml,
    /// `connfn.json`, or `main.tf.json` where it has no short form
    Json,
}

impl From<ConfigurationFormat> for connfn::Format {
    fn from(format: ConfigurationFormat) -> Self {
        match format {
            ConfigurationFormat::Tf => Self::Tf,
            ConfigurationFormat::Yaml => Self::Yaml,
            ConfigurationFormat::Toml => Self::Toml,
            ConfigurationFormat::Json => Self::Json,
        }
    }
}
