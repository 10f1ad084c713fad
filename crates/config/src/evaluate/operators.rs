//! Operators and conditionals. Nothing is computed from a value that only CloudFront knows: the result is then known only after
//! apply too. Both sides of `&&` and `||` are worked out, as in Terraform.

use super::{
    Evaluator,
    convert::convert,
    number::Number,
    unify::unify,
    value::{Data, Value},
    worse,
};
use crate::{
    problem::Place,
    syntax::{Binary, Conditional, Expression, Operator, Unary},
};
use alloc::format;
use connfn_core::diagnostic::Code;
use core::{cmp::Ordering, mem::discriminant};

impl Evaluator<'_, '_> {
    pub(super) fn conditional(&mut self, found: &Conditional) -> Data {
        // Both results are worked out, as they share a type; but what is wrong with one that is not chosen rarely matters.
        let mut sensitive = false;
        let condition = self.value(&found.condition);
        let condition = self.decision(condition, &mut sensitive);
        let chosen = condition.as_ref().ok().copied();
        let before_yes = self.problems.mark();
        let yes = self.value(&found.yes);
        if chosen != Some(true) {
            self.problems.forget_unused(before_yes);
        }
        let before_no = self.problems.mark();
        let no = self.value(&found.no);
        if chosen != Some(false) {
            self.problems.forget_unused(before_no);
        }
        let place = found.yes.place.to(found.no.place);
        let (yes_noun, no_noun) = (yes.data.noun(), no.data.noun());
        let Some(of) = unify(&[yes.data.kind(), no.data.kind()]) else {
            let message = format!("the results of a condition have one type, but these are {yes_noun} and {no_noun}");
            return self.refuse_with(Code::WrongType, place, message, "both become a type that they have in common");
        };
        match condition {
            Ok(yes_is_chosen) => match convert(if yes_is_chosen { yes } else { no }, &of) {
                Ok(value) => value.data.hidden_if(sensitive),
                Err(error) => self.refuse(Code::WrongType, place, error),
            },
            Err(data) => data.hidden_if(sensitive),
        }
    }

    pub(super) fn unary(&mut self, operator: Unary, operand: &Expression) -> Data {
        let mut sensitive = false;
        let operand = self.value(operand);
        let result = match operator {
            Unary::Not => self.decision(operand, &mut sensitive).map(|value| Data::Bool(!value)),
            Unary::Negate => self.numeric(operand, &mut sensitive).map(|value| Data::Number(value.negate())),
        };
        result.unwrap_or_else(|data| data).hidden_if(sensitive)
    }

    pub(super) fn binary(&mut self, found: &Binary, place: Place) -> Data {
        let left = self.value(&found.left);
        let right = self.value(&found.right);
        let mut sensitive = false;
        let result = match found.operator {
            Operator::Equal | Operator::NotEqual => equality(left, right, &mut sensitive)
                .map(|equal| equal == (found.operator == Operator::Equal))
                .map(Data::Bool),
            Operator::And | Operator::Or => {
                let left = self.decision(left, &mut sensitive);
                let right = self.decision(right, &mut sensitive);
                both(left, right).map(|(left, right)| {
                    Data::Bool(if found.operator == Operator::And { left && right } else { left || right })
                })
            }
            operator => {
                let left = self.numeric(left, &mut sensitive);
                let right = self.numeric(right, &mut sensitive);
                both(left, right).map(|(left, right)| self.arithmetic(operator, &left, &right, found, place))
            }
        };
        result.unwrap_or_else(|data| data).hidden_if(sensitive)
    }

    fn arithmetic(&mut self, operator: Operator, left: &Number, right: &Number, found: &Binary, place: Place) -> Data {
        let order = || left.compare(right);
        let result = match operator {
            Operator::Add => left.add(right),
            Operator::Subtract => left.subtract(right),
            Operator::Multiply => left.multiply(right),
            Operator::Divide | Operator::Remainder if right.is_zero() => {
                return self.refuse(Code::FunctionArguments, found.right.place, "division by zero");
            }
            Operator::Divide => left.divide(right),
            Operator::Remainder => left.remainder(right),
            Operator::Less => return Data::Bool(order() == Ordering::Less),
            Operator::LessOrEqual => return Data::Bool(order() != Ordering::Greater),
            Operator::Greater => return Data::Bool(order() == Ordering::Greater),
            _ => return Data::Bool(order() != Ordering::Less),
        };
        result.map_or_else(
            || self.refuse(Code::UnsupportedExpression, place, "connfn does not compute with numbers of this size"),
            Data::Number,
        )
    }

    /// A number.
    fn numeric(&mut self, value: Value, sensitive: &mut bool) -> Result<Number, Data> {
        self.operand(value, sensitive, "an operand", "a number", Data::to_number)
    }
}

/// Whether two values are the same; an error is the value that comes of it instead.
fn equality(mut left: Value, mut right: Value, sensitive: &mut bool) -> Result<bool, Data> {
    *sensitive |= left.data.reveal() | right.data.reveal();
    if differ(&left.data, &right.data) {
        return Ok(false);
    }
    if left.data.has_unknown() || right.data.has_unknown() {
        return Err(Data::Unknown);
    }
    match left.data.reference().or_else(|| right.data.reference()) {
        Some(cause) => Err(Data::Later(cause)),
        None => Ok(left.data.same(&right.data)),
    }
}

/// Whether two values are of different shapes, whatever of them is known. What is not known at all may be null, but not a string
/// that holds what CloudFront sets, nor what that is a part of.
fn differ(left: &Data, right: &Data) -> bool {
    match (left, right) {
        (Data::Unknown | Data::Later(_), _) | (_, Data::Unknown | Data::Later(_)) => false,
        (Data::List(left), Data::List(right)) => left.len() != right.len(),
        _ => discriminant(left) != discriminant(right),
    }
}

fn both<A, B>(left: Result<A, Data>, right: Result<B, Data>) -> Result<(A, B), Data> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(worse(Some(left), right)),
        (Err(data), _) | (_, Err(data)) => Err(data),
    }
}
