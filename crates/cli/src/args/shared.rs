//! Options that several commands have.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const DEFAULT_FORMAT: &str = "human";

#[derive(Debug, Args)]
pub(crate) struct GlobalArgs {
    /// Work in this folder, as Terraform's `-chdir`: paths are relative to it
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) chdir: Option<PathBuf>,
    /// When to use colour; `auto` also heeds NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(crate) color: ColorWhen,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Human,
    /// One JSON document
    Json,
}

/// A form of what `validate` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProblemFormat {
    /// Text for people
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// A form of what tests showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// Text for people
    Human,
    /// One JSON document
    Json,
    /// XML as JUnit writes it, for build servers
    Junit,
    /// The Test Anything Protocol, version 14
    Tap,
    /// Annotations of GitHub Actions
    Github,
}

/// A form of a plan and of what was found while planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// Text for people
    Human,
    /// One JSON document
    Json,
    /// Markdown for a comment on a pull request
    Markdown,
    /// Text for people, after annotations of GitHub Actions
    Github,
}

impl From<Format> for PlanFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct StackArgs {
    /// Act as this stack [env: CONNFN_STACK] [default: what `.connfn/stack` holds, which the first plan makes]
    #[arg(long, value_name = "NAME", help_heading = "Stack")]
    pub(crate) stack: Option<String>,
}

/// Where CloudFront is. Credentials, region, profile, proxy and retry are the AWS SDK's own to find.
#[derive(Debug, Args)]
pub(crate) struct EndpointArgs {
    /// Use the embedded emulator instead of AWS, its state in FILE [default: .connfn/emulator.json]
    // Two options in one: absent, given alone, given with a file.
    #[allow(clippy::option_option, reason = "the three cases that clap tells apart")]
    #[arg(
        long,
        value_name = "FILE",
        require_equals = true,
        conflicts_with = "endpoint_url",
        help_heading = "CloudFront"
    )]
    pub(crate) emulator: Option<Option<PathBuf>>,
    /// Use this endpoint instead of CloudFront's [env: AWS_ENDPOINT_URL_CLOUDFRONT]
    #[arg(
        long,
        value_name = "URL",
        value_parser = clap::builder::NonEmptyStringValueParser::new(),
        help_heading = "CloudFront"
    )]
    pub(crate) endpoint_url: Option<String>,
}

/// How to reach CloudFront.
#[derive(Debug, Args)]
pub(crate) struct CloudArgs {
    #[command(flatten)]
    pub(crate) endpoint: EndpointArgs,
    /// Make at most N calls at a time
    #[arg(
        long,
        value_name = "N",
        default_value_t = 8,
        value_parser = clap::value_parser!(u16).range(1..=256),
        help_heading = "CloudFront"
    )]
    pub(crate) concurrency: u16,
}
