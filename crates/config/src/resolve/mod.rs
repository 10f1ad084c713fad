//! From document trees to desired state: declares the blocks, orders what they refer to, and works each out once in that
//! order, so that an expression finds the values it needs. It must not judge single values: that is the schema's.

mod assign;
mod checks;
mod code;
mod code_checks;
mod declare;
mod given;
mod graph;
mod imports;
mod instances;
mod modules;
mod moved;
mod notes;
mod outputs;
mod resolver;
mod resources;
mod tested;
mod variables;

use crate::{
    code::CodeOrigin,
    evaluate::{Evaluator, Name},
    folders::{Called, Folder},
    problem::{Locator, Problems},
    question::{Answer, Question, answer},
    schema::{self, Decoder},
    sources::{Known, Sources},
    testing::Tested,
};
use alloc::{format, string::String, vec::Vec};
use code_checks::CodeChecks;
use connfn_core::ordered::{Map, Set};
use connfn_core::{address::Address, desired::DesiredState, diagnostic::Code};
pub(crate) use given::Assignments;
pub(crate) use outputs::Output;
use resolver::{Found, Module, Resolver};

/// What a configuration comes to.
#[derive(Default)]
pub(crate) struct Resolved {
    pub(crate) desired: DesiredState,
    /// Its functions, as their tests are found.
    pub(crate) tested: Vec<Tested>,
    /// What it says of the checks of their code.
    pub(crate) code_checks: CodeChecks,
    /// Where the code of its functions is written.
    pub(crate) code_origins: Map<Address, CodeOrigin>,
    /// Those of the configuration's own folder.
    pub(crate) outputs: Map<String, Output>,
    /// One for each question.
    pub(crate) answers: Vec<Answer>,
}

/// Resolves the folders of a configuration, the first of which is its own.
#[expect(clippy::too_many_arguments, reason = "these are the results of all that comes before")]
pub(crate) fn resolve(
    folders: &[Folder],
    assignments: &[Assignments<'_>],
    sources: &Sources,
    known: &Known,
    locator: &Locator<'_>,
    questions: &[Question],
    problems: &mut Problems,
    needs: &mut Set<String>,
) -> Resolved {
    let mut all = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        let mut declared = declare::declare(&folder.documents, problems);
        if at == 0 {
            declared.assign(assignments, folder.complete, problems);
        } else {
            declared.refuse_what_belongs_outside(problems);
        }
        let (order, needed) = graph::order(&declared, folders, at, if at == 0 { questions } else { &[] }, problems);
        all.push(Module { folder, declared, order, needed });
    }
    let Some(root) = all.first() else { return Resolved::default() };
    let mut calls = folders.iter().flat_map(|folder| folder.calls.values());
    let is_part = calls.any(|called| !matches!(called, Called::Folder(_)));
    let mut found = Found { is_part, ..Found::default() };
    let mut resolver = Resolver {
        modules: &all,
        module: root,
        declared: &root.declared,
        prefix: String::new(),
        inputs: None,
        scope: root.scope(sources, known, folders),
        folders,
        locator,
        problems,
        needs,
        provider_tags: Map::new(),
        found: &mut found,
        for_resources: true,
    };
    resolver.work_all_out();
    resolver.imports();
    resolver.moves();
    resolver.removed();
    resolver.settings();
    let outputs = resolver.outputs();
    resolver.secrets(&outputs);
    resolver.checks();
    let code_checks = resolver.code_checks();
    resolver.account();
    let answers = questions.iter().map(|question| resolver.answer(question)).collect();
    notes::notes(&all, problems);
    let Found { state: desired, tested, code_origins, .. } = found;
    Resolved { desired, tested, code_checks, code_origins, outputs, answers }
}

impl Resolver<'_, '_> {
    /// Answers a question once all that it refers to is worked out.
    fn answer(&mut self, question: &Question) -> Answer {
        let mut own = Problems::default();
        own.add_all(&question.problems);
        let mut evaluator = Evaluator::new(&self.scope, &mut own, self.needs);
        let value = question.expression.as_ref().and_then(|expression| answer(&mut evaluator, expression));
        Answer { value, diagnostics: own.into_diagnostics(self.locator) }
    }

    /// Works out all that is declared, in order.
    pub(super) fn work_all_out(&mut self) {
        for (at, name) in self.module.order.iter().enumerate() {
            self.for_resources = at < self.module.needed;
            self.work_out(name);
        }
        for problems in self.scope.deferred.values() {
            self.problems.extend_certain(problems);
        }
        self.take_moves();
    }

    fn work_out(&mut self, name: &Name) {
        match name {
            Name::Local(local) => {
                if let Some(attribute) = self.declared.locals.get(local) {
                    let mark = self.problems.mark();
                    let data = self.bounded(&attribute.value).data;
                    self.scope.locals.insert(local.clone(), data);
                    self.scope.deferred.insert(local.clone(), self.problems.take_since(mark));
                }
            }
            Name::Variable(variable) => self.variable(variable),
            Name::Provider(provider, alias) => {
                let key = (provider.clone(), alias.clone());
                if let Some(block) = self.declared.providers.get(&key) {
                    let mut evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
                    let tags = schema::provider_tags(&mut Decoder { evaluator: &mut evaluator }, block);
                    self.provider_tags.insert(key, tags);
                }
            }
            Name::Resource(kind, label) => self.resource(*kind, label),
            Name::Module(call) => self.call(call),
        }
    }

    /// Sees to it that no resource is left out without a word: a plan would take it for deleted.
    fn account(&mut self) {
        if let Some(place) = self.scope.exhausted.get() {
            self.problems
                .add(Code::UnsupportedExpression, place, "the values of this configuration are too large for connfn")
                .help("a value that is used many times over is the likely reason");
        }
        if self.needs.is_empty() && !self.problems.failed_since(0) {
            for (address, place) in &self.found.left_out {
                self.problems.address = Some(address.clone());
                self.problems.add(Code::UnsupportedExpression, *place, format!("connfn cannot work out `{address}`"));
            }
            self.problems.address = None;
        }
    }
}
