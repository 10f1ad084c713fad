//! Texts as HCL writes them: within quotes, where a backslash escapes, and bare, as in a heredoc and in every string of the data
//! formats, where none does. Reading back what is written gives the text or the template that it was made of.

use super::{Origin, parse_expression, parse_template};
use crate::{
    problem::{Place, Problems},
    syntax::tree::{Kind, Part},
    write::escape,
};
use alloc::{format, string::String, vec::Vec};

/// Whether a text is a name by itself.
pub(crate) fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// The bare template that stands for a text.
pub(crate) fn template_of(text: &str) -> String {
    let mut out = String::new();
    literal(text, false, None, &mut out);
    out
}

/// A bare template as it is written in quotes, which are left out. None if it is none, which is reported at the place.
pub(crate) fn template_in_quotes(template: &str, place: Place, problems: &mut Problems) -> Option<String> {
    let (parts, text) = parts_of(template, place, problems)?;
    Some(parts_in_quotes(&parts, &|place| text.get(place.start..place.end).unwrap_or_default()))
}

/// The parts of a bare template, whose places are offsets in its own text, which is given back with them.
pub(crate) fn parts_of<'t>(template: &'t str, place: Place, problems: &mut Problems) -> Option<(Vec<Part>, &'t str)> {
    if !template.contains("${") && !template.contains("%{") {
        return Some((Vec::from([Part::Literal(template.into())]), template));
    }
    let mut found = Problems::default();
    let parsed = parse_template(place.file, template, Origin::Same, place, &mut found);
    if found.mark() > 0 {
        // What is wrong is said at the place that the template has in its file.
        parse_template(place.file, template, Origin::Whole(place), place, problems);
        return None;
    }
    match parsed.kind {
        Kind::Template(parts) => Some((parts, template)),
        _ => None,
    }
}

/// Whether a text is an expression.
pub(crate) fn is_expression(text: &str) -> bool {
    parse_expression(0, text, Origin::Same).is_some()
}

/// Parts of a template within quotes.
pub(crate) fn parts_in_quotes<'t>(parts: &[Part], source: &dyn Fn(Place) -> &'t str) -> String {
    let mut out = String::new();
    write(parts, source, true, None, &mut out);
    out
}

/// Parts of a template without quotes.
pub(crate) fn parts_bare<'t>(parts: &[Part], source: &dyn Fn(Place) -> &'t str) -> String {
    let mut out = String::new();
    write(parts, source, false, None, &mut out);
    out
}

/// Writes parts that a sequence with the character `after` follows, or none.
fn write<'t>(
    parts: &[Part],
    source: &dyn Fn(Place) -> &'t str,
    in_quotes: bool,
    after: Option<char>,
    out: &mut String,
) {
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => {
                let next = match parts.get(index + 1) {
                    Some(Part::Literal(_)) => None,
                    Some(Part::Interpolation(_)) => Some('$'),
                    Some(Part::If(_) | Part::For(_)) => Some('%'),
                    None => after,
                };
                literal(text, in_quotes, next, out);
            }
            Part::Interpolation(expression) => {
                out.push_str(&format!("${{{}}}", source(expression.place)));
            }
            Part::If(choice) => {
                out.push_str(&format!("%{{ if {} }}", source(choice.condition.place)));
                write(&choice.yes, source, in_quotes, Some('%'), out);
                if !choice.no.is_empty() {
                    out.push_str("%{ else }");
                    write(&choice.no, source, in_quotes, Some('%'), out);
                }
                out.push_str("%{ endif }");
            }
            Part::For(repetition) => {
                let key = repetition.key_name.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
                let collection = source(repetition.collection.place);
                out.push_str(&format!("%{{ for {key}{} in {collection} }}", repetition.value_name));
                write(&repetition.parts, source, in_quotes, Some('%'), out);
                out.push_str("%{ endfor }");
            }
        }
    }
}

/// Writes a text that stands for itself. What comes next may be a sequence that starts with a `$` or a `%`.
fn literal(text: &str, in_quotes: bool, next: Option<char>, out: &mut String) {
    if in_quotes {
        let last = text.chars().last().filter(|last| Some(*last) == next);
        let text = last.and_then(|last| text.strip_suffix(last)).unwrap_or(text);
        out.push_str(&escape(text));
        if let Some(last) = last {
            out.push_str(&format!("\\u{:04x}", u32::from(last)));
        }
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find(['$', '%']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mark = from.chars().next().unwrap_or_default();
        let after = from.trim_start_matches(mark);
        let run = from.strip_suffix(after).unwrap_or(from);
        out.push_str(before);
        let opens = after.starts_with('{') || (after.is_empty() && next == Some(mark));
        match (opens, run.len()) {
            (false, _) => out.push_str(run),
            // `$${` stands for `${`.
            (true, 1) if !after.is_empty() => out.push_str(&format!("{mark}{mark}")),
            // After another `$` that could be read otherwise, so the text is one of an expression.
            _ => out.push_str(&format!("${{\"{run}\"}}")),
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_back() {
        for text in
            ["", "$", "${", "$${", "$$${a}", "%{", "%%{ if", "a$", "a%", "$%{", "%${", "$a{", "{$", "$$", "`${1}`"]
        {
            for next in ["", "${x}", "%{ if x }y%{ endif }"] {
                if next.starts_with('%') {
                    continue;
                }
                let mut bare = String::new();
                literal(text, false, next.chars().next(), &mut bare);
                bare.push_str(next);
                let mut quoted = String::new();
                literal(text, true, next.chars().next(), &mut quoted);
                let quoted = format!("\"{quoted}{next}\"");
                let mut problems = Problems::default();
                let place = Place { file: 0, start: 0, end: 0 };
                let (parts, _) = parts_of(&bare, place, &mut problems).unwrap_or_else(|| panic!("{bare}"));
                assert_eq!(joined(&parts), format!("{text}{}", if next.is_empty() { "" } else { "<x>" }), "{bare}");
                let again = parts_bare(&parts, &|place| bare.get(place.start..place.end).unwrap());
                let (parts, _) = parts_of(&again, place, &mut problems).unwrap();
                assert_eq!(joined(&parts), format!("{text}{}", if next.is_empty() { "" } else { "<x>" }), "{again}");
                let Some(expression) = parse_expression(0, &quoted, Origin::Same) else { panic!("{quoted}") };
                let said = match expression.kind {
                    Kind::String(text) => text,
                    Kind::Template(parts) => joined(&parts),
                    _ => panic!("{quoted}"),
                };
                assert_eq!(said, format!("{text}{}", if next.is_empty() { "" } else { "<x>" }), "{quoted}");
            }
        }
    }

    fn joined(parts: &[Part]) -> String {
        let text = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Interpolation(expression) => match &expression.kind {
                Kind::String(text) => text.clone(),
                _ => "<x>".into(),
            },
            Part::If(_) | Part::For(_) => "<directive>".into(),
        };
        parts.iter().map(text).collect()
    }
}
