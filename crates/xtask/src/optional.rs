//! `cargo xtask optional`: which optional parts the tests of this checkout need, and where this machine has them.

use crate::optional_part::Part;
use crate::outcome::Outcome;
use crate::{javascript, python};
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Print only the names of the parts that are needed and missing
    #[arg(long)]
    missing: bool,
}

/// Lists the parts that the tests of this checkout need.
pub(crate) fn run(options: &Options) -> Outcome {
    for part in Part::ALL {
        let users = users(part)?;
        let found = part.find();
        match (found, options.missing) {
            _ if users.is_empty() => {}
            (None, true) => println!("{}", part.name()),
            (Some(_), true) => {}
            (Some(path), false) => println!("{}: {}, for {}", part.name(), path.display(), users.join(", ")),
            (None, false) => println!("{}: missing, for {}", part.name(), users.join(", ")),
        }
    }
    Ok(())
}

/// The tests that need a part, or use it.
fn users(part: Part) -> Outcome<Vec<String>> {
    Ok(match part {
        Part::Browser | Part::Njs | Part::Shellcheck => javascript::folders()?
            .into_iter()
            .filter(|folder| folder.needs.contains(&part) || folder.uses.contains(&part))
            .map(|folder| folder.name)
            .collect(),
        Part::Python if python::exists() => vec![python::TEST.to_owned()],
        Part::Python => Vec::new(),
    })
}
