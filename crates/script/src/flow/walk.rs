//! What is kept while the ways through a function are gone, and the bounds of that. How a statement or an expression is gone through
//! stands in the files beside.

use super::concern::{concerned, deciding, relevant};
use super::state::{Canon, Decision, State, within};
use crate::facts::{BindingId, FunctionId, Span};
use crate::subject::Subject;
use alloc::{string::String, vec::Vec};

/// Something that happens on a way that can surely be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// It ends at a `return`, or at the bottom, undecided. With the last test that led past a decision.
    Undecided { leaves: Option<Span>, passed: Option<Span> },
    /// It throws undecided.
    Throws { span: Span },
    /// It makes a second, other decision.
    Again { first: Decision, made: Site, span: Span },
    /// It reads a member of a certificate that is not there, or may not be.
    Unguarded { span: Span, surely: bool, denied: Option<Site> },
}

/// Where a decision was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) span: Span,
    /// The call that led there from the function that then went on, if it is another one.
    pub(crate) call: Option<Span>,
}

/// How many statements and expressions are gone through, on all ways together.
const STEPS: usize = 40_000;
/// How deep functions call each other before a way is given up.
pub(super) const CALLS: usize = 5;
/// How deep statements stand in each other before a way is given up, in all functions that are being gone through.
pub(super) const NESTING: usize = 80;

pub(super) struct Walk<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) events: Vec<Event>,
    pub(super) steps: usize,
    pub(super) depth: usize,
    /// What the functions that are being followed were given.
    pub(super) arguments: Vec<(BindingId, Option<Canon>)>,
    pub(super) calls: Vec<FunctionId>,
    /// Where they were called: the entry point nowhere.
    pub(super) sites: Vec<Span>,
    /// The loops that are being gone through.
    pub(super) rounds: Vec<Round>,
    /// For each `try` around: the ways that lead to its `catch`.
    pub(super) tries: Vec<Vec<State>>,
    /// For each expression, whether following it can matter.
    pub(super) relevant: Vec<bool>,
    /// For each function, whether it has to do with the connection.
    pub(super) concerned: Vec<bool>,
    /// For each function, the variables and fields from outside that what it returns may depend on.
    pub(super) captured: Vec<Vec<String>>,
    /// For each expression, whether a decision may be made while it is evaluated.
    pub(super) deciding: Vec<bool>,
}

/// Where the ways through statements lead.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) normal: Vec<State>,
    pub(super) returns: Vec<(Option<Span>, State)>,
    pub(super) breaks: Vec<(Option<String>, State)>,
    pub(super) continues: Vec<(Option<String>, State)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(subject: &'a Subject<'a>) -> Self {
        Self {
            subject,
            events: Vec::new(),
            steps: STEPS,
            depth: 0,
            arguments: Vec::new(),
            calls: subject.entry.into_iter().collect(),
            sites: Vec::new(),
            rounds: Vec::new(),
            tries: Vec::new(),
            relevant: relevant(subject),
            concerned: concerned(subject, true),
            deciding: deciding(subject),
            captured: Vec::new(),
        }
    }

    pub(super) fn event(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }

    /// Counts work; false when there was too much of it.
    pub(super) fn step(&mut self, states: usize) -> bool {
        self.steps = self.steps.saturating_sub(states.max(1));
        self.steps > 0
    }
}

/// A loop that ends by what it counts, while it is gone through.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// The variables that its test asks for and its rounds change: in one round they may be anything.
    pub(super) counters: Vec<String>,
    /// Whatever else its test asks for.
    pub(super) bounds: Vec<String>,
}

impl Round {
    /// What a test asks for beside how far the loop has come. None: nothing else, so how it comes out is not known.
    pub(super) fn beside(&self, atoms: Vec<String>) -> Option<Vec<String>> {
        let counts = |atom: &String| self.counters.iter().any(|counter| within(atom, counter));
        if !atoms.iter().any(counts) {
            return Some(atoms);
        }
        let beside: Vec<String> = atoms.into_iter().filter(|atom| !counts(atom)).collect();
        if beside.iter().all(|atom| self.bounds.contains(atom)) { None } else { Some(beside) }
    }

    pub(super) fn is_counter(&self, path: &str) -> bool {
        self.counters.iter().any(|counter| within(path, counter))
    }
}
