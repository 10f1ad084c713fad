//! Templates: strings with interpolations, conditions and repetitions.

use super::{
    Evaluator,
    value::{self, Data, Value},
    worse,
};
use crate::{
    problem::{OTHER_FILES, Place},
    syntax::{self, Part},
};
use alloc::{format, rc::Rc, string::String, vec::Vec};
use connfn_core::desired::AttributeRef;
use connfn_core::diagnostic::Code;
use connfn_core::ordered::Map;
use connfn_core::text::Text;
use core::cell::RefCell;

/// The templates in files that were parsed; none if a text is no template, which was reported.
pub(crate) type Parsed = RefCell<Map<String, Rc<Vec<Part>>>>;

/// What a template comes to.
#[derive(Default)]
struct Output {
    texts: Vec<Text<AttributeRef>>,
    sensitive: bool,
    /// What came instead of a text.
    failed: Option<Data>,
}

impl Evaluator<'_, '_> {
    pub(super) fn template(&mut self, parts: &[Part]) -> Data {
        if let [Part::Interpolation(only)] = parts {
            return self.value(only).data;
        }
        let mut output = Output::default();
        self.parts(parts, &mut output);
        output.failed.unwrap_or_else(|| Data::Text(value::join(output.texts))).hidden_if(output.sensitive)
    }

    /// A template in a file, which is parsed once however often it is called.
    pub(super) fn file_template(&mut self, name: &str, text: &str, variables: Vec<(String, Data)>) -> Data {
        let parsed = self.scope.templates.borrow().get(name).cloned();
        let parts = match parsed {
            Some(parts) => parts,
            None => {
                let number = self.scope.sources.files.keys().position(|other| other == name).unwrap_or(0);
                let place = Place::new(OTHER_FILES + number, &(0..text.len()));
                let parts = match syntax::template(text, place, true, self.problems) {
                    Some(parts) => Rc::new(parts),
                    None => return Data::Unknown,
                };
                self.scope.templates.borrow_mut().insert(String::from(name), Rc::clone(&parts));
                parts
            }
        };
        self.isolated_template(&parts, variables)
    }

    /// A template in a value, which stands nowhere of its own.
    pub(super) fn text_template(&mut self, text: &str, place: Place, variables: Vec<(String, Data)>) -> Data {
        match syntax::template(text, place, false, self.problems) {
            Some(parts) => self.isolated_template(&parts, variables),
            None => Data::Unknown,
        }
    }

    /// A template sees nothing but what it is given.
    fn isolated_template(&mut self, parts: &[Part], variables: Vec<(String, Data)>) -> Data {
        let outer = core::mem::replace(&mut self.bound, variables);
        self.isolated = true;
        let data = self.template(parts);
        self.isolated = false;
        self.bound = outer;
        data
    }

    fn parts(&mut self, parts: &[Part], output: &mut Output) {
        for part in parts {
            match part {
                Part::Literal(text) => output.texts.push(Text::literal(text.clone())),
                Part::Interpolation(expression) => {
                    let value = self.value(expression);
                    self.piece(value, output);
                }
                Part::If(choice) => {
                    let condition = self.value(&choice.condition);
                    match self.decision(condition, &mut output.sensitive) {
                        Ok(yes) => self.parts(if yes { &choice.yes } else { &choice.no }, output),
                        Err(data) => output.fail(data),
                    }
                }
                Part::For(repetition) => {
                    let mut collection = self.value(&repetition.collection);
                    output.sensitive |= collection.data.open();
                    let items = match self.pairs(collection, "`for`") {
                        Ok(items) => items,
                        Err(data) => {
                            output.fail(data);
                            continue;
                        }
                    };
                    let depth = self.bound.len();
                    for (key, item) in items {
                        self.bound.truncate(depth);
                        if let Some(name) = &repetition.key_name {
                            self.bound.push((name.clone(), key));
                        }
                        self.bound.push((repetition.value_name.clone(), item.data));
                        if self.spend(1, item.place) {
                            self.parts(&repetition.parts, output);
                        }
                    }
                    self.bound.truncate(depth);
                }
            }
        }
    }

    fn piece(&mut self, mut value: Value, output: &mut Output) {
        output.sensitive |= value.data.open();
        match value.data.to_text() {
            Some(text) => {
                let size = value.data.size();
                if self.spend(size, value.place) {
                    output.texts.push(text);
                } else {
                    output.fail(Data::Unknown);
                }
            }
            None if matches!(value.data, Data::Unknown | Data::Later(_)) => output.fail(value.data),
            None => {
                let noun = value.data.noun();
                output.fail(self.refuse_with(
                    Code::WrongType,
                    value.place,
                    format!("{noun} cannot be part of a string"),
                    "only strings, numbers and bools can",
                ));
            }
        }
    }
}

impl Output {
    fn fail(&mut self, data: Data) {
        self.failed = Some(worse(self.failed.take(), data));
    }
}
