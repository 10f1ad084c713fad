//! Functions of files. Their texts come from the sources that were given; a file that is in neither map is asked for, and until it
//! is there the value is unknown without an error. So are the names in a folder.

use super::{
    arguments::Arguments,
    encoding::base64,
    hashes,
    outcome::{Fault, Outcome, limit},
};
use crate::{
    evaluate::{
        Evaluator,
        types::Type,
        value::{Data, Member, Value},
    },
    path::Normalised,
    problem::Place,
    unavailable::Unavailable,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use connfn_core::diagnostic::Code;

impl Evaluator<'_, '_> {
    /// The path of a file from the configuration's folder. `None` if it leaves it, which is reported.
    fn located(&mut self, written: &str, place: Place) -> Option<String> {
        let (problem, help) = match self.scope.locate(written) {
            Normalised::Inside(name) => return Some(name),
            Normalised::Folder => {
                self.refuse(Code::FunctionArguments, place, format!("`{written}` is not a file's path"));
                return None;
            }
            Normalised::Absolute => (
                format!("`{written}` is not a path within the configuration's folder"),
                "put the file beside the configuration, and name it from there: `\"${path.module}/function.js\"`",
            ),
            Normalised::Outside => (
                format!("`{written}` leaves the configuration's folder"),
                "put the file beside the configuration, or into the folder of a module that it calls",
            ),
        };
        self.refuse_with(Code::FileOutside, place, problem, help);
        None
    }

    /// The text of a file. `None` if it is still needed, or cannot be had, which is reported.
    fn text_of(&mut self, arguments: &Arguments) -> Option<String> {
        let place = arguments.values.first()?.place;
        let name = self.located(arguments.text(0).ok()?, place)?;
        if let Some(text) = self.scope.sources.files.get(&name) {
            return Some(text.clone());
        }
        let Some(reason) = self.scope.sources.unavailable.get(&name) else {
            self.needs.insert(name);
            return None;
        };
        reason.report(&name, place, self.problems);
        None
    }

    /// What is made of a file's text.
    fn of_file(&mut self, arguments: &Arguments, make: impl FnOnce(&str) -> String) -> Outcome {
        Ok(self.text_of(arguments).map_or(Data::Unknown, |text| Data::text(make(&text))))
    }

    /// The names in a folder, which ends in `/`. `None` if they are still needed.
    fn listing(&mut self, folder: &str) -> Option<Vec<String>> {
        let key = if folder.is_empty() { "./" } else { folder };
        match (self.scope.sources.listings.get(key), self.scope.sources.unavailable.contains_key(key)) {
            (Some(names), _) => Some(names.clone()),
            (None, true) => Some(Vec::new()),
            (None, false) => {
                self.needs.insert(key.to_string());
                None
            }
        }
    }

    /// Gathers the files below a folder that a pattern's parts name. Whether all that it takes is known.
    fn gather(&mut self, folder: &str, within: &str, parts: &[&str], found: &mut Vec<String>, place: Place) -> bool {
        let Some((part, rest)) = parts.split_first() else { return true };
        if !self.spend(1, place) {
            return false;
        }
        let deep = *part == "**";
        let mut known = !deep || rest.is_empty() || self.gather(folder, within, rest, found, place);
        let Some(names) = self.listing(folder) else { return false };
        for name in names {
            let path = format!("{within}{name}");
            match name.strip_suffix('/') {
                Some(_) if deep => known &= self.gather(&format!("{folder}{name}"), &path, parts, found, place),
                Some(plain) if !rest.is_empty() && matches(part.as_bytes(), plain) => {
                    known &= self.gather(&format!("{folder}{name}"), &path, rest, found, place);
                }
                None if rest.is_empty() && (deep || matches(part.as_bytes(), &name)) => found.push(path),
                _ => {}
            }
        }
        known
    }
}

/// Whether a name fits a part of a pattern.
fn matches(pattern: &[u8], name: &str) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return name.is_empty() };
    let mut chars = name.chars();
    match first {
        b'*' => matches(rest, name) || (chars.next().is_some() && matches(pattern, chars.as_str())),
        b'?' => chars.next().is_some() && matches(rest, chars.as_str()),
        b'[' => {
            let Some(end) = rest.iter().skip(1).position(|byte| *byte == b']').map(|end| end + 1) else { return false };
            let Some(c) = chars.next() else { return false };
            let class = core::str::from_utf8(rest.get(..end).unwrap_or_default()).unwrap_or_default();
            let (negated, class) = match class.strip_prefix(['!', '^']) {
                Some(class) => (true, class),
                None => (false, class),
            };
            let members: Vec<char> = class.chars().collect();
            let within = members.contains(&c)
                || members.windows(3).any(|three| matches!(three, [low, '-', high] if (*low..=*high).contains(&c)));
            within != negated && matches(rest.get(end + 1..).unwrap_or_default(), chars.as_str())
        }
        b'\\' => match rest.split_first() {
            Some((escaped, rest)) => {
                name.as_bytes().first() == Some(escaped) && matches(rest, name.get(1..).unwrap_or_default())
            }
            None => false,
        },
        byte => {
            // Bytes beyond ASCII are compared one by one, and a whole character is behind them.
            name.as_bytes().first() == Some(byte)
                && core::str::from_utf8(name.as_bytes().get(1..).unwrap_or_default()).map_or_else(
                    |_| rest_matches(rest, name.as_bytes().get(1..).unwrap_or_default()),
                    |name| matches(rest, name),
                )
        }
    }
}

/// Goes through the rest of a character of several bytes.
fn rest_matches(pattern: &[u8], name: &[u8]) -> bool {
    let more = name.iter().take_while(|byte| **byte & 0xc0 == 0x80).count();
    pattern.get(..more) == name.get(..more)
        && core::str::from_utf8(name.get(more..).unwrap_or_default())
            .is_ok_and(|name| matches(pattern.get(more..).unwrap_or_default(), name))
}

/// A pattern once for each choice of its `{a,b}`.
fn choices(pattern: &str) -> Vec<String> {
    let Some((before, behind)) = pattern.split_once('{') else { return [pattern.to_string()].into() };
    let Some((inside, behind)) = behind.split_once('}') else { return [pattern.to_string()].into() };
    let rests = choices(behind);
    inside
        .split(',')
        .flat_map(|choice| rests.iter().map(move |rest| format!("{before}{choice}{rest}")))
        .take(1000)
        .collect()
}

pub(super) fn file(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| String::from(text))
}

pub(super) fn file_base64(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| base64(text.as_bytes()))
}

pub(super) fn file_md5(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, hashes::md5_of)
}

pub(super) fn file_sha1(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, hashes::sha1_of)
}

pub(super) fn file_sha256(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| hashes::hex(&hashes::sha256_of(text)))
}

pub(super) fn file_sha512(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| hashes::hex(&hashes::sha512_of(text)))
}

pub(super) fn file_base64_sha256(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| base64(&hashes::sha256_of(text)))
}

pub(super) fn file_base64_sha512(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    evaluator.of_file(arguments, |text| base64(&hashes::sha512_of(text)))
}

pub(super) fn file_exists(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    let place = arguments.value(0)?.place;
    let Some(name) = evaluator.located(arguments.text(0)?, place) else { return Ok(Data::Unknown) };
    let sources = evaluator.scope.sources;
    Ok(match (sources.files.contains_key(&name), sources.unavailable.get(&name)) {
        (true, _) => Data::Bool(true),
        (false, Some(reason)) => Data::Bool(*reason != Unavailable::Missing),
        (false, None) => {
            evaluator.needs.insert(name);
            Data::Unknown
        }
    })
}

pub(super) fn file_set(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    let place = arguments.value(0)?.place;
    let folder = match evaluator.scope.locate(arguments.text(0)?) {
        Normalised::Inside(name) => format!("{name}/"),
        Normalised::Folder => String::new(),
        _ => {
            evaluator.located(arguments.text(0)?, place);
            return Ok(Data::Unknown);
        }
    };
    let mut found = Vec::new();
    let mut known = true;
    for pattern in choices(arguments.text(1)?) {
        let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        if parts.contains(&"..") {
            return limit(1, "connfn lists only what lies below the folder");
        }
        known &= evaluator.gather(&folder, "", &parts, &mut found, place);
    }
    if !known {
        return Ok(Data::Unknown);
    }
    Ok(Data::set(Type::String, found.into_iter().map(|name| arguments.made(name)).collect()))
}

pub(super) fn template_file(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    let Some(variables) = variables(evaluator, arguments, "templatefile")? else { return Ok(Data::Unknown) };
    let Some(text) = evaluator.text_of(arguments) else { return Ok(Data::Unknown) };
    let Normalised::Inside(name) = evaluator.scope.locate(arguments.text(0)?) else { return Ok(Data::Unknown) };
    Ok(evaluator.file_template(&name, &text, variables))
}

pub(super) fn template_string(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments) -> Outcome {
    let Some(variables) = variables(evaluator, arguments, "templatestring")? else { return Ok(Data::Unknown) };
    let place = arguments.value(0)?.place;
    Ok(evaluator.text_template(arguments.text(0)?, place, variables))
}

/// What a template may refer to. `None` if there is no template within a template, which is reported.
fn variables(
    evaluator: &mut Evaluator<'_, '_>,
    arguments: &Arguments,
    name: &str,
) -> Result<Option<Vec<(String, Data)>>, Fault> {
    if evaluator.isolated {
        let message = format!("`{name}` cannot be called from within a template");
        evaluator.refuse(Code::FunctionArguments, arguments.place, message);
        return Ok(None);
    }
    let members = arguments.members(1)?;
    let variables = members.iter().map(|(name, Member { value: Value { data, .. }, .. })| (name.clone(), data.clone()));
    Ok(Some(variables.collect()))
}
