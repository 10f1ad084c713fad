//! Which documents hold the tests of which function. They are `NAME.test.yaml` or `NAME.test.json`, where `NAME.js` is the file of the
//! function's code, or NAME the label of a function whose code is written in the configuration itself.

use super::{document::Case, reader::Reader};
use crate::{
    folders::Folder,
    problem::{Locator, OTHER_FILES, Place, Problems},
    sources::Sources,
    suggest::nearest,
    syntax::{self, Node},
    unavailable::Unavailable,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{
    address::Address,
    diagnostic::Code,
    ordered::{Map, Set},
    testing::{FunctionTest, Tests},
};

const ENDINGS: [&str; 3] = [".test.json", ".test.yaml", ".test.yml"];

/// Between the name of a function's file and the ending, what other tools call tests by.
const OTHER_MIDDLES: [&str; 6] = [".test", ".tests", ".spec", "_test", "-test", "_tests"];
const OTHER_FORMATS: [&str; 4] = ["json", "toml", "yaml", "yml"];

/// A function of which there may be tests.
#[derive(Debug)]
pub(crate) struct Tested {
    pub(crate) address: Address,
    pub(crate) label: String,
    /// The folder that declares it, with `/` at its end; empty for the configuration's own.
    pub(crate) folder: String,
    /// The files that its code is read from.
    pub(crate) files: Vec<String>,
    pub(crate) has_store: bool,
    /// The tests that its block holds in the short form.
    pub(crate) own: Option<Node>,
}

/// What is read beside the documents.
pub(crate) struct Surroundings<'r, 's> {
    pub(crate) sources: &'s Sources,
    pub(crate) folders: &'r [Folder],
    pub(crate) locator: &'r Locator<'r>,
}

/// Reads all tests. `wants` are the folders that may hold some and are not listed yet.
pub(crate) fn read(
    tested: &[Tested],
    surroundings: &Surroundings<'_, '_>,
    problems: &mut Problems,
    needs: &mut Set<String>,
    wants: &mut Set<String>,
) -> Tests {
    let mut finder = Finder { surroundings, problems, needs, wants, documents: Map::new(), stores: Map::new() };
    let mut tests = Tests::new();
    for function in tested {
        let cases = finder.cases_of(function);
        let of_function = finder.tests_of(function, cases);
        if !of_function.is_empty() {
            tests.insert(function.address.clone(), of_function);
        }
    }
    finder.tests_of_nothing(tested);
    tests
}

struct Finder<'f, 'r, 's> {
    surroundings: &'f Surroundings<'r, 's>,
    problems: &'f mut Problems,
    needs: &'f mut Set<String>,
    wants: &'f mut Set<String>,
    /// The cases of each document that was read, by its path.
    documents: Map<String, Vec<Case>>,
    stores: Map<String, Option<Map<String, String>>>,
}

impl Finder<'_, '_, '_> {
    fn cases_of(&mut self, function: &Tested) -> Vec<Case> {
        let mut cases = Vec::new();
        if let Some(own) = &function.own {
            cases.extend(self.read(&function.folder, own));
        }
        for stem in function.stems() {
            let folder = folder_of(&stem);
            self.want(folder);
            for ending in ENDINGS {
                let path = format!("{stem}{ending}");
                if !self.documents.contains_key(&path) && self.is_there(&path) {
                    let found = self.document(&path);
                    self.documents.insert(path.clone(), found);
                }
                cases.extend(self.documents.get(&path).into_iter().flatten().cloned());
            }
        }
        cases
    }

    /// Asks for the names in a folder, unless it is known that there are none or which.
    fn want(&mut self, folder: &str) {
        let key = key_of(folder);
        let sources = self.surroundings.sources;
        if !sources.listings.contains_key(key) && !sources.unavailable.contains_key(key) {
            self.wants.insert(key.into());
        }
    }

    /// Whether a document is there, as far as that is known.
    fn is_there(&self, path: &str) -> bool {
        let sources = self.surroundings.sources;
        let name = path.get(folder_of(path).len()..).unwrap_or_default();
        let listed = sources.listings.get(key_of(folder_of(path)));
        sources.files.contains_key(path)
            || sources.unavailable.get(path).is_some_and(|reason| *reason != Unavailable::Missing)
            || listed.is_some_and(|names| names.iter().any(|other| other == name))
    }

    fn document(&mut self, path: &str) -> Vec<Case> {
        let files = &self.surroundings.sources.files;
        let Some((number, (_, text))) = files.iter().enumerate().find(|(_, (name, _))| *name == path) else {
            match self.surroundings.sources.unavailable.get(path) {
                Some(reason) => reason.report(path, None, self.problems),
                None => _ = self.needs.insert(path.into()),
            }
            return Vec::new();
        };
        match syntax::parse_data(OTHER_FILES + number, path, text, self.problems) {
            Some(root) => self.read(folder_of(path), &root),
            None => Vec::new(),
        }
    }

    fn read(&mut self, folder: &str, root: &Node) -> Vec<Case> {
        let Surroundings { sources, folders, .. } = *self.surroundings;
        let (problems, needs, stores) = (&mut *self.problems, &mut *self.needs, &mut self.stores);
        Reader { sources, folders, folder, problems, needs, stores }.document(root)
    }

    /// Makes cases the tests of one function.
    fn tests_of(&mut self, function: &Tested, cases: Vec<Case>) -> Vec<FunctionTest> {
        let mut names: Map<String, Place> = Map::new();
        let mut tests = Vec::new();
        self.problems.address = Some(function.address.clone());
        for case in cases {
            if let Some((name, first)) = names.insert_new(case.name.clone(), case.place) {
                let message = format!("another test of this function is called `{name}`");
                self.problems.add(Code::InvalidTestName, case.place, message).related("the first one", *first);
                continue;
            }
            tests.push(self.test(function, case));
        }
        self.problems.address = None;
        tests
    }

    fn test(&mut self, function: &Tested, case: Case) -> FunctionTest {
        let store = match case.store {
            Some((_, place)) if !function.has_store => {
                let message = "the test gives contents of a key value store, and the function is associated with none";
                self.problems
                    .add(Code::StoreWithoutAssociation, place, message)
                    .help("associate the function with a store, or remove the contents");
                None
            }
            given => function.has_store.then(|| given.map(|(items, _)| items).unwrap_or_default()),
        };
        FunctionTest {
            name: case.name,
            connection: case.connection,
            store,
            now: case.now,
            expect: case.expect,
            location: self.surroundings.locator.location(case.place),
        }
    }

    /// Warns of documents in the folders that were looked at which belong to no function.
    fn tests_of_nothing(&mut self, tested: &[Tested]) {
        // A function that could not be read is not known, nor is what its tests are called.
        if self.problems.failed_since(0) || !self.needs.is_empty() || tested.is_empty() {
            return;
        }
        let stems: Set<String> = tested.iter().flat_map(Tested::stems).collect();
        let sources = self.surroundings.sources;
        let folders: Set<&str> = stems.iter().map(|stem| folder_of(stem)).chain([""]).collect();
        self.want("");
        let listed = folders.iter().flat_map(|folder| {
            let names = sources.listings.get(key_of(folder)).into_iter().flatten();
            names.map(move |name| format!("{folder}{name}"))
        });
        let given = sources.files.keys().filter(|path| folders.contains(&folder_of(path))).cloned();
        let paths: Set<String> = listed.chain(given).collect();
        for path in paths {
            self.meant_as_tests(&path, &stems);
            let Some(stem) = ENDINGS.into_iter().find_map(|ending| path.strip_suffix(ending)) else { continue };
            if stems.contains(stem) {
                continue;
            }
            let help = match nearest(stem, stems.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}{}`?", path.get(stem.len()..).unwrap_or_default()),
                None => "name it after the file of the function's code, `NAME.test.yaml` beside `NAME.js`, or after the label of a function whose code is written in the configuration".into(),
            };
            self.not_run(&path, format!("the tests in `{path}` belong to no function, and are not run"), help);
        }
    }

    /// Warns of a document that is called as other tools call tests.
    fn meant_as_tests(&mut self, path: &str, stems: &Set<String>) {
        let Some((name, ending)) = path.rsplit_once('.') else { return };
        if !OTHER_FORMATS.contains(&ending) {
            return;
        }
        let Some((stem, middle)) = OTHER_MIDDLES.iter().find_map(|middle| Some((name.strip_suffix(middle)?, middle)))
        else {
            return;
        };
        let is_read = *middle == ".test" && ending != "toml";
        if !is_read && stems.contains(stem) {
            let message = format!("`{path}` is not called as tests are, and is not read");
            let ending = if ending == "toml" { "yaml" } else { ending };
            self.not_run(path, message, format!("call it `{stem}.test.{ending}`"));
        }
    }

    fn not_run(&mut self, path: &str, message: String, help: String) {
        let number = self.surroundings.sources.files.keys().position(|name| name == path);
        let place = number.map(|number| Place::new(OTHER_FILES + number, &(0..0)));
        self.problems.add(Code::TestsOfNothing, place, message).help(help);
    }
}

impl Tested {
    /// What the paths of its documents begin with.
    fn stems(&self) -> Vec<String> {
        if self.files.is_empty() {
            return [format!("{}{}", self.folder, self.label)].into();
        }
        let stem = |path: &String| match path.get(folder_of(path).len()..).and_then(|name| name.rfind('.')) {
            Some(dot) if dot > 0 => path.get(..folder_of(path).len() + dot).unwrap_or(path).into(),
            _ => path.clone(),
        };
        self.files.iter().map(stem).collect()
    }
}

/// The folder of a path, with `/` at its end; empty for the configuration's own.
fn folder_of(path: &str) -> &str {
    path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or_default()
}

/// What the sources call a folder.
fn key_of(folder: &str) -> &str {
    if folder.is_empty() { "./" } else { folder }
}
