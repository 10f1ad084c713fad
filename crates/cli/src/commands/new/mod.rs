//! `connfn new`: writes a function that denies by default, its tests and its configuration, all of the files or none.

mod templates;

use crate::{
    args::{NewArgs, NewFormat},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    sources,
    text::shown,
    wholly,
};
use connfn::limits::{self, NAME_MAX_CHARS};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use templates::{JSCONFIG, Templates};

/// What a store is called, after its function's name.
const STORE: &str = "-revoked";

pub(crate) fn run(args: &NewArgs, context: &Context) -> Outcome {
    let name = named(args)?;
    let folder = &args.dir;
    refuse_what_cannot_be_added(folder, args.format)?;
    let templates = Templates::of(args.format, args.store);
    let configuration = match args.format {
        NewFormat::Tf => format!("{name}.tf"),
        NewFormat::Yaml => "connfn.yaml".to_owned(),
    };
    let mut files = vec![
        (format!("{name}.js"), templates.function.to_owned()),
        (format!("{name}.test.yaml"), templates.tests.to_owned()),
        (configuration, templates.configuration.replace("{{name}}", name)),
    ];
    // Where there is no `package.json`, the types that it names are not installed either.
    let has = |file: &str| folder.join(file).exists();
    if has("package.json") && !has("jsconfig.json") && !has("tsconfig.json") {
        files.push(("jsconfig.json".to_owned(), JSCONFIG.to_owned()));
    }
    write(folder, &files)?;
    let written: Vec<String> = files.iter().map(|(file, _)| format!("  {}\n", shown(&folder.join(file)))).collect();
    context.output.data(&format!("Wrote\n{}", written.concat()))?;
    context.output.say(&next_steps(folder, name));
    Ok(Exit::Done)
}

/// The name, which is to be a function's, a label and the stem of files.
fn named(args: &NewArgs) -> Outcome<&str> {
    let name = args.name.as_str();
    let most = if args.store { NAME_MAX_CHARS - STORE.len() } else { NAME_MAX_CHARS };
    if limits::is_name(name) && name.len() <= most && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(name);
    }
    Err(Failure::with_help(
        format!("`{name}` cannot be the name of a new function"),
        format!("a name is up to {most} letters, digits, `-` and `_`, and begins with a letter"),
    ))
}

/// A folder's configuration is either several files in Terraform's language or one file of another format.
fn refuse_what_cannot_be_added(folder: &Path, format: NewFormat) -> Outcome<()> {
    if let Some(whole) = sources::whole_in(folder) {
        return Err(Failure::with_help(
            format!("`{}` is a configuration alone, and cannot have others beside it", shown(&whole)),
            "name another folder with `--dir DIR`",
        ));
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    match names.filter(|name| sources::is_document(name)).min() {
        Some(document) if format == NewFormat::Yaml => Err(Failure::with_help(
            format!("`{}` is there, and a configuration in YAML is one file alone", shown(&folder.join(document))),
            "leave `--format yaml` out, or name another folder with `--dir DIR`",
        )),
        _ => Ok(()),
    }
}

fn write(folder: &Path, files: &[(String, String)]) -> Outcome<()> {
    let files: Vec<(PathBuf, &str)> = files.iter().map(|(name, text)| (folder.join(name), text.as_str())).collect();
    let there: Vec<String> =
        files.iter().filter(|(path, _)| path.exists()).map(|(path, _)| format!("`{}`", shown(path))).collect();
    let is_there = |there: &[String]| {
        let verb = if there.len() == 1 { "is" } else { "are" };
        Failure::with_help(
            format!("{} {verb} there already", there.join(", ")),
            "choose another NAME or `--dir DIR`: nothing is written over",
        )
    };
    if !there.is_empty() {
        return Err(is_there(&there));
    }
    fs::create_dir_all(folder).and_then(|()| wholly::write_all_new(&files)).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => is_there(&["one of the files".to_owned()]),
        _ => Failure::new(format!("cannot write to `{}`: {error}", shown(folder))),
    })
}

fn next_steps(folder: &Path, name: &str) -> String {
    let path = if folder == Path::new(".") { String::new() } else { format!(" {}", shown(folder)) };
    format!(
        "Next:
  edit {name}.js to say who may connect, and {name}.test.yaml with it
  connfn validate{path}
  connfn test{path}
  connfn apply{path} --emulator     without an AWS account; leave --emulator out to deploy it"
    )
}
