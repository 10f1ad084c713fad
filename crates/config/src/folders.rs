//! The folders of a configuration: its own and those of the modules that it calls, each read once. What a module comes from is plain
//! text, so that all documents are known before the first expression is evaluated. Only what is in this repository is read.

use crate::{
    path::relative,
    problem::{Place, Problems},
    sources::{Sources, is_document, is_whole},
    syntax::{self, Attribute, Block, Body, Kind, Part},
    unavailable::Unavailable,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::{Map, Set};
use connfn_core::{address::ResourceType, diagnostic::Code};

/// How deep modules may call each other: each is a level of recursion.
const MOST_DEPTH: usize = 24;

/// More folders than this are a slip.
const MOST_FOLDERS: usize = 1000;

/// The documents of a folder.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Relative to the configuration's own, with `/` at the end; empty for that one itself.
    pub(crate) path: String,
    pub(crate) documents: Vec<Body>,
    /// Whether every document could be parsed.
    pub(crate) complete: bool,
    /// What each of its `module` blocks calls, by the block's label.
    pub(crate) calls: Map<String, Called>,
    /// Whether it, or a module that it calls, declares what connfn manages.
    pub(crate) managed: bool,
}

/// What a `module` block calls.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Called {
    /// The folder of this number.
    Folder(usize),
    /// A module of a registry or of another repository.
    Elsewhere,
    /// It was reported, or is waited for.
    Unknown,
}

/// Reads the modules that the first folder calls, and those that they call. Files are added to `files` as they are read.
pub(crate) fn load<'s>(
    first: Folder,
    sources: &'s Sources,
    files: &mut Vec<(&'s str, &'s str)>,
    problems: &mut Problems,
    needs: &mut Set<String>,
) -> Vec<Folder> {
    let by_path = [(first.path.clone(), Called::Folder(0))].into_iter().collect();
    let mut loader = Loader { sources, files, problems, needs, folders: [first].into(), by_path };
    let mut at = 0;
    while let Some(folder) = loader.folders.get_mut(at) {
        let (documents, path) = (core::mem::take(&mut folder.documents), folder.path.clone());
        let blocks = documents.iter().flat_map(|document| &document.blocks).filter(|block| block.kind == "module");
        let mut calls = Map::new();
        for block in blocks {
            if let [label] = block.labels.as_slice() {
                let called = loader.call(block, &label.text, &path);
                calls.entry(label.text.clone()).or_insert(called);
            }
        }
        if let Some(folder) = loader.folders.get_mut(at) {
            *folder = Folder { path, documents, calls, ..core::mem::take(folder) };
        }
        at += 1;
    }
    loader.look_for_circles();
    loader.folders
}

struct Loader<'l, 's> {
    sources: &'s Sources,
    files: &'l mut Vec<(&'s str, &'s str)>,
    problems: &'l mut Problems,
    needs: &'l mut Set<String>,
    folders: Vec<Folder>,
    by_path: Map<String, Called>,
}

impl Loader<'_, '_> {
    fn call(&mut self, block: &Block, label: &str, base: &str) -> Called {
        let Some(source) = block.body.attribute("source") else {
            self.problems
                .add(
                    Code::MissingArgument,
                    block.header,
                    format!("the module `{label}` lacks the required argument `source`"),
                )
                .help("`source` is the path of the module's folder, such as `\"./modules/gate\"`");
            return Called::Unknown;
        };
        let place = source.value.place;
        let Some(text) = plain(source) else {
            self.problems.add(Code::WrongType, place, "the source of a module is a plain string");
            return Called::Unknown;
        };
        if !(text.starts_with("./") || text.starts_with("../")) {
            return self.elsewhere(label, text, place);
        }
        if let Some(version) = block.body.attribute("version") {
            self.problems
                .add(Code::UnknownArgument, version.place, "only a module of a registry has a `version`")
                .help("remove it: a local module is as it is in its folder");
        }
        let Some(path) = relative(&format!("{base}{text}")) else { return Called::Unknown };
        let path = if path.is_empty() { path } else { path + "/" };
        if let Some(called) = self.by_path.get(&path) {
            return *called;
        }
        let called = self.folder(&path, place);
        self.by_path.insert(path, called);
        called
    }

    fn elsewhere(&mut self, label: &str, text: &str, place: Place) -> Called {
        let first = text.split('/').next().unwrap_or_default();
        if text.split('/').count() < 3 && !first.contains(['.', ':']) && !text.contains("::") {
            self.problems.add(Code::ModuleMissing, place, format!("`{text}` is not the source of a module")).help(
                format!("the path of a local module starts with `./` or `../`: `./{}`", text.trim_start_matches('/')),
            );
            return Called::Unknown;
        }
        self.problems
            .add(Code::ModuleElsewhere, place, format!("connfn reads local modules only, and leaves what `module.{label}` declares alone"))
            .help("if it declares connection functions, copy its folder beside this configuration: `source = \"./modules/…\"`");
        Called::Elsewhere
    }

    /// Reads the documents of a folder.
    fn folder(&mut self, path: &str, place: Place) -> Called {
        let key = if path.is_empty() { "./" } else { path };
        let shown = path.trim_end_matches('/');
        let Some(names) = self.sources.listings.get(key) else {
            let Some(reason) = self.sources.unavailable.get(key) else {
                self.needs.insert(key.into());
                return Called::Unknown;
            };
            self.unavailable(reason, "folder", shown, place);
            return Called::Unknown;
        };
        let names: Set<&str> = names.iter().map(String::as_str).filter(|name| is_document(name)).collect();
        if names.is_empty() {
            self.problems
                .add(Code::ModuleMissing, place, format!("the folder `{shown}` holds no module"))
                .help("a module is one or more files that end in `.tf` or `.tf.json`");
            return Called::Unknown;
        }
        if let (Some(whole), true) = (names.iter().find(|name| is_whole(name)), names.len() > 1) {
            self.problems
                .add(
                    Code::TwoConfigurations,
                    place,
                    format!("`{path}{whole}` is a configuration alone, but there are others beside it"),
                )
                .help("keep one of them");
            return Called::Unknown;
        }
        if self.folders.len() >= MOST_FOLDERS {
            self.problems.add(
                Code::UnsupportedExpression,
                place,
                format!("connfn reads at most {MOST_FOLDERS} folders"),
            );
            return Called::Unknown;
        }
        let mut folder = Folder { path: path.into(), complete: true, ..Folder::default() };
        let mut is_whole = true;
        for name in &names {
            let name = format!("{path}{name}");
            if let Some((name, text)) = self.sources.files.get_key_value(&name) {
                let number = self.files.len();
                self.files.push((name, text));
                let (body, understood) = syntax::parse(number, name, text, self.problems);
                folder.complete &= understood;
                folder.documents.push(body);
            } else {
                is_whole = false;
                match self.sources.unavailable.get(&name) {
                    Some(reason) => self.unavailable(reason, "file", &name, place),
                    None => _ = self.needs.insert(name),
                }
            }
        }
        if !is_whole {
            return Called::Unknown;
        }
        self.folders.push(folder);
        Called::Folder(self.folders.len() - 1)
    }

    fn unavailable(&mut self, reason: &Unavailable, what: &str, name: &str, place: Place) {
        match reason {
            Unavailable::Missing => self
                .problems
                .add(Code::ModuleMissing, place, format!("there is no {what} `{name}`"))
                .help("the source of a module is relative to the folder of the file that calls it"),
            Unavailable::NotUtf8 => self
                .problems
                .add(Code::FileNotUtf8, place, format!("the {what} `{name}` is not UTF-8 text"))
                .help("save it as UTF-8"),
            Unavailable::Outside => self
                .problems
                .add(
                    Code::FileOutside,
                    place,
                    format!("the {what} `{name}` lies outside the folders of this configuration"),
                )
                .help("put the folder itself, not a link to it, beside the configuration"),
            Unavailable::Unreadable { reason } => {
                self.problems.add(Code::FileUnreadable, place, format!("the {what} `{name}` cannot be read: {reason}"))
            }
        };
    }

    /// Reports modules that call each other in a circle or too deeply, and cuts them there; finds what is managed on the way.
    fn look_for_circles(&mut self) {
        // Of each folder: how deep it calls others, once that is known.
        let mut depths: Vec<Option<usize>> = self.folders.iter().map(|_| None).collect();
        // The way to where the walk is: the folder, and the calls of it that are still to be followed.
        let mut way: Vec<(usize, Vec<(String, usize)>)> = [(0, self.followed(0))].into();
        while let Some((at, rest)) = way.last_mut() {
            let at = *at;
            let Some((label, to)) = rest.pop() else {
                way.pop();
                let depth = self
                    .followed(at)
                    .iter()
                    .filter_map(|(_, to)| *depths.get(*to)?)
                    .max()
                    .map_or(0, |deepest| deepest + 1);
                if let Some(known) = depths.get_mut(at) {
                    *known = Some(depth);
                }
                self.account(at);
                continue;
            };
            match depths.get(to) {
                Some(known) if way.len() + known.unwrap_or(0) > MOST_DEPTH => {
                    let message = format!("connfn follows modules at most {MOST_DEPTH} deep");
                    self.cut(at, &label, Code::UnsupportedExpression, message, "");
                }
                Some(Some(_)) => {}
                _ => match way.iter().position(|(on_way, _)| *on_way == to) {
                    Some(start) => {
                        let mut round = String::new();
                        for (on_way, _) in way.iter().skip(start) {
                            round.push_str(&format!("`{}` → ", self.shown(*on_way)));
                        }
                        round.push_str(&format!("`{}`", self.shown(to)));
                        let message = if to == at {
                            format!("the module in `{}` calls itself", self.shown(to))
                        } else {
                            format!("modules call each other in a circle: {round}")
                        };
                        self.cut(at, &label, Code::ModuleCycle, message, "one of them must do without the other");
                    }
                    None => way.push((to, self.followed(to))),
                },
            }
        }
    }

    fn shown(&self, at: usize) -> &str {
        let path = self.folders.get(at).map(|folder| folder.path.as_str()).unwrap_or_default();
        if path.is_empty() { "./" } else { path }
    }

    /// The calls that lead to folders.
    fn followed(&self, at: usize) -> Vec<(String, usize)> {
        let Some(folder) = self.folders.get(at) else { return Vec::new() };
        let calls = folder.calls.iter();
        calls
            .filter_map(|(label, called)| match called {
                Called::Folder(to) => Some((label.clone(), *to)),
                Called::Elsewhere | Called::Unknown => None,
            })
            .collect()
    }

    fn cut(&mut self, at: usize, label: &str, code: Code, message: String, help: &str) {
        let Some(folder) = self.folders.get_mut(at) else { return };
        folder.calls.insert(label.into(), Called::Unknown);
        let blocks = folder.documents.iter().flat_map(|document| &document.blocks);
        let calls = blocks.filter(|block| block.kind == "module");
        let call = calls.into_iter().find(|block| block.labels.first().is_some_and(|found| found.text == label));
        let place = call.and_then(|block| block.body.attribute("source")).map(|source| source.value.place);
        let problem = self.problems.add(code, place, message);
        if !help.is_empty() {
            problem.help(help);
        }
    }

    /// Finds whether a folder declares what connfn manages, once that is known of all that it calls.
    fn account(&mut self, at: usize) {
        let calls = self.followed(at);
        let called = calls.iter().any(|(_, to)| self.folders.get(*to).is_some_and(|folder| folder.managed));
        let Some(folder) = self.folders.get_mut(at) else { return };
        let mut blocks = folder.documents.iter().flat_map(|document| &document.blocks);
        folder.managed = called
            || blocks.any(|block| {
                let kind = block.labels.first().filter(|_| block.kind == "resource");
                kind.is_some_and(|kind| ResourceType::parse(&kind.text).is_some())
            });
    }
}

/// The text of a string in which nothing is evaluated.
fn plain(attribute: &Attribute) -> Option<&str> {
    match &attribute.value.kind {
        Kind::String(text) => Some(text),
        Kind::Template(parts) => match parts.as_slice() {
            [Part::Literal(text)] => Some(text),
            _ => None,
        },
        _ => None,
    }
}
