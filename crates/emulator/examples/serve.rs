//! Serves an emulator until it is interrupted, and prints its URL first:
//! `serve emulator [--port N] [--state FILE] [--faults FILE] [--items STORE=FILE]`, in the words of the command line's own `emulator`.

use std::process::ExitCode;

use connfn_emulator::{Emulator, Faults, StoreItems};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let mut port = 0;
    let mut builder = Emulator::builder();
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "emulator");
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("`{name}` lacks its value"))?;
        match name.as_str() {
            "--port" => port = value.parse()?,
            "--state" => builder = builder.state_file(value),
            "--faults" => builder = builder.faults(Faults::read(value)?),
            "--items" => {
                let (store, file) = value.split_once('=').ok_or("`--items` is not STORE=FILE")?;
                builder = builder.items(store, StoreItems::read(file)?);
            }
            _ => return Err(format!("`{name}` is no option").into()),
        }
    }
    let emulator = builder.start(([127, 0, 0, 1], port).into()).await?;
    println!("{}", emulator.endpoint_url());
    tokio::signal::ctrl_c().await?;
    emulator.shutdown().await;
    Ok(())
}
