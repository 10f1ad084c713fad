//! Which stack a configuration is: what was passed, else what the variable says, else what `.connfn/stack` holds. The first
//! plan in a folder makes a name that no other folder can have by chance, and asks to have it committed.

use crate::{
    context::{Context, STACK_VARIABLE},
    failure::{Failure, Outcome},
    own_folder, random,
    text::shown,
    wholly,
};
use connfn::{Code, Diagnostic, is_stack_name};
use std::{io, path::Path};

const FILE: &str = "stack";
/// Far more than a name.
const FILE_LIMIT: u64 = 4096;
const SUFFIX_CHARS: usize = 8;
/// As many as leave room for a hyphen and the suffix in a stack's name.
const FOLDER_CHARS: usize = 55;
const NAME_RULE: &str = "a name is 1 to 64 of `A-Z a-z 0-9 . _ -`, and begins with a letter or a digit";

/// The stack of a configuration's folder, if it has one yet.
pub(crate) fn find(context: &Context, typed: Option<&str>, folder: &Path) -> Outcome<Option<String>> {
    if let Some(name) = typed {
        return checked(name, "`--stack`").map(Some);
    }
    if let Some(name) = &context.stack {
        return checked(&name.to_string_lossy(), &format!("`{STACK_VARIABLE}`")).map(Some);
    }
    read(folder)
}

/// The stack of a configuration's folder; a new one if it has none.
pub(crate) fn find_or_make(context: &Context, typed: Option<&str>, folder: &Path) -> Outcome<String> {
    if let Some(name) = find(context, typed, folder)? {
        return Ok(name);
    }
    let name = new_name(folder)?;
    let path = own_folder::path(folder, FILE);
    let unwritten = |error: io::Error| {
        Failure::with_help(
            format!("cannot write the stack's name to `{}`: {error}", shown(&path)),
            format!("name the stack with `--stack NAME` or `{STACK_VARIABLE}`"),
        )
    };
    own_folder::make(folder).map_err(unwritten)?;
    match wholly::write_new(&path, &format!("{name}\n")) {
        Ok(()) => {
            context.output.say(&format!(
                "Made the stack `{name}` and wrote its name to {}. Commit that file: it says which resources are this \
                 configuration's.",
                shown(&path)
            ));
            Ok(name)
        }
        // Another plan was first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(folder)?.ok_or_else(|| unwritten(error)),
        Err(error) => Err(unwritten(error)),
    }
}

fn read(folder: &Path) -> Outcome<Option<String>> {
    let path = own_folder::path(folder, FILE);
    let text = match wholly::read(&path, FILE_LIMIT) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => {
            return Err(Failure::with_help(
                format!("cannot read the stack's name from `{}`: {error}", shown(&path)),
                "restore the file from version control, or pass `--stack NAME`",
            ));
        }
    };
    let place = format!("`{}`", shown(&path));
    let mut lines = text.trim_end().lines();
    match (lines.next(), lines.next()) {
        (None | Some(""), None) => Err(invalid(
            format!("{place} is empty"),
            "restore it from version control, or write the stack's name into it".to_owned(),
        )),
        (Some(name), None) => checked(name, &place).map(Some),
        _ => Err(invalid(
            format!("{place} has several lines"),
            "it holds one line, the stack's name: perhaps a merge left both sides in it".to_owned(),
        )),
    }
}

fn checked(name: &str, place: &str) -> Outcome<String> {
    if is_stack_name(name) {
        Ok(name.to_owned())
    } else {
        Err(invalid(format!("`{name}` in {place} is not the name of a stack"), NAME_RULE.to_owned()))
    }
}

fn invalid(message: String, help: String) -> Failure {
    Diagnostic::new(Code::InvalidStack, message).help(help).into()
}

/// The folder's own name, as far as a stack's name may hold it, and forty random bits.
fn new_name(folder: &Path) -> Outcome<String> {
    let suffix = random::letters::<SUFFIX_CHARS>()
        .map_err(|error| Failure::with_help(format!("no random name: {error}"), "pass `--stack NAME`"))?;
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().map(|name| sanitised(&name.to_string_lossy())).unwrap_or_default();
    Ok(if name.is_empty() { format!("stack-{suffix}") } else { format!("{name}-{suffix}") })
}

fn sanitised(name: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let name: String = name.chars().map(allowed).collect();
    let name = name.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    name.chars().take(FOLDER_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_s_name_becomes_a_stack_s() {
        for (folder, name) in [("allow-list", "allow-list"), (".a b", "a-b"), ("é", ""), ("a_1.x", "a_1.x")] {
            assert_eq!(sanitised(folder), name);
        }
        let long = new_name(Path::new(&format!("/no/{}", "x".repeat(99)))).unwrap();
        assert!(is_stack_name(&long) && long.len() == 64, "{long}");
        assert!(is_stack_name(&new_name(Path::new("/")).unwrap()));
    }
}
