//! `connfn doctor`: what is well with the account, and what is not.

use crate::{
    args::{DoctorArgs, Format, NeedArg},
    cloud::{self, Endpoint},
    confirm::{self, Question},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    interrupt::Interrupts,
    progress::Examining,
    random,
};
use connfn_doctor::{Live, Need, Patience, Prefix, Report, Situation};
use connfn_executor::{PatientProber, Prober};
use std::path::Path;
use tokio::sync::watch;

/// The variables that say where AWS's Security Token Service is.
const STS_VARIABLES: [&str; 2] = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"];

/// Enough letters for a name that nobody has ever thought of.
const RANDOM_CHARS: usize = 16;

/// How long a publication may take: AWS says "several minutes" (A24).
const PUBLICATION_MS: u64 = 15 * 60 * 1_000;

/// What was found, and whether whoever waited had enough of it.
struct Examined {
    report: Report,
    interrupted: bool,
}

pub(crate) fn run(args: &DoctorArgs, context: &Context) -> Outcome {
    let Examined { report, interrupted } = cloud::runtime()?.block_on(examine(args, context))?;
    match args.format {
        Format::Json => context.output.json(&report)?,
        Format::Human => context.output.data(&connfn_doctor::human(&report, context.output.palette()))?,
    }
    Ok(match report.well {
        _ if interrupted => Exit::Interrupted,
        true => Exit::Done,
        false => Exit::Error,
    })
}

async fn examine(args: &DoctorArgs, context: &Context) -> Outcome<Examined> {
    if args.live && !args.auto_approve {
        confirm::check(&question(""))?;
    }
    let endpoint = Endpoint::open(&args.endpoint, Path::new("."), context).await?;
    let examined = look_and_try(args, &endpoint, context).await;
    endpoint.close().await;
    examined
}

async fn look_and_try(args: &DoctorArgs, endpoint: &Endpoint, context: &Context) -> Outcome<Examined> {
    let mut examining = Examining::start(context.output);
    let mut prober = prober(endpoint, &examining).await;
    let situation = situation(args, endpoint, &prober).await?;
    let report = connfn_doctor::examine(&mut prober, &situation).await;
    examining.finish();
    let Some(prefix) = args.prefix.as_ref().filter(|_| report.reached()) else {
        return Ok(Examined { report, interrupted: false });
    };
    if let Some(why) = report.hindrance(prefix) {
        return Ok(Examined { report: report.not_begun(&why), interrupted: false });
    }
    if !args.auto_approve {
        let text = live_question(prefix, &report);
        confirm::ask(context.output, &question(&text))?;
    }
    examining = Examining::start(context.output);
    try_out(prober, prefix, report, &examining).await
}

async fn prober(endpoint: &Endpoint, examining: &Examining) -> Prober {
    let shown = examining.clone();
    Prober::new(&endpoint.options, move |call| shown.call(call.name())).await
}

async fn situation(args: &DoctorArgs, endpoint: &Endpoint, prober: &Prober) -> Outcome<Situation> {
    if !endpoint.options.emulator {
        cloud::check_variables(&STS_VARIABLES)?;
    }
    Ok(Situation {
        region: prober.region().map(str::to_owned),
        endpoint: endpoint.wanted(),
        credentials: credentials(endpoint, prober).await,
        knows_sts: endpoint.options.emulator || STS_VARIABLES.iter().any(|name| std::env::var_os(name).is_some()),
        needs: args.needs.iter().map(|need| need_of(*need)).collect(),
        random: letters::<RANDOM_CHARS>()?,
    })
}

async fn credentials(endpoint: &Endpoint, prober: &Prober) -> Option<String> {
    if endpoint.options.emulator {
        return Some("none are needed by the emulator".to_owned());
    }
    prober.origin_of_credentials().await
}

fn letters<const CHARS: usize>() -> Outcome<String> {
    random::letters::<CHARS>().map_err(|error| Failure::new(format!("no random name: {error}")))
}

const fn question(text: &str) -> Question<'_> {
    Question { command: "doctor", text, instead: None }
}

fn live_question(prefix: &Prefix, report: &Report) -> String {
    let account = match &report.account {
        Some(account) => format!("the account {account}"),
        None => "an account whose id is not known".to_owned(),
    };
    let (functions, stores, prefix) = (Live::FUNCTIONS, Live::STORES, prefix.as_str());
    format!(
        "Do you want to make up to {functions} functions and {stores} stores of the doctor's own in {account}, named \
         `{prefix}-…`, and to test, publish and delete them?"
    )
}

/// The live half. Ctrl-C ends it early, and not without deleting what it made.
async fn try_out(prober: Prober, prefix: &Prefix, report: Report, examining: &Examining) -> Outcome<Examined> {
    let ending = "finishing the call in flight, and deleting what was made";
    let interrupts = Interrupts::watch(examining.lines().clone(), ending)
        .map_err(|error| Failure::new(format!("cannot listen for Ctrl-C, and nothing was done: {error}")))?;
    let (stop, stopped) = watch::channel(false);
    let asked = interrupts.clone();
    tokio::spawn(async move {
        asked.first().await;
        let _ = stop.send(true);
    });
    let shown = examining.clone();
    let mut prober = PatientProber::new(prober, stopped, move |what| shown.begin(what));
    let live =
        Live { prefix: prefix.clone(), random: letters::<{ Live::RANDOM_CHARS }>()?, publication_ms: PUBLICATION_MS };
    let names = format!("making functions and stores whose names begin with `{}-{}-`", prefix.as_str(), live.random);
    prober.begin(&names);
    let outcome = connfn_doctor::live(&mut prober, &live).await;
    interrupts.over();
    examining.finish();
    Ok(Examined { report: report.with_live(outcome), interrupted: interrupts.came() })
}

const fn need_of(need: NeedArg) -> Need {
    match need {
        NeedArg::Read => Need::Read,
        NeedArg::Apply => Need::Apply,
        NeedArg::Test => Need::Test,
    }
}
