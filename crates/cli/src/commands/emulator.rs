//! `connfn emulator`: serves a CloudFront stand-in until it is interrupted.

use crate::{
    args::EmulatorArgs,
    cloud,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    interrupt::Signals,
    simulating::Workers,
    text::shown,
};
use connfn_emulator::{Emulator, Faults, StoreItems};

pub(crate) fn run(args: &EmulatorArgs, context: &Context) -> Outcome {
    cloud::runtime()?.block_on(serve(args, context))
}

async fn serve(args: &EmulatorArgs, context: &Context) -> Outcome {
    let mut builder = Emulator::builder().allow_non_loopback(true).simulator(Workers::default());
    if let Some(file) = &args.state {
        builder = builder.state_file(file);
    }
    if let Some(file) = &args.faults {
        builder = builder.faults(Faults::read(file).map_err(|error| Failure::new(error.to_string()))?);
    }
    for (store, file) in &args.items {
        let items = StoreItems::read(file).map_err(|error| Failure::new(error.to_string()))?;
        builder = builder.items(store, items);
    }
    let started = builder.start((args.host, args.port).into()).await;
    let mut signals = Signals::listen().map_err(|error| Failure::new(format!("cannot listen for Ctrl-C: {error}")))?;
    let emulator = started.map_err(|error| Failure::new(error.to_string()))?;
    let url = emulator.endpoint_url();
    // Whoever starts it may read the first line and close the pipe.
    match context.output.data(&format!("{url}\n")) {
        Ok(()) | Err(Failure::OutputClosed) => {}
        Err(failure) => return Err(failure),
    }
    introduce(args, context, &url);
    signals.next().await;
    emulator.shutdown().await;
    Ok(Exit::Done)
}

fn introduce(args: &EmulatorArgs, context: &Context, url: &str) {
    let output = context.output;
    if !args.host.is_loopback() {
        output.warning("other machines can reach the emulator, and it asks nobody who they are", None);
    }
    let kept = match &args.state {
        Some(file) => format!("Its state is kept in {}.", shown(file)),
        None => "Its state is gone when it ends; `--state FILE` keeps it.".to_owned(),
    };
    output.say(&format!(
        "The emulator is serving. {kept} To use it, with any credentials:\n\n  \
         export AWS_ENDPOINT_URL_CLOUDFRONT={url} AWS_ENDPOINT_URL_STS={url}\n  \
         export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1\n\nCtrl-C ends it."
    ));
}
