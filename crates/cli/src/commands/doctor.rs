//! `connfn doctor`: what is well with the account, and what is not.

use crate::{
    args::{DoctorArgs, Format, NeedArg},
    cloud::{self, Endpoint},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    progress::Reading,
    random,
};
use connfn_doctor::{Need, Report, Situation};
use connfn_executor::Prober;
use std::path::Path;

/// The variables that say where AWS's Security Token Service is.
const STS_VARIABLES: [&str; 2] = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"];

/// Enough letters for a name that nobody has ever thought of.
const RANDOM_CHARS: usize = 16;

pub(crate) fn run(args: &DoctorArgs, context: &Context) -> Outcome {
    let report = cloud::runtime()?.block_on(examine(args, context))?;
    match args.format {
        Format::Json => context.output.json(&report)?,
        Format::Human => context.output.data(&connfn_doctor::human(&report, context.output.palette()))?,
    }
    Ok(if report.well { Exit::Done } else { Exit::Error })
}

async fn examine(args: &DoctorArgs, context: &Context) -> Outcome<Report> {
    let random = random::letters::<RANDOM_CHARS>().map_err(|error| Failure::new(format!("no random name: {error}")))?;
    let endpoint = Endpoint::open(&args.endpoint, Path::new("."), context).await?;
    if !endpoint.options.emulator {
        cloud::check_variables(&STS_VARIABLES)?;
    }
    let reading = Reading::start(context.output);
    let shown = reading.clone();
    let mut prober = Prober::new(&endpoint.options, move |call| shown.show_call(call.name())).await;
    let situation = Situation {
        region: prober.region().map(str::to_owned),
        credentials: credentials(&endpoint, &prober).await,
        knows_sts: endpoint.options.emulator || STS_VARIABLES.iter().any(|name| std::env::var_os(name).is_some()),
        needs: args.needs.iter().map(|need| need_of(*need)).collect(),
        random,
    };
    let report = connfn_doctor::examine(&mut prober, &situation).await;
    reading.finish();
    endpoint.close().await;
    Ok(report)
}

async fn credentials(endpoint: &Endpoint, prober: &Prober) -> Option<String> {
    if endpoint.options.emulator {
        return Some("none are needed by the emulator".to_owned());
    }
    prober.origin_of_credentials().await
}

const fn need_of(need: NeedArg) -> Need {
    match need {
        NeedArg::Read => Need::Read,
        NeedArg::Apply => Need::Apply,
        NeedArg::Test => Need::Test,
    }
}
