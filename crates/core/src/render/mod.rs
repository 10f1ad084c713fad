//! Plans and state as text for people. Decides nothing: everything shown stands in what is rendered.
//!
//! Text from configurations and from CloudFront is shown with control characters made visible, so that no function code
//! or comment can move a terminal's cursor or colour its own diff.

mod attributes;
mod code;
mod markdown;
mod paint;
mod plan;
mod show;
mod tested;

pub use markdown::{diagnostics as diagnostics_markdown, plan as plan_markdown};
pub use paint::{Ink, Palette, visible};
pub use plan::plan;
pub use show::{function, store};
