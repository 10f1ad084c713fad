//! Operators and conditionals. Nothing is computed from a value that only CloudFront knows.

use super::{
    Evaluator,
    number::Number,
    unify::{Unified, unify},
    value::{Data, Value},
};
use crate::{
    problem::Place,
    syntax::{Binary, Conditional, Expression, Operator, Unary},
};
use alloc::format;
use connfn_core::diagnostic::Code;
use core::cmp::Ordering;

impl Evaluator<'_, '_> {
    pub(super) fn conditional(&mut self, found: &Conditional) -> Data {
        // Both results are worked out, as they share a type; but what is wrong with one that is not chosen rarely matters.
        let condition = self.condition(&found.condition);
        let before_yes = self.problems.mark();
        let yes = self.evaluate(&found.yes).data;
        if condition != Some(true) {
            self.problems.forget_unused(before_yes);
        }
        let before_no = self.problems.mark();
        let no = self.evaluate(&found.no).data;
        if condition != Some(false) {
            self.problems.forget_unused(before_no);
        }
        let (yes_noun, no_noun) = (yes.noun(), no.noun());
        let (chosen, other) = match condition {
            Some(true) => (yes, no),
            Some(false) => (no, yes),
            None => return Data::Unknown,
        };
        match unify([&chosen, &other]) {
            Unified::Same => chosen,
            Unified::Strings => chosen.to_text().map_or(Data::Unknown, Data::Text),
            Unified::Never => {
                let message =
                    format!("the results of a condition have one type, but these are {yes_noun} and {no_noun}");
                self.refuse(Code::WrongType, found.yes.place.to(found.no.place), message)
            }
            Unified::Beyond => self.refuse_with(
                Code::UnsupportedExpression,
                found.yes.place.to(found.no.place),
                "connfn does not convert lists and objects to a common type",
                "write numbers and bools in them as strings",
            ),
        }
    }

    pub(super) fn unary(&mut self, operator: Unary, operand: &Expression) -> Data {
        match operator {
            Unary::Not => self.condition(operand).map_or(Data::Unknown, |value| Data::Bool(!value)),
            Unary::Negate => match self.number(operand) {
                Some(number) => number.negate().map_or(Data::Unknown, Data::Number),
                None => Data::Unknown,
            },
        }
    }

    pub(super) fn binary(&mut self, found: &Binary, place: Place) -> Data {
        match found.operator {
            Operator::Equal | Operator::NotEqual => self.equality(found),
            Operator::And | Operator::Or => {
                // If the left side decides, what is wrong with the right one does not matter.
                let decides = found.operator == Operator::Or;
                match self.condition(&found.left) {
                    None => Data::Unknown,
                    Some(left) if left == decides => {
                        let mark = self.problems.mark();
                        self.evaluate(&found.right);
                        self.problems.forget_unused(mark);
                        Data::Bool(decides)
                    }
                    Some(_) => self.condition(&found.right).map_or(Data::Unknown, Data::Bool),
                }
            }
            operator => {
                let left = self.number(&found.left);
                let right = self.number(&found.right);
                let (Some(left), Some(right)) = (left, right) else { return Data::Unknown };
                let result = match operator {
                    Operator::Add => left.add(right).map(Data::Number),
                    Operator::Subtract => right.negate().and_then(|right| left.add(right)).map(Data::Number),
                    Operator::Multiply => left.multiply(right).map(Data::Number),
                    Operator::Divide | Operator::Remainder if right.is_zero() => {
                        return self.refuse(Code::FunctionArguments, found.right.place, "division by zero");
                    }
                    Operator::Divide => left.divide(right).map(Data::Number),
                    Operator::Remainder => left.remainder(right).map(Data::Number),
                    Operator::Less => left.compare(right).map(|order| Data::Bool(order == Ordering::Less)),
                    Operator::LessOrEqual => left.compare(right).map(|order| Data::Bool(order != Ordering::Greater)),
                    Operator::Greater => left.compare(right).map(|order| Data::Bool(order == Ordering::Greater)),
                    _ => left.compare(right).map(|order| Data::Bool(order != Ordering::Less)),
                };
                result.unwrap_or_else(|| {
                    self.refuse(Code::UnsupportedExpression, place, "the result cannot be held exactly")
                })
            }
        }
    }

    fn equality(&mut self, found: &Binary) -> Data {
        let left = self.evaluate(&found.left);
        let right = self.evaluate(&found.right);
        if left.data.has_unknown() || right.data.has_unknown() {
            return Data::Unknown;
        }
        for value in [&left, &right] {
            if !value.data.is_known() {
                self.not_known_yet(value, "what is compared");
                return Data::Unknown;
            }
        }
        Data::Bool(left.data.same(&right.data) == (found.operator == Operator::Equal))
    }

    /// A number that must be known. `None` if that was reported.
    pub(super) fn number(&mut self, expression: &Expression) -> Option<Number> {
        let value = self.evaluate(expression);
        self.known_number(&value)
    }

    fn known_number(&mut self, value: &Value) -> Option<Number> {
        if value.data.is_unknown() {
            return None;
        }
        let number = value.data.to_number();
        if number.is_none() {
            if value.data.reference().is_some() {
                self.not_known_yet(value, "a number");
            } else {
                let noun = value.data.noun();
                self.refuse(Code::WrongType, value.place, format!("expected a number, but this is {noun}"));
            }
        }
        number
    }
}
