//! What a configuration says of the checks of function code: the local value `connfn_checks` of its own folder, which governs the
//! functions of all modules. Which features a runtime has is not known here.

use super::resolver::Resolver;
use crate::{
    evaluate::{Data, Evaluator, Member, Value},
    problem::Place,
    suggest::{did_you_mean, printable},
};
use alloc::{format, string::String};
use connfn_core::checks::{Checks, FeatureState, LOCAL};
use connfn_core::{diagnostic::Code, ordered::Map};

/// What is said, and where each feature is named.
#[derive(Debug, Default)]
pub(crate) struct CodeChecks {
    pub(crate) checks: Checks,
    pub(crate) features: Map<String, Place>,
}

impl Resolver<'_, '_> {
    /// Reads the local value. What is wrong with it is reported, and left out.
    pub(super) fn code_checks(&mut self) -> CodeChecks {
        let (Some(attribute), Some(data)) = (self.declared.locals.get(LOCAL), self.scope.locals.get(LOCAL)) else {
            return CodeChecks::default();
        };
        if let Some(problems) = self.scope.deferred.get(LOCAL) {
            self.problems.extend(problems);
        }
        let mut value = Value::new(attribute.value.place, data.clone());
        value.data.reveal();
        let evaluator = Evaluator::new(&self.scope, self.problems, self.needs);
        let mut reader = Reader { evaluator, found: CodeChecks::default() };
        reader.settings(&value);
        reader.found
    }
}

struct Reader<'a, 's> {
    evaluator: Evaluator<'a, 's>,
    found: CodeChecks,
}

impl Reader<'_, '_> {
    fn settings(&mut self, value: &Value) {
        let Some(settings) = self.members(value, "what is said of the checks") else { return };
        for (name, Member { key, value }) in settings {
            match name.as_str() {
                "optional_mtls" => self.found.checks.optional_mtls = self.flag(value),
                "runtime_features" => self.features(value),
                _ => {
                    let message = format!("the checks have no setting `{name}`");
                    let help = did_you_mean(name, Checks::MEMBERS, "there are");
                    self.invalid(*key, &message, help);
                }
            }
        }
    }

    fn features(&mut self, value: &Value) {
        let Some(features) = self.members(value, "`runtime_features`") else { return };
        for (id, Member { key, value }) in features {
            if let Some(state) = self.state(value) {
                self.found.checks.runtime_features.insert(id.clone(), state);
                self.found.features.insert(id.clone(), *key);
            }
        }
    }

    fn flag(&mut self, value: &Value) -> Option<bool> {
        let found = value.data.to_bool();
        if found.is_none() {
            self.wrong_type(value, "`optional_mtls` is a bool", "write `true` or `false`");
        }
        found
    }

    fn state(&mut self, value: &Value) -> Option<FeatureState> {
        let Data::Text(text) = &value.data else {
            self.wrong_type(value, "the state of a feature is a string", "write one such as `\"works\"`");
            return None;
        };
        let Some(text) = text.known() else {
            self.evaluator.not_known_yet(value, "the state of a feature");
            return None;
        };
        let state = FeatureState::parse(text);
        if state.is_none() {
            let help = did_you_mean(text, FeatureState::ALL.map(FeatureState::as_str), "there are");
            self.invalid(value.place, &format!("`{text}` is no state of a feature"), help);
        }
        state
    }

    /// The members of an object, of which null has none. `None` if it is no object, which is reported.
    fn members<'v>(&mut self, value: &'v Value, what: &str) -> Option<&'v Map<String, Member>> {
        if let Data::Object(members) = &value.data {
            return Some(members);
        }
        self.wrong_type(value, &format!("{what} is an object"), "write `{ NAME = VALUE }`");
        None
    }

    /// Reports a value of the wrong type. Nothing is wrong with null, and what is wrong with what is not known was said.
    fn wrong_type(&mut self, value: &Value, what: &str, help: &str) {
        match &value.data {
            Data::Null(_) | Data::Unknown => {}
            Data::Later(_) => self.evaluator.not_known_yet(value, "what is said of the checks"),
            data => {
                let message = format!("{what}, but this is {}", data.noun());
                self.invalid(value.place, &message, Some(help.into()));
            }
        }
    }

    fn invalid(&mut self, place: Place, message: &str, help: Option<String>) {
        let problem = self.evaluator.problems.add(Code::InvalidChecks, place, printable(message));
        if let Some(help) = help {
            problem.help(help);
        }
    }
}
