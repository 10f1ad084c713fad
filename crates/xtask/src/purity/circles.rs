//! Circles between the files of a crate. That data flows one way between crates their manifests hold (`layers`); within a pure crate,
//! this does: no two files name each other, straight or by way of others. What a macro is given is not looked into.

use crate::outcome::Outcome;
use crate::shell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The crates that are looked at.
const CRATES: [&str; 4] = ["core", "config", "script", "connfn"];

/// Folders whose files are one idea that holds itself. Their headers say why.
const TOGETHER: [&str; 2] = ["config::schema::decode", "config::syntax::hcl::convert"];

/// A module's path within its crate, or that of something in it.
type Name = Vec<String>;

pub(super) fn problems() -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for name in CRATES {
        let mut files = BTreeMap::new();
        read(&shell::root().join("crates").join(name).join("src"), &[], &mut files)?;
        problems.extend(circles(name, &files));
    }
    Ok(problems)
}

/// The files of a folder, by the modules that they are, without tests.
fn read(folder: &Path, within: &[String], files: &mut BTreeMap<Name, File>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let name: Name = match stem {
            "tests" => continue,
            "lib" | "mod" => within.to_vec(),
            stem => within.iter().cloned().chain([stem.to_owned()]).collect(),
        };
        if path.is_dir() {
            read(&path, &name, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = syn::parse_file(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", shell::shown(&path)))?;
            files.insert(name, file);
        }
    }
    Ok(())
}

/// What is said of each circle among the files of a crate.
fn circles(crate_name: &str, files: &BTreeMap<Name, File>) -> Vec<String> {
    let uses: BTreeMap<&Name, Uses> = files.iter().map(|(name, file)| (name, Uses::of(name, file, files))).collect();
    let named: BTreeMap<&Name, BTreeSet<&Name>> = uses
        .iter()
        .map(|(at, found)| (*at, found.named.iter().map(|path| home(path, &uses)).filter(|to| to != at).collect()))
        .collect();
    let reached: BTreeMap<&Name, BTreeSet<&Name>> = named.keys().map(|at| (*at, reached(at, &named))).collect();
    let reaches = |from: &Name, to: &Name| reached.get(from).is_some_and(|reached| reached.contains(to));
    let shown =
        |name: &Name| [crate_name].into_iter().chain(name.iter().map(String::as_str)).collect::<Vec<_>>().join("::");
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for at in named.keys().filter(|at| reaches(at, at)) {
        let circle: Vec<&Name> =
            named.keys().copied().filter(|other| reaches(at, other) && reaches(other, at)).collect();
        let names: Vec<String> = circle.iter().map(|name| shown(name)).collect();
        let is_one = TOGETHER
            .iter()
            .any(|folder| names.iter().all(|name| name == folder || name.starts_with(&format!("{folder}::"))));
        if is_one || !told.insert(circle) {
            continue;
        }
        problems.push(format!("these files name each other in a circle: `{}`", names.join("`, `")));
    }
    problems
}

/// All that a file names, and all that those name.
fn reached<'n>(at: &'n Name, named: &BTreeMap<&'n Name, BTreeSet<&'n Name>>) -> BTreeSet<&'n Name> {
    let mut reached = BTreeSet::new();
    let mut new = vec![at];
    while let Some(next) = new.pop() {
        new.extend(named.get(next).into_iter().flatten().copied().filter(|to| reached.insert(*to)));
    }
    reached
}

/// The file that something stands in, which others may only hand on.
fn home<'n>(path: &[String], uses: &BTreeMap<&'n Name, Uses>) -> &'n Name {
    let mut path = path.to_vec();
    loop {
        let known = (0..=path.len()).rev().find_map(|length| uses.get_key_value(&path.get(..length)?.to_vec()));
        let Some((module, found)) = known else { unreachable!("the crate itself is a module") };
        let handed_on = path.get(module.len()).and_then(|name| found.handed_on.get(name));
        match handed_on {
            Some(from) if *from != path => path = [from, path.get(module.len() + 1..).unwrap_or_default()].concat(),
            _ => return module,
        }
    }
}

/// What one file names of its crate, and what it hands on.
struct Uses<'f> {
    at: &'f Name,
    files: &'f BTreeMap<Name, File>,
    imported: BTreeMap<String, Name>,
    named: BTreeSet<Name>,
    handed_on: BTreeMap<String, Name>,
}

impl<'f> Uses<'f> {
    fn of(at: &'f Name, file: &File, files: &'f BTreeMap<Name, File>) -> Self {
        let mut uses =
            Self { at, files, imported: BTreeMap::new(), named: BTreeSet::new(), handed_on: BTreeMap::new() };
        let imports = file.items.iter().filter_map(|item| match item {
            Item::Use(import) if !is_test(&import.attrs) => Some(import),
            _ => None,
        });
        for import in imports {
            uses.import(import);
        }
        uses.visit_file(file);
        uses
    }

    fn import(&mut self, import: &ItemUse) {
        let mut found = Vec::new();
        flatten(&import.tree, Vec::new(), &mut found);
        for (path, name) in found {
            let Some(path) = self.absolute(&path) else { continue };
            if matches!(import.vis, Visibility::Inherited) {
                // What is only a step to something is no use of it.
                if !self.files.contains_key(&path) {
                    self.named.insert(path.clone());
                }
                self.imported.insert(name, path);
            } else {
                self.handed_on.insert(name, path);
            }
        }
    }

    /// The path from the crate's root, if it leads into this crate.
    fn absolute(&self, path: &[String]) -> Option<Name> {
        let (first, rest) = path.split_first()?;
        let base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.at.clone(),
            "super" => {
                let ups = path.iter().take_while(|step| *step == "super").count();
                let base = self.at.get(..self.at.len().checked_sub(ups)?)?;
                return Some([base, path.get(ups..)?].concat());
            }
            _ => {
                let child = [self.at.as_slice(), std::slice::from_ref(first)].concat();
                match self.imported.get(first) {
                    Some(imported) => imported.clone(),
                    None if self.files.contains_key(&child) => child,
                    None => return None,
                }
            }
        };
        Some([base.as_slice(), rest].concat())
    }
}

impl Visit<'_> for Uses<'_> {
    fn visit_item(&mut self, item: &Item) {
        let is_left_out = match item {
            Item::Use(_) => true,
            Item::Mod(ItemMod { attrs, .. }) => is_test(attrs),
            Item::Fn(function) => is_test(&function.attrs),
            Item::Impl(block) => is_test(&block.attrs),
            _ => false,
        };
        if !is_left_out {
            visit::visit_item(self, item);
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let steps: Name = path.segments.iter().map(|step| step.ident.to_string()).collect();
        if steps.len() > 1 {
            self.named.extend(self.absolute(&steps));
        }
        visit::visit_path(self, path);
    }

    /// `pub(in crate::…)` uses nothing.
    fn visit_visibility(&mut self, _: &Visibility) {}
}

fn is_test(attributes: &[Attribute]) -> bool {
    let is = |attribute: &&Attribute| attribute.path().is_ident("cfg");
    attributes
        .iter()
        .filter(is)
        .any(|attribute| attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test")))
}

/// The paths of a `use`, each with the name that it gets.
fn flatten(tree: &UseTree, mut path: Name, found: &mut Vec<(Name, String)>) {
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.to_string());
            flatten(&step.tree, path, found);
        }
        UseTree::Name(last) if last.ident == "self" => {
            let name = path.last().cloned().unwrap_or_default();
            found.push((path, name));
        }
        UseTree::Name(last) => {
            path.push(last.ident.to_string());
            found.push((path, last.ident.to_string()));
        }
        UseTree::Rename(last) => {
            path.push(last.ident.to_string());
            found.push((path, last.rename.to_string()));
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, path.clone(), found)),
        UseTree::Glob(_) => {
            path.push("*".to_owned());
            found.push((path, "*".to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let name = |path: &str| path.split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
        let files = files.iter().map(|(path, text)| (name(path), syn::parse_file(text).expect(path)));
        circles("config", &files.collect())
    }

    #[test]
    fn files_that_name_each_other_are_reported() {
        let circle = "these files name each other in a circle: `config::a`, `config::b`";
        let root = ("", "mod a; mod b; mod c; pub use c::C;");
        let rows: [(&str, &str, &[&str]); 6] = [
            ("use crate::b::B; struct A(B);", "use super::a::A; struct B(A);", &[circle]),
            ("fn a() { crate::b::b(); }", "use crate::a; fn b() { a::a(); }", &[circle]),
            ("use crate::b::B; struct A;", "struct B;", &[]),
            ("use crate::b::B; struct A;", "#[cfg(test)] mod tests { use crate::a::A; }", &[]),
            ("use crate::b::B; pub(in crate::b) struct A;", "use crate::a::Missing as A; type B = A;", &[circle]),
            // What the root hands on stands elsewhere.
            ("use crate::b::B; struct A;", "use crate::C; type B = C;", &[]),
        ];
        for (a, b, expected) in rows {
            assert_eq!(found(&[root, ("a", a), ("b", b), ("c", "pub struct C;")]), expected, "{a} {b}");
        }
    }

    #[test]
    fn one_idea_may_hold_itself() {
        let parts = [
            ("schema::decode", "mod dynamic; fn decode() { dynamic::dynamic() }"),
            ("schema::decode::dynamic", "fn dynamic() { super::decode() }"),
        ];
        let root = [("", "mod schema;"), ("schema", "mod decode;")];
        assert_eq!(found(&[root.as_slice(), &parts].concat()), [""; 0]);
    }
}
