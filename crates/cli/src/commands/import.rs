//! `connfn import`: writes the configuration of a resource that exists, all its files or none. Changes nothing in
//! CloudFront: it is the next apply that takes the resource over.

use super::named;
use crate::{
    args::{Format, ImportArgs},
    cloud::{self, Cloud},
    context::Context,
    documents::Imported,
    exit::Exit,
    failure::{Failure, Outcome},
    report::{shown, visible},
    wholly,
};
use connfn::{ImportRequest, ImportResponse, ObservedState};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(crate) fn run(args: &ImportArgs, context: &Context) -> Outcome {
    let observed = cloud::runtime()?.block_on(observe(args, context))?;
    let request = ImportRequest { observed, id: args.id.clone(), label: args.label.clone() };
    let response = connfn::import_resource(&request)?;
    let files: Vec<(PathBuf, &str)> =
        response.files.iter().map(|(name, text)| (args.out_dir.join(name), text.as_str())).collect();
    write(&files, args)?;
    print(args, context, &response, &files)?;
    Ok(Exit::Done)
}

async fn observe(args: &ImportArgs, context: &Context) -> Outcome<ObservedState> {
    let cloud = Cloud::connect(&args.cloud, Path::new("."), context).await?;
    let observed = cloud.observe(&named::scope(&args.id), context).await?;
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

fn print(args: &ImportArgs, context: &Context, response: &ImportResponse, files: &[(PathBuf, &str)]) -> Outcome<()> {
    let output = context.output;
    for note in &response.notes {
        output.say(&visible(&format!("Note: {note}")));
    }
    let paths: Vec<String> = files.iter().map(|(path, _)| shown(path)).collect();
    match args.format {
        Format::Json => {
            output.json(&Imported { address: &response.address, files: &paths, notes: &response.notes })?;
        }
        Format::Human => {
            output.data(&format!("Wrote the configuration of {}:\n  {}\n", response.address, paths.join("\n  ")))?;
            output.say("Nothing has changed in CloudFront. `connfn plan` shows how the next apply takes it over.");
        }
    }
    Ok(())
}
