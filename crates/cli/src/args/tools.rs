//! What the commands take that need no configuration: `emulator`, `explain`, `completions` and `man`.

use clap::Args;
use clap_complete::Shell;
use std::{net::IpAddr, path::PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn emulator --port 4600 --state account.json
  AWS_ENDPOINT_URL_CLOUDFRONT=http://127.0.0.1:4600 aws cloudfront list-connection-functions
  connfn emulator --items allowed-devices=devices.json

The first line on standard output is the endpoint's URL. It runs the functions that are tested
(`TestConnectionFunction`), and says who calls, as STS does (`AWS_ENDPOINT_URL_STS`). Ctrl-C ends
it. Signatures are not verified: whoever reaches the port may do everything.")]
pub(crate) struct EmulatorArgs {
    /// The TCP port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,
    /// The address to listen on; one that is not loopback lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    /// Keep the account in this file [default: memory only]
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Let the key value store of this name hold the items of a file in AWS's import format; may be given again
    #[arg(long, value_name = "STORE=FILE", value_parser = store_items)]
    pub(crate) items: Vec<(String, PathBuf)>,
    /// Make the trouble that this JSON file asks for [env: CONNFN_EMULATOR_FAULTS]
    #[arg(long, value_name = "FILE")]
    pub(crate) faults: Option<PathBuf>,
}

/// A store's name, and the file of what it holds.
fn store_items(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((store, file)) if !store.is_empty() && !file.is_empty() => Ok((store.to_owned(), file.into())),
        _ => Err("it is not of the form `STORE=FILE`".to_owned()),
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn explain CF0101
  connfn explain                      every code with its title")]
pub(crate) struct ExplainArgs {
    /// A diagnostic's code; `cf101` will do
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  connfn completions bash > ~/.local/share/bash-completion/completions/connfn
  connfn completions fish > ~/.config/fish/completions/connfn.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell to write for
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The folder to write to, which need not be there yet
    pub(crate) folder: PathBuf,
}
