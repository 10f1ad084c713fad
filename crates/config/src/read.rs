//! The way from documents to all that a configuration says, a step after the other. What a step does is its module's.

use crate::{
    code::CodeOrigin,
    folders::{self, Folder},
    outputs::{self, Output},
    problem::{Locator, Problems},
    question::{self, Answer, Question},
    resolve::{self, Assignments},
    sources::{Known, Sources, VariableOrigin, VariableValue, are_one_configuration, is_assignment, is_document},
    syntax::{self, Body},
    testing,
};
use alloc::{string::String, vec::Vec};
use connfn_core::{
    address::Address,
    checks::Checks,
    desired::DesiredState,
    diagnostic::{Diagnostic, Location},
    ordered::{Map, Set, sort_by},
    testing::Tests,
};
use core::ops::Range;

/// What a configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it asks for. A resource with an error, or that waits for a file, is not in it.
    pub desired: DesiredState,
    /// Where the code of each desired function is written.
    pub code_origins: Map<Address, CodeOrigin>,
    /// Every problem, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that the configuration names and that the sources neither hold nor declare unavailable, sorted. One that ends in `/`
    /// is a folder, which is to be listed. Add each and read again.
    pub needs: Vec<String>,
    /// Folders that may hold tests of its functions, and whose listings the sources neither hold nor declare unavailable, sorted.
    /// Without them all is complete but the tests.
    pub wants: Vec<String>,
    /// What it says of the checks of function code. Whether there are such features is for whoever has the table to say.
    pub checks: Checks,
    /// Where it names each feature.
    pub feature_places: Map<String, Location>,
    /// The tests of its functions, but for those with an error.
    pub tests: Tests,
    /// What its outputs are, but for those with an error.
    pub outputs: Map<String, Output>,
}

/// Reads a configuration.
pub fn read(sources: &Sources) -> Reading {
    read_asking(sources, &Known::new(), &[]).0
}

/// Reads a configuration of whose resources some attributes are known that else are known only after apply.
pub fn read_with(sources: &Sources, known: &Known) -> Reading {
    read_asking(sources, known, &[]).0
}

/// Reads a configuration, and evaluates expressions in its scope.
pub(crate) fn read_asking(sources: &Sources, known: &Known, expressions: &[String]) -> (Reading, Vec<Answer>) {
    let given: Vec<(String, String)> = sources.variables.iter().map(VariableValue::document).collect();
    let mut files = Files::gather(sources, &given, expressions);
    let mut problems = Problems::default();
    if !are_one_configuration(files.get(&files.documents), &mut problems) {
        let diagnostics = problems.into_diagnostics(&Locator::new(files.all.iter().copied()));
        return (
            Reading { diagnostics, ..Reading::default() },
            expressions.iter().map(|_| Answer::default()).collect(),
        );
    }
    let (documents, are_understood) = parsed(&files, &files.documents, &mut problems);
    let (assignments, are_assigned) = assignments(&files, sources, &mut problems);
    let questions = questions(&files, &mut problems);
    let own = Folder { documents, complete: are_understood && are_assigned, ..Folder::default() };
    let mut needs = Set::new();
    let folders = folders::load(own, sources, &mut files.all, &mut problems, &mut needs);
    let locator = Locator::new(files.all.iter().copied()).and_others(&sources.files);
    let resolved =
        resolve::resolve(&folders, &assignments, sources, known, &locator, &questions, &mut problems, &mut needs);
    let surroundings = testing::Surroundings { sources, folders: &folders, locator: &locator };
    let mut wants = Set::new();
    let tests = testing::read(&resolved.tested, &surroundings, &mut problems, &mut needs, &mut wants);
    let places = resolved.code_checks.features;
    let reading = Reading {
        desired: resolved.desired,
        tests,
        checks: resolved.code_checks.checks,
        feature_places: places.into_iter().filter_map(|(id, place)| Some((id, locator.location(place)?))).collect(),
        wants: wants.into_iter().collect(),
        code_origins: resolved.code_origins,
        diagnostics: problems.into_diagnostics(&locator),
        needs: needs.into_iter().collect(),
        outputs: outputs::given(resolved.outputs),
    };
    (reading, resolved.answers)
}

/// All texts that places point into, by their numbers, and what each is.
struct Files<'s> {
    all: Vec<(&'s str, &'s str)>,
    documents: Range<usize>,
    /// Those of the folder that give variables their values.
    assignments: Range<usize>,
    /// The other values of variables, in their order.
    given: Range<usize>,
    questions: Range<usize>,
}

impl<'s> Files<'s> {
    fn gather(sources: &'s Sources, given: &'s [(String, String)], expressions: &'s [String]) -> Self {
        let named = |wanted: fn(&str) -> bool| {
            let files = sources.files.iter().filter(move |(name, _)| wanted(name));
            files.map(|(name, text)| (name.as_str(), text.as_str()))
        };
        let mut all: Vec<(&str, &str)> = named(is_document).collect();
        let documents = 0..all.len();
        all.extend(named(is_assignment));
        let assignments = documents.end..all.len();
        // What comes later wins: the two of fixed name come first, the others in the order of their names.
        if let Some(assignments) = all.get_mut(assignments.clone()) {
            sort_by(assignments, |(a, _), (b, _)| {
                (!a.starts_with("terraform.tfvars"), a).cmp(&(!b.starts_with("terraform.tfvars"), b))
            });
        }
        all.extend(given.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let given = assignments.end..all.len();
        all.extend(expressions.iter().map(|expression| (question::FILE, expression.as_str())));
        let questions = given.end..all.len();
        Self { all, documents, assignments, given, questions }
    }

    fn get(&self, range: &Range<usize>) -> &[(&'s str, &'s str)] {
        self.all.get(range.clone()).unwrap_or_default()
    }
}

/// The documents of a range, and whether each could be parsed.
fn parsed(files: &Files<'_>, range: &Range<usize>, problems: &mut Problems) -> (Vec<Body>, bool) {
    let mut complete = true;
    let mut bodies = Vec::new();
    for (file, (name, text)) in range.clone().zip(files.get(range)) {
        let (body, understood) = syntax::parse(file, name, text, problems);
        complete &= understood;
        bodies.push(body);
    }
    (bodies, complete)
}

/// What gives variables their values, where the later counts more, and whether all of it could be parsed.
fn assignments<'s>(files: &Files<'_>, sources: &'s Sources, problems: &mut Problems) -> (Vec<Assignments<'s>>, bool) {
    let (in_folder, mut complete) = parsed(files, &files.assignments, problems);
    // The environment's values first: whatever else gives one counts more.
    let mut assignments = Vec::new();
    let mut last = Vec::new();
    for (file, value) in files.given.clone().zip(&sources.variables) {
        match value.from {
            VariableOrigin::File => {
                let (body, understood) = syntax::parse_values(file, &value.name, &value.value, problems);
                complete &= understood;
                last.push(Assignments::Body(body));
            }
            VariableOrigin::Environment => assignments.push(Assignments::Text(value, file)),
            VariableOrigin::Option => last.push(Assignments::Text(value, file)),
        }
    }
    assignments.extend(in_folder.into_iter().map(Assignments::Body));
    assignments.append(&mut last);
    (assignments, complete)
}

fn questions(files: &Files<'_>, problems: &mut Problems) -> Vec<Question> {
    let questions = files.questions.clone().zip(files.get(&files.questions));
    questions
        .map(|(file, (_, text))| {
            let mark = problems.mark();
            let expression = syntax::parse_question(file, text, problems);
            Question { expression, problems: problems.take_since(mark) }
        })
        .collect()
}
