//! What the code of some folders must not name. Manifests hold whole crates apart (`layers`); this holds apart what one crate has to
//! be able to name somewhere.

use crate::outcome::Outcome;
use crate::shell;
use std::fs;
use std::path::Path;

struct Wall {
    folder: &'static str,
    /// The folder inside it where the name may stand.
    but_in: Option<&'static str>,
    name: &'static str,
    because: &'static str,
}

const WALLS: &[Wall] = &[
    wall("crates/core/src/plan", "render", "a plan is made of values, and not of their text"),
    wall("crates/core/src/rollback", "render", "a plan is made of values, and not of their text"),
    wall("crates/core/src/run", "render", "a run goes by values, and not by their text"),
    wall("crates/executor/src", "plan::", "what is to be done is decided before it, by the core"),
    wall("crates/executor/src", "desired::", "what somebody wants is the core's to compare"),
    wall("crates/executor/src", "Verdict", "what an answer means is judged by whoever asked"),
    wall("crates/testing/src", "plan::", "what is published is the plan's word"),
    Wall {
        but_in: Some("crates/script/src/parse"),
        ..wall("crates/script/src", "oxc_", "another parser has to fit behind one module")
    },
];

const fn wall(folder: &'static str, name: &'static str, because: &'static str) -> Wall {
    Wall { folder, but_in: None, name, because }
}

/// Every line of code that names what it must not.
pub(super) fn problems() -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for wall in WALLS {
        let folder = shell::root().join(wall.folder);
        if !folder.is_dir() {
            problems.push(format!("crates/xtask/src/purity/walls.rs speaks of `{}`, which is not there", wall.folder));
            continue;
        }
        look(&folder, wall, &mut problems)?;
    }
    Ok(problems)
}

fn look(folder: &Path, wall: &Wall, problems: &mut Vec<String>) -> Outcome {
    if wall.but_in.is_some_and(|inside| shell::root().join(inside) == folder) {
        return Ok(());
    }
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            look(&path, wall, problems)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = shell::shown(&path);
            let lines = lines_that_name(&fs::read_to_string(&path)?, wall.name);
            problems.extend(lines.iter().map(|line| format!("{file}:{line} names `{}`: {}", wall.name, wall.because)));
        }
    }
    Ok(())
}

/// The numbers of the lines whose code, and not only whose comment, has the name in it.
fn lines_that_name(text: &str, name: &str) -> Vec<usize> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    (1..).zip(code).filter(|(_, code)| code.contains(name)).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_code_is_found_and_one_in_a_comment_is_not() {
        let text =
            "//! Like `plan::make`.\nuse core::{plan::Plan, run};\nlet a = 1; // plan::check\n    plan::make();\n";
        assert_eq!(lines_that_name(text, "plan::"), [2, 4]);
    }
}
