//! Reads a configuration's files for the library, which then says what they mean and which other files they name.
//!
//! A document may be a link to a file elsewhere, as for Terraform: whoever put it there meant it. A file that a document
//! names may not leave the folder, or that of a module that is called, not even by a link: its text ends up in CloudFront.

use crate::{
    args::VariableArgs,
    context::Context,
    failure::{Failure, Outcome},
    report::Origin,
    text::shown,
    variables, wholly,
};
use connfn::{Answer, CheckRequest, CheckResponse, Code, Diagnostic, EvaluateRequest, Sources, Unavailable};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// More than any document or function, and little enough to hold.
pub(crate) const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// More than any folder of sources holds.
const NAMES_LIMIT: usize = 10_000;

/// A PATH, looked at: a configuration's folder, and the one document of it to read or none for all.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    document: Option<String>,
}

/// A configuration, read and checked.
#[derive(Debug)]
pub(crate) struct Configuration {
    pub(crate) folder: PathBuf,
    /// Whether the folder has documents that were not read, so that what they declare must not be taken for dropped.
    pub(crate) is_part: bool,
    pub(crate) sources: Sources,
    /// With problems of the files themselves among its diagnostics.
    pub(crate) checked: CheckResponse,
    /// The texts that diagnostics may point into, if there are others than the files of the sources.
    pub(crate) texts: Option<connfn::Map<String, String>>,
}

impl Place {
    pub(crate) fn of(path: &Path) -> Outcome<Self> {
        let place = format!("`{}`", shown(path));
        let there = fs::metadata(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::from(Diagnostic::new(Code::NoConfiguration, format!("there is no file or folder {place}")))
            }
            _ => Failure::new(format!("cannot read {place}: {error}")),
        })?;
        if there.is_dir() {
            return Ok(Self { folder: path.to_owned(), document: None });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !is_document(&name) {
            let problem = Diagnostic::new(Code::NoConfiguration, format!("{place} is not a configuration"));
            return Err(problem.help("a configuration is a folder, a file that ends in `.tf` or `.tf.json`, or one called `connfn.yaml`, `connfn.toml` or `connfn.json`").into());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Ok(Self { folder: folder.unwrap_or_else(|| Path::new(".")).to_owned(), document: Some(name) })
    }
}

impl Configuration {
    /// Reads and checks, and reads what the check names, until it names nothing new.
    pub(crate) fn read(place: Place, variables: &VariableArgs, context: &Context) -> Outcome<Self> {
        let Place { folder, document } = place;
        let variables = variables::values(variables, &folder, context)?;
        let all = configuration_in(&folder)?;
        let others = |name: &String| all.iter().any(|other| other != name && is_document(other));
        let is_part = document.as_ref().is_some_and(others);
        let names = match document {
            // Values of variables belong to every document.
            Some(name) => all.into_iter().filter(|other| *other == name || !is_document(other)).collect(),
            None => all,
        };
        let mut sources = Sources { variables, ..Sources::default() };
        let mut problems = read_into(&mut sources, &folder, names);
        // The library cannot know that there are documents, only that it was given none.
        let mut checked = if sources.files.is_empty() && !problems.is_empty() {
            CheckResponse::default()
        } else {
            check_with_files(&folder, &mut sources)
        };
        problems.append(&mut checked.diagnostics);
        checked.diagnostics = problems;
        if is_part {
            // They may be tests of what another document declares.
            checked.diagnostics.retain(|diagnostic| diagnostic.code != Code::TestsOfNothing);
        }
        let texts = variables::texts(&sources);
        Ok(Self { folder, is_part, sources, checked, texts })
    }

    /// Evaluates expressions in its scope, and reads what they name.
    pub(crate) fn evaluate(&mut self, expressions: Vec<String>) -> Vec<Answer> {
        let mut request = EvaluateRequest { sources: std::mem::take(&mut self.sources), expressions };
        let mut folders = Folders { own: &self.folder, modules: Vec::new() };
        loop {
            let response = connfn::evaluate(&request);
            if !folders.serve(&mut request.sources, &response.needs) {
                self.sources = request.sources;
                return response.answers;
            }
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.checked.diagnostics.iter().any(Diagnostic::is_error)
    }

    pub(crate) fn origin(&self) -> Origin<'_> {
        Origin { folder: Some(&self.folder), files: Some(self.texts.as_ref().unwrap_or(&self.sources.files)) }
    }
}

/// The documents that a PATH means, as they are written.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) folder: PathBuf,
    pub(crate) sources: Sources,
    /// Of the files themselves.
    pub(crate) problems: Vec<Diagnostic>,
}

impl Documents {
    pub(crate) fn read(place: Place) -> Outcome<Self> {
        let Place { folder, document } = place;
        let names = match document {
            Some(name) => vec![name],
            None => configuration_in(&folder)?.into_iter().filter(|name| is_document(name)).collect(),
        };
        let mut sources = Sources::default();
        let problems = read_into(&mut sources, &folder, names);
        Ok(Self { folder, sources, problems })
    }
}

/// Reads files of a folder. Gives what is wrong with them.
fn read_into(sources: &mut Sources, folder: &Path, names: Vec<String>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for name in names {
        match wholly::read(&folder.join(&name), FILE_LIMIT) {
            Ok(text) => _ = sources.files.insert(name, text),
            Err(error) => problems.push(unreadable(&name, &error)),
        }
    }
    problems
}

/// Whether a file may be given alone as a configuration: a document, but not the values of variables.
pub(crate) fn is_document(name: &str) -> bool {
    let is_values = |name: &str| name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
    connfn::is_configuration(name) && !is_values(name)
}

/// The one file of a folder that is a configuration alone, if it has one. Others beside it cannot be read.
pub(crate) fn whole_in(folder: &Path) -> Option<PathBuf> {
    let names = ["yaml", "yml", "toml", "json"].map(|format| folder.join(format!("connfn.{format}")));
    names.into_iter().find(|file| file.exists())
}

fn configuration_in(folder: &Path) -> Outcome<Vec<String>> {
    let failed = |error| Failure::new(format!("cannot read the folder `{}`: {error}", shown(folder)));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        // A name that is not UTF-8 does not end in `.tf` for the library, which knows names as text.
        let Ok(name) = entry.map_err(failed)?.file_name().into_string() else { continue };
        if connfn::is_configuration(&name) && !folder.join(&name).is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

pub(crate) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::InvalidData => {
            Diagnostic::new(Code::FileNotUtf8, format!("the file `{name}` is not UTF-8 text")).help("save it as UTF-8")
        }
        _ => Diagnostic::new(Code::FileUnreadable, format!("the file `{name}` cannot be read: {error}")),
    }
}

fn check_with_files(folder: &Path, sources: &mut Sources) -> CheckResponse {
    let mut request = CheckRequest { sources: std::mem::take(sources) };
    let mut folders = Folders { own: folder, modules: Vec::new() };
    loop {
        let checked = connfn::check(&request);
        let any_needed = folders.serve(&mut request.sources, &checked.needs);
        let any_wanted = folders.serve(&mut request.sources, &checked.wants);
        if !(any_needed || any_wanted) {
            *sources = request.sources;
            return checked;
        }
    }
}

fn is_known(sources: &Sources, name: &str) -> bool {
    sources.files.contains_key(name) || sources.listings.contains_key(name) || sources.unavailable.contains_key(name)
}

/// The folders that may be read: the configuration's own, and those of modules that lie outside it.
struct Folders<'a> {
    own: &'a Path,
    /// As they are asked for, and where they lie with all links followed.
    modules: Vec<(String, PathBuf)>,
}

impl Folders<'_> {
    /// Adds what is needed to the sources. Whether there was anything that they did not know.
    fn serve(&mut self, sources: &mut Sources, needs: &[String]) -> bool {
        let asked: Vec<String> = needs.iter().filter(|name| !is_known(sources, name)).cloned().collect();
        let any = !asked.is_empty();
        for name in asked {
            if name.ends_with('/') {
                match self.list(&name) {
                    Ok(names) => _ = sources.listings.insert(name, names),
                    Err(reason) => _ = sources.unavailable.insert(name, reason),
                }
                continue;
            }
            match self.read(&name) {
                Ok(text) => _ = sources.files.insert(name, text),
                Err(reason) => _ = sources.unavailable.insert(name, reason),
            }
        }
        any
    }

    /// Reads a file that a document names.
    fn read(&self, name: &str) -> Result<String, Unavailable> {
        let path = self.within(name)?;
        wholly::read(&path, FILE_LIMIT).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => Unavailable::NotUtf8,
            _ => unavailable(&error),
        })
    }

    /// Lists a folder that a document names: the names of what lies in it, those of folders with a `/` after them, sorted.
    fn list(&mut self, name: &str) -> Result<Vec<String>, Unavailable> {
        let is_inside = !name.starts_with("../") || self.modules.iter().any(|(module, _)| name.starts_with(module));
        let path = if is_inside {
            self.within(name)?
        } else {
            // The library lists nothing else out there.
            let path = self.find(name)?;
            self.modules.push((name.to_owned(), path.clone()));
            path
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| unavailable(&error))? {
            let entry = entry.map_err(|error| unavailable(&error))?;
            // A name that is not UTF-8 cannot stand in a configuration.
            let Ok(name) = entry.file_name().into_string() else { continue };
            // All links followed: what a link leads to is what would be read.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|there| there.is_dir());
            names.push(if is_folder { format!("{name}/") } else { name });
            if names.len() > NAMES_LIMIT {
                return Err(Unavailable::Unreadable { reason: format!("it holds more than {NAMES_LIMIT} names") });
            }
        }
        names.sort();
        Ok(names)
    }

    /// Where a file or a folder that a document names lies, unless that is, all links followed, in none of the folders.
    fn within(&self, name: &str) -> Result<PathBuf, Unavailable> {
        let path = self.find(name)?;
        let own = self.own.canonicalize().map_err(|error| unavailable(&error))?;
        let may = path.starts_with(&own) || self.modules.iter().any(|(_, module)| path.starts_with(module));
        if may { Ok(path) } else { Err(Unavailable::Outside) }
    }

    /// Where it lies with all links followed.
    fn find(&self, name: &str) -> Result<PathBuf, Unavailable> {
        let own = self.own.canonicalize().map_err(|error| unavailable(&error))?;
        own.join(name).canonicalize().map_err(|error| unavailable(&error))
    }
}

fn unavailable(error: &io::Error) -> Unavailable {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unavailable::Missing,
        _ => Unavailable::Unreadable { reason: error.to_string() },
    }
}
