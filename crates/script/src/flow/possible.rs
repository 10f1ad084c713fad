//! What a value can be at all, where the program itself chooses among constants: `deny ? 'a' : 'b'`, or a function that returns
//! one of two texts.

use super::state::is_truthy;
use super::walk::Walk;
use crate::facts::{Binding, BindingKind, ExpressionId, FunctionId, Kind, Logical, MODULE, Statement};
use crate::meaning::Meaning;
use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};

/// How far values are followed.
const DEPTH: usize = 8;
/// How often a variable may be given a value.
const WRITES: usize = 16;

/// What a value can be.
pub(super) enum Possible {
    /// Anything.
    Open,
    /// One of these constants.
    These(Vec<String>),
    /// That is not worked out.
    Unsure,
}

impl Possible {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unsure, _) | (_, Self::Unsure) => Self::Unsure,
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::These(mut values), Self::These(others)) => {
                values.extend(others);
                Self::These(values)
            }
        }
    }

    /// Without those that do not count as true, or as false.
    fn only(self, truthy: bool) -> Self {
        match self {
            Self::These(values) => Self::These(values.into_iter().filter(|value| is_truthy(value) == truthy).collect()),
            other => other,
        }
    }
}

impl Walk<'_> {
    pub(super) fn possible(&self, id: ExpressionId) -> Possible {
        self.possible_within(id, DEPTH)
    }

    fn possible_within(&self, id: ExpressionId, depth: usize) -> Possible {
        let Some(depth) = depth.checked_sub(1) else { return Possible::Unsure };
        if let Some(constant) = self.fold(id) {
            return Possible::These(vec![constant]);
        }
        let facts = self.subject.facts;
        match facts.kind(id) {
            Kind::Name { binding: Some(binding), .. } => match facts.binding(*binding) {
                Some(binding) if binding.is_constant() => match binding.value {
                    Some(value) if value < id => self.possible_within(value, depth),
                    _ => Possible::Open,
                },
                Some(binding) => self.given(binding, depth),
                None => Possible::Open,
            },
            Kind::Conditional { then, otherwise, .. } => {
                self.possible_within(*then, depth).or(self.possible_within(*otherwise, depth))
            }
            Kind::Logical { operator, left, right } => {
                let left = self.possible_within(*left, depth);
                let left = match operator {
                    Logical::And => left.only(false),
                    Logical::Or => left.only(true),
                    Logical::Nullish => left,
                };
                left.or(self.possible_within(*right, depth))
            }
            Kind::Await(inner) => self.possible_within(*inner, depth),
            Kind::Not(_) | Kind::Binary { operator: "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=", .. } => {
                Possible::These(vec!["true".to_owned(), "false".to_owned()])
            }
            Kind::Call { callee, is_new: false, .. } => {
                let function = match facts.kind(*callee) {
                    Kind::Name { binding: Some(binding), .. } => facts.function_of(*binding),
                    Kind::Function(function) => Some(*function),
                    _ => None,
                };
                function.map_or(Possible::Open, |function| self.returned(function, depth))
            }
            Kind::Member { object, name, .. } => {
                let values = self.subject.meanings.get(*object).field(name).unwrap_or(Meaning::Unknown).values();
                match values {
                    [] => Possible::Open,
                    values => Possible::These(values.iter().map(|value| format!("{value:?}")).collect()),
                }
            }
            _ => Possible::Open,
        }
    }

    /// What a variable is given, where it is declared and later.
    fn given(&self, binding: &Binding, depth: usize) -> Possible {
        let facts = self.subject.facts;
        if !matches!(binding.kind, BindingKind::Let | BindingKind::Var) || binding.writes.len() > WRITES {
            return Possible::Open;
        }
        // What one variable is given by another is not followed far.
        let depth = depth.min(3);
        let mut possible = match binding.value {
            None => Possible::These(vec!["undefined".to_owned()]),
            Some(value) => self.possible_within(value, depth),
        };
        for write in &binding.writes {
            let parent = facts.expression(*write).parent.map(|parent| facts.kind(parent));
            possible = possible.or(match parent {
                Some(Kind::Assign { operator: "=", target, value: Some(value) }) if target == write => {
                    self.possible_within(*value, depth)
                }
                _ => Possible::Open,
            });
        }
        possible
    }

    /// What a function of the program returns.
    fn returned(&self, function: FunctionId, depth: usize) -> Possible {
        let Some(called) = self.subject.facts.function(function).filter(|_| function != MODULE) else {
            return Possible::Open;
        };
        let mut returned = Vec::new();
        returns(&called.body, &mut returned);
        let mut possible = match reaches_its_end(&called.body) {
            Some(true) => Possible::These(vec!["undefined".to_owned()]),
            Some(false) => Possible::These(Vec::new()),
            None => Possible::Unsure,
        };
        for value in returned {
            possible = possible.or(match value {
                Some(value) => self.possible_within(value, depth),
                None => Possible::These(vec!["undefined".to_owned()]),
            });
        }
        possible
    }

    /// The constant that an expression is, as it is written.
    pub(super) fn fold(&self, id: ExpressionId) -> Option<String> {
        self.fold_within(id, DEPTH)
    }

    fn fold_within(&self, id: ExpressionId, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let facts = self.subject.facts;
        let boolean = |value: bool| Some(if value { "true" } else { "false" }.to_owned());
        match facts.kind(id) {
            Kind::Text(text) => Some(format!("{text:?}")),
            Kind::Number(number) if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
                Some(number.clone())
            }
            Kind::Boolean(value) => boolean(*value),
            Kind::Null => Some("null".to_owned()),
            Kind::Name { name, binding: None } if name == "undefined" => Some(name.clone()),
            Kind::Name { binding: Some(binding), .. } => {
                if self.arguments.iter().any(|(known, _)| known == binding) {
                    return None;
                }
                let value = facts.binding(*binding).filter(|binding| binding.is_constant())?.value?;
                if value < id { self.fold_within(value, depth) } else { None }
            }
            Kind::Not(inner) => boolean(!is_truthy(&self.fold_within(*inner, depth)?)),
            Kind::Conditional { test, then, otherwise } => {
                let way = if is_truthy(&self.fold_within(*test, depth)?) { then } else { otherwise };
                self.fold_within(*way, depth)
            }
            Kind::Binary { operator, left, right } => {
                let (left, right) = (self.fold_within(*left, depth)?, self.fold_within(*right, depth)?);
                boolean(compare(operator, &left, &right)?)
            }
            _ => None,
        }
    }
}

/// Whether a comparison of constants of one sort holds.
fn compare(operator: &str, left: &str, right: &str) -> Option<bool> {
    let numbers = left.parse::<f64>().ok().zip(right.parse::<f64>().ok());
    let same_sort = numbers.is_some() || left.starts_with('"') == right.starts_with('"');
    match (operator, numbers) {
        ("===" | "==", None) if same_sort => Some(left == right),
        ("!==" | "!=", None) if same_sort => Some(left != right),
        ("===", None) => Some(false),
        ("!==", None) => Some(true),
        (_, None) => None,
        (operator, Some((left, right))) => {
            let order = left.partial_cmp(&right)?;
            match operator {
                "===" | "==" => Some(order.is_eq()),
                "!==" | "!=" => Some(order.is_ne()),
                "<" => Some(order.is_lt()),
                ">" => Some(order.is_gt()),
                "<=" => Some(order.is_le()),
                ">=" => Some(order.is_ge()),
                _ => None,
            }
        }
    }
}

/// What the statements of a function return.
pub(super) fn returns(statements: &[Statement], found: &mut Vec<Option<ExpressionId>>) {
    for statement in statements {
        match statement {
            Statement::Return { value, .. } => found.push(*value),
            Statement::Block(body) | Statement::Labelled { body, .. } => returns(body, found),
            Statement::If { then, otherwise, .. } => {
                returns(then, found);
                if let Some(otherwise) = otherwise {
                    returns(otherwise, found);
                }
            }
            Statement::Loop(repeated) => returns(&repeated.body, found),
            Statement::Try { body, catch, finally } => {
                returns(body, found);
                for body in [catch, finally].into_iter().flatten() {
                    returns(body, found);
                }
            }
            Statement::Switch { cases, .. } => {
                for case in cases {
                    returns(&case.body, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether the end of a function's statements is reached. None: that is not worked out.
fn reaches_its_end(statements: &[Statement]) -> Option<bool> {
    match statements.last() {
        Some(Statement::Return { .. } | Statement::Throw { .. }) => Some(false),
        Some(Statement::Block(body)) => reaches_its_end(body),
        Some(Statement::If { then, otherwise: Some(otherwise), .. }) => {
            Some(reaches_its_end(then)? || reaches_its_end(otherwise)?)
        }
        Some(Statement::Loop(repeated)) if repeated.test.is_none() && repeated.over.is_none() => None,
        Some(Statement::Switch { .. } | Statement::Try { .. } | Statement::Labelled { .. }) => None,
        _ => Some(true),
    }
}
