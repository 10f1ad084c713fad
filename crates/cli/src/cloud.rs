//! CloudFront, as a command reaches it: AWS by the SDK's own settings, or the embedded emulator, which lives as long as the
//! command does.

use crate::{
    args::{CloudArgs, EndpointArgs},
    context::Context,
    failure::{Failure, Outcome},
    own_folder,
    progress::Reading,
    simulating::Workers,
    text::{argument, shown},
};
use connfn::{ObservedState, Scope};
use connfn_emulator::{Emulator, Handle};
use connfn_executor::{Client, ClientOptions};
use std::{
    fmt,
    net::Ipv4Addr,
    path::{Path, PathBuf},
};
use tokio::runtime::{Builder, Runtime};

/// What says which endpoint to call, where no option does.
const URL_VARIABLES: [&str; 2] = ["AWS_ENDPOINT_URL_CLOUDFRONT", "AWS_ENDPOINT_URL"];

const STATE_FILE: &str = "emulator.json";

/// An endpoint that is there to be called.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) options: ClientOptions,
    emulator: Option<Handle>,
}

pub(crate) struct Cloud {
    pub(crate) client: Client,
    pub(crate) concurrency: usize,
    endpoint: Endpoint,
}

// The client's own is many pages long.
impl fmt::Debug for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cloud").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}

/// One thread is enough: the work is waiting. Made only by commands that talk to CloudFront.
pub(crate) fn runtime() -> Outcome<Runtime> {
    Builder::new_current_thread().enable_all().build().map_err(|error| Failure::new(format!("cannot start: {error}")))
}

impl Endpoint {
    /// `folder` is where the emulator's state lies unless a file was named.
    pub(crate) async fn open(args: &EndpointArgs, folder: &Path, context: &Context) -> Outcome<Self> {
        let mut options = ClientOptions { endpoint_url: args.endpoint_url.clone(), ..ClientOptions::default() };
        let mut emulator = None;
        if let Some(file) = &args.emulator {
            let handle = start_emulator(file.as_deref(), folder, context).await?;
            options = ClientOptions { endpoint_url: Some(handle.endpoint_url()), emulator: true, ..options };
            emulator = Some(handle);
        }
        if options.endpoint_url.is_none() {
            check_variables(&URL_VARIABLES)?;
        }
        Ok(Self { options, emulator })
    }

    /// What an option or a variable says that is to be called, in the SDK's order.
    pub(crate) fn wanted(&self) -> Option<String> {
        let of_variables = || URL_VARIABLES.iter().find_map(|name| std::env::var(name).ok());
        self.options.endpoint_url.clone().or_else(of_variables)
    }

    /// Lets the emulator give its file up.
    pub(crate) async fn close(self) {
        if let Some(emulator) = self.emulator {
            emulator.shutdown().await;
        }
    }
}

impl Cloud {
    /// `folder` is where the emulator's state lies unless a file was named.
    pub(crate) async fn connect(args: &CloudArgs, folder: &Path, context: &Context) -> Outcome<Self> {
        let endpoint = Endpoint::open(&args.endpoint, folder, context).await?;
        let client = connfn_executor::client(&endpoint.options).await;
        Ok(Self { client, concurrency: args.concurrency.into(), endpoint })
    }

    pub(crate) async fn observe(&self, scope: &Scope, context: &Context) -> Outcome<ObservedState> {
        let reading = Reading::start(context.output);
        let report = |progress: connfn_executor::Progress| reading.show(progress.done, progress.total);
        let observed = connfn_executor::observe(&self.client, scope, self.concurrency, &report).await;
        reading.finish();
        Ok(observed?)
    }

    /// Lets the emulator give its file up.
    pub(crate) async fn close(self) {
        self.endpoint.close().await;
    }
}

/// The SDK takes an empty variable for the URL of an endpoint, and panics.
pub(crate) fn check_variables(names: &[&str]) -> Outcome<()> {
    for variable in names {
        if std::env::var_os(variable).is_some_and(|value| value.is_empty()) {
            return Err(Failure::with_help(
                format!("the variable `{variable}` is set and empty"),
                "unset it, or give it the URL of an endpoint",
            ));
        }
    }
    Ok(())
}

/// The options that reach what these reach, from wherever the command is typed next.
pub(crate) fn options_again(args: &CloudArgs, folder: &Path) -> String {
    match (&args.endpoint.emulator, &args.endpoint.endpoint_url) {
        (Some(Some(file)), _) => format!(" --emulator={}", argument(file)),
        (Some(None), _) if folder == Path::new(".") => " --emulator".to_owned(),
        (Some(None), _) => format!(" --emulator={}", argument(&own_folder::path(folder, STATE_FILE))),
        (None, Some(url)) => format!(" --endpoint-url {}", argument(Path::new(url))),
        (None, None) => String::new(),
    }
}

async fn start_emulator(file: Option<&Path>, folder: &Path, context: &Context) -> Outcome<Handle> {
    let path: PathBuf = match file {
        Some(file) => file.to_owned(),
        None => {
            own_folder::make(folder).map_err(|error| {
                Failure::with_help(
                    format!("cannot keep the emulator's state in `{}`: {error}", shown(folder)),
                    "name a file for it with `--emulator=FILE`",
                )
            })?;
            own_folder::path(folder, STATE_FILE)
        }
    };
    let emulator = Emulator::builder().state_file(&path).simulator(Workers::default());
    let started = emulator.start((Ipv4Addr::LOCALHOST, 0).into()).await;
    let emulator = started.map_err(|error| Failure::new(error.to_string()))?;
    context.output.say(&format!("Using the emulator instead of AWS; its state is in {}.", shown(&path)));
    Ok(emulator)
}
