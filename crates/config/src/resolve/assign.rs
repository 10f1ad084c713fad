//! Which variables the values from outside are given to. Those of what is not declared are reported.

use super::{
    declare::Declared,
    given::{Assignments, Given},
};
use crate::{
    problem::{Place, Problems},
    sources::{VariableOrigin, VariableValue},
    suggest::did_you_mean,
    syntax::Body,
};
use alloc::{format, string::String};
use connfn_core::diagnostic::{Code, Severity};

impl<'d> Declared<'d> {
    /// Takes the values that are given to variables, the later over the earlier.
    pub(super) fn assign(&mut self, assignments: &'d [Assignments<'d>], complete: bool, problems: &mut Problems) {
        for assignments in assignments {
            match assignments {
                Assignments::Body(body) => self.assign_body(body, complete, problems),
                Assignments::Text(value, file) => self.assign_text(value, *file, complete, problems),
            }
        }
    }

    fn assign_body(&mut self, body: &'d Body, complete: bool, problems: &mut Problems) {
        for block in &body.blocks {
            problems
                .add(Code::UnsupportedBlock, block.kind_place, "a file of values holds no blocks")
                .help(format!("write `{} = {{ … }}`", block.kind));
        }
        for attribute in &body.attributes {
            if self.variables.contains_key(&attribute.name) {
                self.assigned.insert(attribute.name.clone(), Given::Attribute(attribute));
            } else if complete {
                // Terraform lets it pass, as one file may serve several configurations.
                self.undeclared(&attribute.name, attribute.place, Severity::Warning, problems);
            }
        }
    }

    fn assign_text(&mut self, value: &'d VariableValue, file: usize, complete: bool, problems: &mut Problems) {
        let name = &value.name;
        if self.variables.contains_key(name) {
            self.assigned.insert(name.clone(), Given::Text(value, file));
        } else if complete && value.from == VariableOrigin::Option {
            self.undeclared(name, Place::new(file, &(0..name.len())), Severity::Error, problems);
        }
    }

    fn undeclared(&self, name: &str, place: Place, severity: Severity, problems: &mut Problems) {
        let help = did_you_mean(name, self.variables.keys().map(String::as_str), "declared are");
        let problem = problems.add(Code::UnknownReference, place, format!("the variable `{name}` is not declared"));
        problem.severity(severity);
        if let Some(help) = help {
            problem.help(help);
        }
    }
}
