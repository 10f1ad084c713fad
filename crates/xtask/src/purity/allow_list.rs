//! The list of crates that the pure crates may depend on, each with the reason why it does no I/O. Where the reason holds
//! only while a feature is off, the line says so and the feature is watched.

use super::dependencies::{Closure, Crates};
use crate::outcome::Outcome;
use crate::shell;
use std::collections::BTreeMap;
use std::fs;

/// The two sections, as a closure has them. Of each crate, the features that must stay off.
#[derive(Debug, Default)]
pub(super) struct AllowList {
    /// The file that it stands in.
    file: String,
    runtime: BTreeMap<String, Vec<String>>,
    build: BTreeMap<String, Vec<String>>,
}

pub(super) fn read(file: &str) -> Outcome<AllowList> {
    let list = parse(&fs::read_to_string(shell::root().join(file))?).map_err(|error| format!("{file}: {error}"))?;
    Ok(AllowList { file: file.to_owned(), ..list })
}

/// Lines are `name: reason` or `name !feature: reason`, below `[runtime]` or `[build]`; `#` begins a comment.
fn parse(text: &str) -> Result<AllowList, String> {
    let mut list = AllowList::default();
    let mut section = None;
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        match line {
            "" => {}
            _ if line.starts_with('#') => {}
            "[runtime]" => section = Some(&mut list.runtime),
            "[build]" => section = Some(&mut list.build),
            _ => {
                let section = section.as_mut().ok_or_else(|| format!("line {number} stands before a section"))?;
                let (name, features) = entry(line).ok_or_else(|| format!("line {number} is not `name: reason`"))?;
                if section.insert(name.to_owned(), features).is_some() {
                    return Err(format!("line {number} lists `{name}` again"));
                }
            }
        }
    }
    Ok(list)
}

fn entry(line: &str) -> Option<(&str, Vec<String>)> {
    let (head, reason) = line.split_once(": ")?;
    let mut words = head.split_whitespace();
    let name = words.next()?;
    let features = words.map(|word| word.strip_prefix('!').map(str::to_owned)).collect::<Option<_>>()?;
    (!reason.trim().is_empty()).then_some((name, features))
}

impl AllowList {
    /// Every way in which what is found goes beyond the list, or the list beyond what is found.
    pub(super) fn compare(&self, found: &Closure) -> Vec<String> {
        let mut problems = section(&self.file, "runtime", &self.runtime, &found.runtime);
        problems.extend(section(&self.file, "build", &self.build, &found.build));
        problems
    }

    /// What of the found this list does not vouch for.
    pub(super) fn remainder(&self, mut found: Closure) -> Closure {
        for (crates, listed) in [(&mut found.runtime, &self.runtime), (&mut found.build, &self.build)] {
            crates.retain(|name, features| {
                listed.get(name).is_none_or(|off| off.iter().any(|feature| features.contains(feature)))
            });
        }
        found
    }
}

fn section(file: &str, title: &str, listed: &BTreeMap<String, Vec<String>>, found: &Crates) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, features) in found {
        match listed.get(name) {
            None => problems.push(format!(
                "what is pure depends on `{name}`; if it does no I/O, add it and the reason to [{title}] in {file}"
            )),
            Some(off) => problems.extend(
                off.iter()
                    .filter(|feature| features.contains(*feature))
                    .map(|feature| format!("`{name}` is built with `{feature}`, without which {file} vouches for it")),
            ),
        }
    }
    let unused = listed.keys().filter(|name| !found.contains_key(*name));
    problems.extend(unused.map(|name| format!("nothing pure depends on `{name}`; remove it from [{title}] in {file}")));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# why\n[runtime]\nserde !std: only traits\nitoa: arithmetic\n\n[build]\nsyn: a parser\n";

    fn crates(names: &[(&str, &[&str])]) -> Crates {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        names.iter().map(|(name, features)| ((*name).to_owned(), owned(features))).collect()
    }

    fn compare(runtime: &[(&str, &[&str])], build: &[(&str, &[&str])]) -> Vec<String> {
        parse(LIST).unwrap().compare(&Closure { runtime: crates(runtime), build: crates(build) })
    }

    #[test]
    fn what_is_listed_may_be_used() {
        assert!(compare(&[("serde", &["alloc"]), ("itoa", &[])], &[("syn", &[])]).is_empty());
    }

    #[test]
    fn a_feature_that_must_stay_off_is_found() {
        let problems = compare(&[("serde", &["std"]), ("itoa", &[])], &[("syn", &[])]);
        assert!(matches!(&problems[..], [one] if one.contains("`serde` is built with `std`")), "{problems:?}");
    }

    #[test]
    fn what_another_list_vouches_for_needs_no_line() {
        let runtime = crates(&[("serde", &["std"]), ("itoa", &[]), ("engine", &[])]);
        let found = Closure { runtime, build: crates(&[("syn", &[]), ("macros", &[])]) };
        let left = parse(LIST).unwrap().remainder(found);
        assert_eq!(left.runtime.keys().collect::<Vec<_>>(), ["engine", "serde"]);
        assert_eq!(left.build.keys().collect::<Vec<_>>(), ["macros"]);
    }

    #[test]
    fn a_crate_in_the_wrong_section_is_unlisted_there_and_unused_here() {
        let problems = compare(&[("serde", &[]), ("itoa", &[]), ("syn", &[])], &[]);
        assert!(
            matches!(&problems[..], [one, two] if one.contains("depends on `syn`") && two.contains("remove it")),
            "{problems:?}"
        );
    }

    #[test]
    fn a_line_without_a_reason_or_a_section_is_refused() {
        assert_eq!(parse("[build]\nsyn:\n").unwrap_err(), "line 2 is not `name: reason`");
        assert_eq!(parse("syn: a parser\n").unwrap_err(), "line 1 stands before a section");
        assert_eq!(parse("[build]\nsyn: a parser\nsyn: again\n").unwrap_err(), "line 3 lists `syn` again");
    }
}
