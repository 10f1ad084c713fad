//! Problems while they are being gathered: a place is a file's number and byte offsets, which become lines and columns only
//! once, at the end. Must not know what a problem is about.

use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::{Map, Set};
use connfn_core::{
    address::Address,
    diagnostic::{self, Code, Diagnostic, LineIndex, Location, Related, Severity},
};
use core::ops::Range;

/// The files behind this number are those of the sources, in their order, whether or not they are part of the configuration.
pub(crate) const OTHER_FILES: usize = 1 << 24;

/// A span of one of the files that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Place {
    pub(crate) const fn new(file: usize, range: &Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// From the start of `self` to the end of `other`, if both are in one file.
    pub(crate) const fn to(self, other: Self) -> Self {
        if self.file == other.file { Self { file: self.file, start: self.start, end: other.end } } else { self }
    }
}

/// A diagnostic that has no lines and columns yet.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    code: Code,
    severity: Severity,
    message: String,
    address: Option<Address>,
    place: Option<Place>,
    help: Option<String>,
    related: Vec<(String, Place)>,
    /// Whether it depends on values, if the code alone does not say it.
    dynamic: Option<bool>,
}

impl Problem {
    /// Says that it depends on values: see [`Self::is_dynamic`].
    pub(crate) const fn dynamic(&mut self) -> &mut Self {
        self.dynamic = Some(true);
        self
    }

    /// Whether Terraform too would find it only while it evaluates, so that `try` may go on without it. What connfn cannot
    /// do is no reason to go on: Terraform can.
    fn is_dynamic(&self) -> bool {
        self.dynamic.unwrap_or(matches!(
            self.code,
            Code::WrongType | Code::FunctionArguments | Code::FileMissing | Code::FileNotUtf8
        ))
    }

    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn related(&mut self, message: impl Into<String>, place: Place) -> &mut Self {
        self.related.push((message.into(), place));
        self
    }

    /// With the number of other resources that have it at the same place.
    fn into_diagnostic(self, others: usize, locator: &Locator<'_>) -> Diagnostic {
        let message = match others {
            0 => self.message,
            1 => format!("{}, and so for one more resource", self.message),
            _ => format!("{}, and so for {others} more resources", self.message),
        };
        let related = self
            .related
            .into_iter()
            .filter_map(|(message, place)| Some(Related { message, location: locator.location(place)? }));
        Diagnostic {
            code: self.code,
            severity: self.severity,
            message,
            address: self.address,
            location: self.place.and_then(|place| locator.location(place)),
            help: self.help,
            related: related.collect(),
        }
    }

    pub(crate) const fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }
}

/// Which resource a problem is told of, and which others have it too.
#[derive(Debug)]
struct Told {
    first: Option<Address>,
    others: Set<Option<Address>>,
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    /// The resource that is being read; every problem that is added is about it.
    pub(crate) address: Option<Address>,
}

impl Problems {
    pub(crate) fn add(
        &mut self,
        code: Code,
        place: impl Into<Option<Place>>,
        message: impl Into<String>,
    ) -> &mut Problem {
        self.list.push_mut(Problem {
            code,
            severity: code.severity(),
            message: message.into(),
            address: self.address.clone(),
            place: place.into(),
            help: None,
            related: Vec::new(),
            dynamic: None,
        })
    }

    /// Adds what the core says of a value, at the value's place.
    pub(crate) fn add_diagnostic(&mut self, place: Place, diagnostic: Diagnostic) {
        let problem = self.add(diagnostic.code, place, diagnostic.message);
        problem.severity = diagnostic.severity;
        problem.help = diagnostic.help;
    }

    /// What the first one says.
    pub(crate) fn first_message(&self) -> Option<String> {
        self.list.first().map(|problem| problem.message.clone())
    }

    /// How many there are, to be given to [`Self::forget_since`].
    pub(crate) const fn mark(&self) -> usize {
        self.list.len()
    }

    /// Whether an error was added since the mark.
    pub(crate) fn failed_since(&self, mark: usize) -> bool {
        self.list.iter().skip(mark).any(|problem| problem.severity == Severity::Error)
    }

    /// Takes back those problems since the mark that depend on values. Whether others remain.
    pub(crate) fn forget_dynamic(&mut self, mark: usize) -> bool {
        let rest = self.take_since(mark);
        self.list.extend(rest.into_iter().filter(|problem| !problem.is_dynamic()));
        self.failed_since(mark)
    }

    /// Takes back the problems since the mark that do not matter because the value is not used. What is not declared
    /// matters even so.
    pub(crate) fn forget_unused(&mut self, mark: usize) {
        self.forget_dynamic(mark);
        let rest = self.take_since(mark);
        let unused = |code| {
            matches!(
                code,
                Code::UnsupportedExpression | Code::NotKnownYet | Code::ImpureFunction | Code::UnsupportedPattern
            )
        };
        self.list.extend(rest.into_iter().filter(|problem| !unused(problem.code)));
    }

    /// Takes back that something must be known before apply, where nothing waits for it. Whether that was all that was wrong.
    pub(crate) fn forget_not_known(&mut self, mark: usize) -> bool {
        let rest = self.take_since(mark);
        let count = rest.len();
        self.list.extend(rest.into_iter().filter(|problem| problem.code != Code::NotKnownYet));
        self.list.len() < mark + count && !self.failed_since(mark)
    }

    /// Takes back that something cannot be worked out, where nothing waits for it.
    pub(crate) fn forget_unsupported(&mut self, mark: usize) {
        let rest = self.take_since(mark);
        self.list.extend(rest.into_iter().filter(|problem| problem.code != Code::UnsupportedExpression));
    }

    /// Takes what was added since the mark out, to be given to [`Self::extend`] if it turns out to matter.
    pub(crate) fn take_since(&mut self, mark: usize) -> Vec<Problem> {
        self.list.split_off(mark.min(self.list.len()))
    }

    /// Adds problems of a value that was worked out elsewhere, and to which no `try` here applies.
    pub(crate) fn extend(&mut self, problems: &[Problem]) {
        self.list.extend(problems.iter().cloned().map(|problem| Problem { dynamic: Some(false), ..problem }));
    }

    /// Adds problems as they are.
    pub(crate) fn add_all(&mut self, problems: &[Problem]) {
        self.list.extend_from_slice(problems);
    }

    /// Adds those problems of a value that nothing uses that are wrong wherever it stands, and not only more than connfn can do.
    pub(crate) fn extend_certain(&mut self, problems: &[Problem]) {
        let certain = |problem: &&Problem| {
            matches!(
                problem.code,
                Code::UnknownReference
                    | Code::UnknownFunction
                    | Code::FunctionArguments
                    | Code::WrongType
                    | Code::DuplicateArgument
            )
        };
        for problem in problems.iter().filter(certain) {
            self.extend(core::slice::from_ref(problem));
        }
    }

    /// The diagnostics, sorted and each only once: what is wrong with several instances at one place is told of the first.
    pub(crate) fn into_diagnostics(self, locator: &Locator<'_>) -> Vec<Diagnostic> {
        let mut seen = Set::new();
        let mut firsts: Map<(Code, Place), Told> = Map::new();
        let mut kept = Vec::new();
        for problem in self.list {
            if !seen.insert((problem.code, problem.place, problem.message.clone())) {
                continue;
            }
            if let Some(place) = problem.place {
                let key = (problem.code, place);
                match firsts.get_mut(&key) {
                    Some(Told { first, others }) if *first != problem.address => {
                        others.insert(problem.address);
                        continue;
                    }
                    Some(_) => {}
                    None => _ = firsts.insert(key, Told { first: problem.address.clone(), others: Set::new() }),
                }
            }
            kept.push(problem);
        }
        let mut diagnostics: Vec<_> = kept
            .into_iter()
            .map(|problem| {
                let first = problem.place.and_then(|place| firsts.get(&(problem.code, place)));
                problem.into_diagnostic(first.map_or(0, |told| told.others.len()), locator)
            })
            .collect();
        diagnostic::sort(&mut diagnostics);
        diagnostics
    }
}

/// Finds lines and columns in the files that were read.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    files: Vec<(&'a str, LineIndex<'a>)>,
    others: Option<&'a Map<String, String>>,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self { files: files.map(|(name, text)| (name, LineIndex::new(text))).collect(), others: None }
    }

    /// Finds places in all files of the sources too, such as templates.
    pub(crate) fn and_others(self, others: &'a Map<String, String>) -> Self {
        Self { others: Some(others), ..self }
    }

    pub(crate) fn location(&self, place: Place) -> Option<Location> {
        if let (Some(number), Some(others)) = (place.file.checked_sub(OTHER_FILES), self.others) {
            let (name, text) = others.iter().nth(number)?;
            return Some(Location { file: name.clone(), span: LineIndex::new(text).span(place.start..place.end) });
        }
        let (name, lines) = self.files.get(place.file)?;
        Some(Location { file: (*name).into(), span: lines.span(place.start..place.end) })
    }
}
