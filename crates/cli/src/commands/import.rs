//! `connfn import`: writes the configuration of what exists, all its files or none. Changes nothing in
//! CloudFront: it is the next apply that takes the resource over.

use super::named;
use crate::{
    args::{Format, ImportArgs},
    cloud::{self, Cloud},
    context::Context,
    documents::{Imported, ImportedAll},
    exit::Exit,
    failure::{Failure, Outcome},
    report::{shown, visible},
    wholly,
};
use connfn::{ImportAllResponse, ImportRequest, ImportResponse, ObservedState, Scope};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(crate) fn run(args: &ImportArgs, context: &Context) -> Outcome {
    let observed = cloud::runtime()?.block_on(observe(args, context))?;
    let written = match &args.id {
        Some(id) => one(observed, id, args)?,
        None => connfn::import_all(&observed),
    };
    if written.files.is_empty() && args.format == Format::Human {
        note(&written, context);
        context.output.say("There is nothing to import: no function and no store that no stack owns.");
        return Ok(Exit::Done);
    }
    let files: Vec<(PathBuf, &str)> =
        written.files.iter().map(|(name, text)| (args.out_dir.join(name), text.as_str())).collect();
    if !files.is_empty() {
        write(&files, args)?;
    }
    note(&written, context);
    print(args, context, &written, &files)?;
    Ok(Exit::Done)
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
                many => format!("{} are there already", many.join(" and ")),
            };
            Failure::with_help(
                message,
                "choose another `--as LABEL` or `--out-dir DIR`, or write over it with `--force`",
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
            output.data(&format!("Wrote the configuration of {what}:\n  {}\n", paths.join("\n  ")))?;
            let it = if addresses.len() == 1 { "it" } else { "them" };
            output.say(&format!(
                "Nothing has changed in CloudFront. `connfn plan` shows how the next apply takes {it} over."
            ));
            Ok(())
        }
    }
}
