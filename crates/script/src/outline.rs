//! Where a program does something: its statements, the rounds of its loops and the bodies of its functions. Whoever runs a function
//! can follow it by that, without knowing the parser.

use crate::facts::{BindingKind, Facts, Kind, Span};
use crate::parse;
use alloc::{string::String, vec, vec::Vec};

/// The places of a program, as offsets into its code. No two of them overlap without one lying in the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub imports: Vec<ImportPlace>,
    /// Statements but blocks, declarations of functions, and what follows a label.
    pub statements: Vec<StatementPlace>,
    /// Where the inside of a block begins that is the body of a function or of a loop.
    pub blocks: Vec<u32>,
    /// The insides of the blocks that are the bodies of functions.
    pub bodies: Vec<Span>,
    /// Where those of them begin which `new` may call, so that `this` may be a new object; those of classes are not.
    pub constructors: Vec<u32>,
    /// The values of arrow functions that have no block.
    pub values: Vec<Span>,
    /// Expressions that may join texts (`+`, `+=` and templates) or put an object behind a new one (`new`, `__proto__` in an object).
    pub made: Vec<Span>,
    /// Variables that are the left operand of an operator, where the right one may change them.
    pub operands: Vec<Span>,
}

/// `import local from 'source'`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPlace {
    pub local: Option<String>,
    pub source: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPlace {
    pub span: Span,
    /// It stands where a block could be, as after `if (…)`.
    pub bare: bool,
}

/// The outline of code that parses; None of code that does not.
pub fn outline(code: &str) -> Option<Outline> {
    if code.len() > parse::LARGEST {
        return None;
    }
    let facts = parse::parse(code);
    if !facts.errors.is_empty() {
        return None;
    }
    Some(Outline {
        imports: imports(&facts),
        made: made(code, &facts),
        operands: operands(&facts),
        statements: facts.places.statements.into_iter().map(|(span, bare)| StatementPlace { span, bare }).collect(),
        blocks: facts.places.blocks,
        bodies: facts.places.bodies,
        constructors: facts.places.constructors,
        values: facts.places.values,
    })
}

fn imports(facts: &Facts) -> Vec<ImportPlace> {
    let local = |position: u32| {
        let binding = facts.bindings.iter().find(|binding| binding.kind == BindingKind::Import(position));
        binding.map(|binding| binding.name.clone())
    };
    let places = (0..).zip(&facts.imports).map(|(position, import)| ImportPlace {
        local: local(position),
        source: import.source.clone(),
        span: import.span.clone(),
    });
    places.collect()
}

fn made(code: &str, facts: &Facts) -> Vec<Span> {
    let tagged: Vec<&Span> =
        facts.uses.iter().filter(|found| found.feature == "tagged_template").map(|found| &found.span).collect();
    let sums = sums(facts);
    let made = facts.expressions.iter().zip(sums).filter(|(expression, is_sum)| match &expression.kind {
        Kind::Binary { .. } => *is_sum,
        Kind::Assign { operator, value, .. } => *operator == "+=" && value.is_some(),
        // The template after a tag is no text, but the arguments of a call.
        Kind::Template { .. } => !tagged.iter().any(|tagged| tagged.end == expression.span.end),
        // What another `new` makes an object of cannot be told from its arguments.
        Kind::Call { is_new, .. } => *is_new && !follows_new(code, &expression.span),
        _ => false,
    });
    made.map(|(expression, _)| expression.span.clone()).chain(facts.places.linked.iter().cloned()).collect()
}

/// How many operands of `+` may be joined until one looks at what they make. Each look is a call around what is there, and the engine
/// follows those by recursion.
const OPERANDS_OF_A_SUM: usize = 64;

/// Of each expression, whether it is a sum to be looked at: one that is no part of another, and parts of long ones.
fn sums(facts: &Facts) -> Vec<bool> {
    let mut operands = vec![1_usize; facts.expressions.len()];
    let mut sums = vec![false; facts.expressions.len()];
    for (at, expression) in facts.expressions.iter().enumerate() {
        let Kind::Binary { operator: "+", left, right } = expression.kind else { continue };
        let mut total = 0;
        for part in [left.index(), right.index()] {
            let count = operands.get(part).copied().unwrap_or(1);
            total += count;
            // The whole is looked at, and so its small parts need not be.
            if let Some(sum) = sums.get_mut(part).filter(|_| count > 1) {
                *sum = false;
            }
        }
        let is_long = total >= OPERANDS_OF_A_SUM;
        if let (Some(operands), Some(sum)) = (operands.get_mut(at), sums.get_mut(at)) {
            *operands = if is_long { 1 } else { total };
            *sum = true;
        }
    }
    sums
}

fn operands(facts: &Facts) -> Vec<Span> {
    let left = facts.expressions.iter().filter_map(|expression| match &expression.kind {
        Kind::Binary { left, right, .. } => {
            let is_variable = matches!(facts.kind(*left), Kind::Name { binding: Some(_), .. });
            (is_variable && !facts.kind(*right).parts().is_empty()).then(|| facts.span(*left))
        }
        _ => None,
    });
    left.collect()
}

fn follows_new(code: &str, span: &Span) -> bool {
    code.get(..span.start as usize).is_some_and(|before| before.trim_end().ends_with("new"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'c>(code: &'c str, spans: impl IntoIterator<Item = &'c Span>) -> Vec<&'c str> {
        spans.into_iter().map(|span| code.get(span.start as usize..span.end as usize).unwrap()).collect()
    }

    #[test]
    fn places_are_those_of_what_is_done() {
        let code = "import cf from 'cloudfront'; if (a) b(); else { c(); } x: while (d) e(); function f() { return; } g = h => i;";
        let outline = outline(code).unwrap();
        let bare: Vec<&Span> = outline.statements.iter().filter(|found| found.bare).map(|found| &found.span).collect();
        let other: Vec<&Span> =
            outline.statements.iter().filter(|found| !found.bare).map(|found| &found.span).collect();
        assert_eq!(texts(code, bare), ["b();", "e();"]);
        assert_eq!(
            texts(code, other),
            ["if (a) b(); else { c(); }", "c();", "x: while (d) e();", "return;", "g = h => i;"]
        );
        assert_eq!(texts(code, &outline.values), ["i"]);
        assert_eq!(outline.blocks.len(), 1);
        assert_eq!(outline.constructors, outline.blocks);
        assert_eq!(texts(code, &outline.bodies), [" return; "]);
        assert_eq!(outline.imports[0].local.as_deref(), Some("cf"));
        assert_eq!(texts(code, [&outline.imports[0].span]), ["import cf from 'cloudfront';"]);
    }

    #[test]
    fn what_new_may_call_is_told_from_other_blocks() {
        let code = "while (a) { } const b = () => { }; const c = function () { d; }; class E { constructor() { } }";
        let outline = outline(code).unwrap();
        assert_eq!((outline.blocks.len(), outline.constructors.len()), (4, 1));
        assert!(code.get(outline.constructors[0] as usize..).unwrap().starts_with(" d; }"));
    }

    #[test]
    fn what_may_make_much_is_found() {
        let code = "a + `b${c += d}`; e - f; g`h`; i++; new J; ({ __proto__: k }); new new L()(); ({ l: 1 });";
        assert_eq!(
            texts(code, &outline(code).unwrap().made),
            ["c += d", "`b${c += d}`", "a + `b${c += d}`", "new J", "new new L()()", "{ __proto__: k }"]
        );
    }

    #[test]
    fn of_long_sums_some_parts_are_looked_at() {
        let code = alloc::format!("a{};", " + a".repeat(100));
        let made = outline(&code).unwrap().made;
        assert_eq!(made.len(), 2, "{made:?}");
        assert!(made.contains(&(0..u32::try_from(code.len() - 1).unwrap())));
    }

    #[test]
    fn operands_that_may_change_are_found() {
        let code = "let a, b; a + (a = 1); (b) < b++; a + 1; a + b; a.c + a++; a + f(); d - (d = 1); a && (a = 1);";
        let outline = outline(code).unwrap();
        let starts: Vec<u32> = outline.operands.iter().map(|span| span.start).collect();
        assert_eq!(texts(code, &outline.operands), ["a", "b", "a"]);
        assert!(starts.iter().zip([10, 24, 59]).all(|(start, expected)| *start == expected), "{starts:?}");
    }

    #[test]
    fn code_that_does_not_parse_has_none() {
        assert_eq!(outline("if ("), None);
        assert_eq!(outline(&"[".repeat(40_000)), None);
    }
}
