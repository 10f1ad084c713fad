//! The changelog: a section of what is not released, and below it one for each version with its day, newest first.

use crate::outcome::Outcome;
use crate::shell;
use std::fs;

pub(super) const FILE: &str = "CHANGELOG.md";

const UNRELEASED: &str = "Unreleased";

/// Prints what is told of this version.
pub(super) fn print() -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    let text = fs::read_to_string(shell::root().join(FILE))?;
    let told = section(&text, version).ok_or_else(|| format!("`{FILE}` tells nothing of {version}"))?;
    println!("{told}");
    Ok(())
}

/// What is wrong with how it begins, which is with what is not released and then this version with its day.
pub(super) fn problem(text: &str, version: &str) -> Option<String> {
    let mut titles = text.lines().filter_map(|line| line.strip_prefix("## "));
    let (first, second) = (titles.next().unwrap_or_default(), titles.next().unwrap_or_default());
    (first != UNRELEASED || !day_of(second, version).is_some_and(is_day)).then(|| {
        format!("`{FILE}` does not have the sections `{UNRELEASED}` and `{version} - YYYY-MM-DD` at its beginning")
    })
}

/// The changelog in which what was not released is of this version.
pub(super) fn released(text: &str, version: &str, day: &str) -> Option<String> {
    let unreleased = format!("\n## {UNRELEASED}\n");
    text.contains(&unreleased).then(|| text.replacen(&unreleased, &format!("{unreleased}\n## {version} - {day}\n"), 1))
}

/// What stands below the title of a version.
fn section<'text>(text: &'text str, version: &str) -> Option<&'text str> {
    let mut sections = text.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    let (_, told) = sections.find(|(title, _)| day_of(title, version).is_some())?;
    Some(told.trim())
}

/// The day in the title of a version's section.
fn day_of<'title>(title: &'title str, version: &str) -> Option<&'title str> {
    title.strip_prefix(version)?.strip_prefix(" - ")
}

fn is_day(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_without_the_version_and_its_day_is_told() {
        assert_eq!(problem("# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-01-31\n", "1.2.3"), None);
        for wrong in
            ["## Unreleased\n## 1.2.3\n", "## Unreleased\n## 1.2.2 - 2026-01-31\n", "## 1.2.3 - 2026-01-31\n", ""]
        {
            assert!(problem(wrong, "1.2.3").is_some(), "{wrong}");
        }
        assert!(problem("## Unreleased\n## 1.2.3 - soon\n", "1.2.3").is_some());
    }

    #[test]
    fn what_was_not_released_is_of_the_new_version() {
        let changed = released("# Changelog\n\n## Unreleased\n\n- It flies.\n", "1.1.0", "2026-01-31").unwrap();
        assert_eq!(changed, "# Changelog\n\n## Unreleased\n\n## 1.1.0 - 2026-01-31\n\n- It flies.\n");
        assert_eq!(released("# Changelog\n", "1.1.0", "2026-01-31"), None);
    }

    #[test]
    fn what_is_told_of_a_version_ends_where_another_begins() {
        let text = "# Changelog\n\n## Unreleased\n\n## 1.1.0 - 2026-01-31\n\n### Added\n\n- It flies.\n\n## 1.0.0 - 2026-01-01\n\n- It is.\n";
        assert_eq!(section(text, "1.1.0"), Some("### Added\n\n- It flies."));
        assert_eq!(section(text, "1.0.0"), Some("- It is."));
        assert_eq!(section(text, "1.0"), None);
    }
}
