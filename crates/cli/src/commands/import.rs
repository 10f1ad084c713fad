//! `connfn import`: writes the configuration of what exists, all its files or none. Changes nothing in
//! CloudFront: it is the next apply that takes the resource over.

use super::named;
use crate::{
    args::{Format, ImportArgs, VariableArgs},
    cloud::{self, Cloud},
    context::Context,
    documents::{Imported, ImportedAll},
    exit::Exit,
    failure::{Failure, Outcome},
    sources::{self, Configuration, Place},
    text::{shown, visible},
    wholly,
};
use connfn::{CheckRequest, ImportAllResponse, ImportRequest, ImportResponse, ObservedState, Scope, Sources};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(crate) fn run(args: &ImportArgs, context: &Context) -> Outcome {
    refuse_beside_a_whole_one(&args.out_dir)?;
    let observed = cloud::runtime()?.block_on(observe(args, context))?;
    // A plan of it elsewhere is refused, which a note says.
    let mut is_owned = false;
    let written = match &args.id {
        Some(id) => {
            is_owned = connfn::show(&observed).iter().any(|it| named::is_called(it, id) && it.stack.is_some());
            one(observed, id, args)?
        }
        None => all_beside(observed, args, context)?,
    };
    if written.files.is_empty() && args.format == Format::Human {
        note(&written, context);
        context.output.say("There is nothing to import.");
        return Ok(Exit::Done);
    }
    let files: Vec<(PathBuf, &str)> =
        written.files.iter().map(|(name, text)| (args.out_dir.join(name), text.as_str())).collect();
    if !files.is_empty() {
        write(&files, args)?;
    }
    note(&written, context);
    print(args, context, &written, &files)?;
    if args.format == Format::Human {
        let it = if written.addresses.len() == 1 { "it" } else { "them" };
        let plan = format!(" `connfn plan` shows how the next apply takes {it} over.");
        context.output.say(&format!("Nothing has changed in CloudFront.{}", if is_owned { "" } else { &plan }));
    }
    Ok(Exit::Done)
}

/// A configuration that is one file alone cannot be read once there are others.
fn refuse_beside_a_whole_one(folder: &Path) -> Outcome<()> {
    match sources::whole_in(folder) {
        Some(file) => Err(Failure::with_help(
            format!("`{}` is a configuration alone, and cannot be read with others beside it", shown(&file)),
            "import to another folder with `--out-dir DIR`; `connfn convert DIR --to yaml` writes it in the format of \
             this one",
        )),
        None => Ok(()),
    }
}

/// The files of resources that many share.
const SHARED: [&str; 2] = ["functions.tf", "stores.tf"];

/// Everything that the folder does not have already.
fn all_beside(mut observed: ObservedState, args: &ImportArgs, context: &Context) -> Outcome<ImportAllResponse> {
    let folder = &args.out_dir;
    let mut sources = Sources::default();
    if folder.exists() {
        sources = Configuration::read(Place::of(folder)?, &VariableArgs::default(), context)?.sources;
    }
    if args.force {
        // What is written over declares nothing then.
        sources.files.retain(|name, _| !SHARED.contains(&name.as_str()));
    }
    let documents: Vec<String> = sources
        .files
        .iter()
        .filter(|(name, _)| sources::is_document(name))
        .map(|(_, text)| text.to_ascii_lowercase())
        .collect();
    let desired = connfn::check(&CheckRequest { sources }).desired;
    let before = observed.functions.len() + observed.stores.len();
    observed.functions.retain(|_, there| desired.functions.values().all(|declared| declared.name != there.name));
    observed.stores.retain(|name, _| desired.stores.values().all(|declared| declared.name != *name));
    let declared = before - observed.functions.len() - observed.stores.len();
    // A label that is declared stands in quotes, of whatever type and even if there are no instances of it.
    let is_taken = |label: &str| {
        let quoted = format!("\"{}\"", label.to_ascii_lowercase());
        documents.iter().any(|text| text.contains(&quoted))
            || (!args.force && folder.join(format!("{label}.js")).exists())
    };
    let mut all = connfn::import_all_beside(&observed, &is_taken);
    if declared > 0 {
        let resources = if declared == 1 { "resource is" } else { "resources are" };
        all.notes.push(format!("{declared} {resources} left out, which the configuration declares already"));
    }
    for file in SHARED.iter().filter(|file| !args.force && folder.join(file).exists()) {
        if let Some(text) = all.files.remove(*file) {
            let stem = file.trim_end_matches(".tf");
            let names = (2..).map(|number| format!("{stem}_{number}.tf"));
            if let Some(name) = names.into_iter().find(|name| !folder.join(name).exists()) {
                all.files.insert(name, text);
            }
        }
    }
    Ok(all)
}

/// One resource, in the form of many.
fn one(observed: ObservedState, id: &str, args: &ImportArgs) -> Outcome<ImportAllResponse> {
    let request = ImportRequest { observed, id: id.to_owned(), label: args.label.clone() };
    let ImportResponse { address, files, notes } = connfn::import_resource(&request)?;
    Ok(ImportAllResponse { addresses: vec![address], files, notes })
}

async fn observe(args: &ImportArgs, context: &Context) -> Outcome<ObservedState> {
    let scope = args.id.as_deref().map_or_else(Scope::everything, named::scope);
    let cloud = Cloud::connect(&args.cloud, Path::new("."), context).await?;
    let observed = cloud.observe(&scope, context).await?;
    cloud.close().await;
    Ok(observed)
}

fn write(files: &[(PathBuf, &str)], args: &ImportArgs) -> Outcome<()> {
    let written = fs::create_dir_all(&args.out_dir).and_then(|()| {
        if args.force {
            files.iter().try_for_each(|(path, text)| wholly::write(path, text))
        } else {
            wholly::write_all_new(files)
        }
    });
    written.map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let there: Vec<String> =
                files.iter().filter(|(path, _)| path.exists()).map(|(path, _)| format!("`{}`", shown(path))).collect();
            let message = match there.as_slice() {
                [one] => format!("{one} is there already"),
                [one, other] => format!("{one} and {other} are there already"),
                [one, others @ ..] => format!("{one} and {} others are there already", others.len()),
                [] => error.to_string(),
            };
            let label = if args.all { "" } else { "`--as LABEL` or " };
            Failure::with_help(
                message,
                format!("choose another {label}`--out-dir DIR`, or write over what is there with `--force`"),
            )
        } else {
            Failure::new(format!("cannot write to `{}`: {error}", shown(&args.out_dir)))
        }
    })
}

fn note(written: &ImportAllResponse, context: &Context) {
    for note in &written.notes {
        context.output.say(&visible(&format!("Note: {note}")));
    }
}

fn print(args: &ImportArgs, context: &Context, written: &ImportAllResponse, files: &[(PathBuf, &str)]) -> Outcome<()> {
    let output = context.output;
    let paths: Vec<String> = files.iter().map(|(path, _)| shown(path)).collect();
    let ImportAllResponse { addresses, notes, .. } = written;
    match (args.format, addresses.as_slice()) {
        (Format::Json, [address]) if !args.all => output.json(&Imported { address, files: &paths, notes }),
        (Format::Json, _) => output.json(&ImportedAll { addresses, files: &paths, notes }),
        (Format::Human, _) => {
            let what = match addresses.as_slice() {
                [address] => address.to_string(),
                many => format!("{} resources", many.len()),
            };
            output.data(&format!("Wrote the configuration of {what}:\n  {}\n", paths.join("\n  ")))
        }
    }
}
