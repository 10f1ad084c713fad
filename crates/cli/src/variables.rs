//! Values of variables from outside the folder: options, the files that they name, and the environment.

use crate::{
    args::{GivenVariable, VariableArgs},
    context::Context,
    failure::Outcome,
    text::shown,
    wholly,
};
use connfn::{Code, Diagnostic, Sources, VariableOrigin, VariableValue};
use std::{io, path::Path};

/// More than any file of values.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// All values for the configuration in a folder, as the library takes them.
pub(crate) fn values(args: &VariableArgs, folder: &Path, context: &Context) -> Outcome<Vec<VariableValue>> {
    let value = |from, name, value| VariableValue { from, name, value };
    let environment = context.variables.iter().cloned();
    let mut values: Vec<VariableValue> =
        environment.map(|(name, text)| value(VariableOrigin::Environment, name, text)).collect();
    for given in &args.given {
        values.push(match given {
            GivenVariable::Value { name, value: text } => value(VariableOrigin::Option, name.clone(), text.clone()),
            GivenVariable::File(path) => value(VariableOrigin::File, name_of(path, folder), read(path)?),
        });
    }
    Ok(values)
}

/// What a file is called in diagnostics, whose files lie in the folder.
fn name_of(path: &Path, folder: &Path) -> String {
    let within = path.strip_prefix(folder).unwrap_or(path);
    let name = if folder == Path::new(".") { path.to_owned() } else { within.to_owned() };
    let outside = folder != Path::new(".") && within == path && path.is_relative();
    let name = if outside { std::path::absolute(path).unwrap_or(name) } else { name };
    name.to_string_lossy().into_owned()
}

fn read(path: &Path) -> Outcome<String> {
    wholly::read(path, FILE_LIMIT).map_err(|error| {
        let name = shown(path);
        match error.kind() {
            io::ErrorKind::NotFound => Diagnostic::new(Code::FileMissing, format!("there is no file `{name}`"))
                .help("`--var-file` is relative to the folder in which connfn runs"),
            io::ErrorKind::InvalidData => {
                Diagnostic::new(Code::FileNotUtf8, format!("the file `{name}` is not UTF-8 text"))
                    .help("save it as UTF-8")
            }
            _ => Diagnostic::new(Code::FileUnreadable, format!("the file `{name}` cannot be read: {error}")),
        }
        .into()
    })
}

/// The texts that diagnostics may point into, if there are others than the files.
pub(crate) fn texts(sources: &Sources) -> Option<connfn::Map<String, String>> {
    if sources.variables.is_empty() {
        return None;
    }
    let mut texts = sources.files.clone();
    texts.extend(sources.variables.iter().map(VariableValue::document));
    Some(texts)
}
