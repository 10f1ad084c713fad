//! Reports of tests as text, with JavaScript's options.

use crate::{answer::Refusal, read::read};
use connfn_core::{render::Palette, testing::TestReport};
use connfn_testing::report;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    format: Format,
    palette: PaletteName,
    coverage: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Text,
    Junit,
    Tap,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PaletteName {
    #[default]
    Plain,
    Ansi,
}

pub(crate) fn rendered(report: &str, options: &str) -> Result<String, Refusal> {
    let tests: TestReport = read("a report of tests", report)?;
    let Options { format, palette, coverage } = read("options", options)?;
    let palette = match palette {
        PaletteName::Plain => Palette::Plain,
        PaletteName::Ansi => Palette::Ansi,
    };
    Ok(match format {
        Format::Text => report::human(&tests, palette, coverage),
        Format::Junit => report::junit(&tests),
        Format::Tap => report::tap(&tests),
    })
}
